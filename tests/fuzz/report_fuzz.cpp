// Mails that came back: any bytes are read, and what is kept of them can be shown and stored.
#include "platform/mail/report.h"

#include <algorithm>
#include <cstdlib>
#include <string>

#include <glib.h>

namespace {

void check(const std::string& text) {
    const auto is_control = [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7f; };
    if (text.size() > 300 || std::any_of(text.begin(), text.end(), is_control)) std::abort();
    if (g_utf8_validate(text.data(), static_cast<gssize>(text.size()), nullptr) == 0) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
    using namespace daymark::mail;
    const Report report = read_report({reinterpret_cast<const char*>(bytes), size});
    for (const std::string& text : {report.id, report.action, report.status, report.diagnostic, report.feedback_type,
                                    report.original_id, report.original_sender})
        check(text);
    for (const std::string& address : report.came_to) check(address);
    return 0;
}
