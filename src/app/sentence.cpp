// Sentences for operators.
#include "app/sentence.h"

#include "platform/base/error.h"
#include "platform/telemetry/log.h"

#include <algorithm>

namespace daymark::app {

std::string sentence_of(const std::exception& error) {
    std::string sentence = error.what();
    if (const auto* known = dynamic_cast<const Error*>(&error); known != nullptr && !known->log_detail().empty()) {
        sentence += " (" + known->log_detail() + ")";
    }
    // What databases say has lines.
    std::ranges::replace_if(
        sentence, [](char c) { return c == '\n' || c == '\t'; }, ' ');
    if (!sentence.ends_with('.')) sentence += '.';
    return telemetry::redact(sentence);
}

}  // namespace daymark::app
