// The one judge of addresses.
#include "platform/text/safe_url.h"

#include <algorithm>
#include <array>

namespace daymark::text {
namespace {

constexpr std::array<std::string_view, 4> link_starts = {"https://", "http://", "mailto:", "tel:"};
constexpr std::array<std::string_view, 1> image_starts = {"https://"};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool starts_with_any_case(std::string_view text, std::string_view start) {
    return text.size() >= start.size() && std::ranges::equal(text.substr(0, start.size()), start, {}, lower);
}

/// Whether the part after the start names something: a host, an address, a number.
bool names_something(std::string_view rest) {
    return !rest.empty() && std::string_view("/?#\\:@").find(rest.front()) == std::string_view::npos;
}

bool stays(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte > 0x20 && byte < 0x7F && std::string_view("\"<>\\^`{|}").find(c) == std::string_view::npos;
}

void append_percent(std::string& out, char c) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += hex[byte >> 4];
    out += hex[byte & 15];
}

}  // namespace

std::optional<std::string> safe_url(std::string_view url, UrlUse use) {
    // Browsers drop tabs and line ends inside an address, so "java\tscript:" must be judged, and written, without them.
    std::string bare;
    std::ranges::copy_if(url, std::back_inserter(bare),
                         [](char c) { return static_cast<unsigned char>(c) > 0x20 && c != 0x7F; });
    // The scheme has to stand there literally. One hidden by percent signs or by entities written twice is no scheme to
    // a browser either: such an address is a relative one, and those are refused.
    const auto allowed = [&bare](std::string_view start) {
        return starts_with_any_case(bare, start) && names_something(std::string_view(bare).substr(start.size()));
    };
    const bool fits =
        use == UrlUse::Link ? std::ranges::any_of(link_starts, allowed) : std::ranges::any_of(image_starts, allowed);
    if (!fits) return std::nullopt;

    std::string out;
    out.reserve(bare.size());
    for (const char c : bare) {
        if (stays(c))
            out += c;
        else
            append_percent(out, c);
    }
    return out;
}

}  // namespace daymark::text
