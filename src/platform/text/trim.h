// Texts without what stands around them.
#pragma once

#include <string_view>

namespace daymark::text {

/// A part of the same text; `around` is what is left out at both ends, by default the blanks of HTTP's headers.
[[nodiscard]] constexpr std::string_view trimmed(std::string_view text, std::string_view around = " \t") {
    const std::size_t from = text.find_first_not_of(around);
    if (from == std::string_view::npos) return {};
    return text.substr(from, text.find_last_not_of(around) + 1 - from);
}

inline constexpr std::string_view blanks_and_line_ends = " \t\r\n";

}  // namespace daymark::text
