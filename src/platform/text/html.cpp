// Text made safe for HTML.
#include "platform/text/html.h"

namespace daymark::text {
namespace {

/// What stands for a character that may not be written as it is; empty for all others.
std::string_view escape_of(char c) {
    switch (c) {
        case '&':
            return "&amp;";
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        case '"':
            return "&quot;";
        case '\'':
            return "&#39;";
        case '\t':
        case '\n':
        case '\r':
            return {};
        default:
            break;
    }
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f ? "\xEF\xBF\xBD" : std::string_view{};
}

}  // namespace

std::string escape_html(std::string_view text) {
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    append_escaped(out, text);
    return out;
}

void append_escaped(std::string& out, std::string_view text) {
    std::size_t plain_from = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view escape = escape_of(text[i]);
        if (escape.empty()) continue;
        out.append(text, plain_from, i - plain_from);
        out += escape;
        plain_from = i + 1;
    }
    out.append(text, plain_from);
}

}  // namespace daymark::text
