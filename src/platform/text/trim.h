// Parts of texts: without what stands around them, and one after another.
#pragma once

#include <string_view>

namespace daymark::text {

/// A part of the same text; `around` is what is left out at both ends, by default the blanks of HTTP's headers.
[[nodiscard]] constexpr std::string_view trimmed(std::string_view text, std::string_view around = " \t") {
    const std::size_t from = text.find_first_not_of(around);
    if (from == std::string_view::npos) return {};
    return text.substr(from, text.find_last_not_of(around) + 1 - from);
}

/// What stands before the first `separator`, or all; it is taken off the front with the separator.
constexpr std::string_view take_until(std::string_view& text, char separator) {
    const std::size_t end = text.find(separator);
    const std::string_view part = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return part;
}

inline constexpr std::string_view blanks_and_line_ends = " \t\r\n";

}  // namespace daymark::text
