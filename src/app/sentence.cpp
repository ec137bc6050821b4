// Sentences for operators.
#include "app/sentence.h"

#include "platform/base/error.h"
#include "platform/telemetry/log.h"

namespace daymark::app {

std::string sentence_of(const std::exception& error) {
    std::string sentence = error.what();
    if (const auto* known = dynamic_cast<const Error*>(&error); known != nullptr && !known->log_detail().empty()) {
        sentence += " (" + known->log_detail() + ")";
    }
    if (!sentence.ends_with('.') && !sentence.ends_with('\n')) sentence += '.';
    return telemetry::redact(sentence);
}

}  // namespace daymark::app
