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

/// U+FFFE and U+FFFF are no characters, and XML refuses them.
bool is_no_character(std::string_view text) {
    return text.starts_with("\xEF\xBF\xBE") || text.starts_with("\xEF\xBF\xBF");
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
        const bool long_one = text[i] == '\xEF' && is_no_character(text.substr(i));
        const std::string_view escape = long_one ? "\xEF\xBF\xBD" : escape_of(text[i]);
        if (escape.empty()) continue;
        out.append(text, plain_from, i - plain_from);
        out += escape;
        if (long_one) i += 2;
        plain_from = i + 1;
    }
    out.append(text, plain_from);
}

}  // namespace daymark::text
