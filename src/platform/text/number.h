// Whole numbers as text.
#pragma once

#include <charconv>
#include <concepts>
#include <optional>
#include <string_view>

namespace daymark::text {

/// The number that the text as a whole is: no sign but a minus, no spaces. Nothing when it does not fit.
template <std::integral T>
[[nodiscard]] std::optional<T> whole_number(std::string_view text) {
    T number = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = failed == std::errc() && end == text.data() + text.size();
    return whole ? std::optional(number) : std::nullopt;
}

}  // namespace daymark::text
