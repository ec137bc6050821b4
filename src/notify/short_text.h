// Cutting texts to lengths that are not counted in characters.
#pragma once

#include "notify/channel.h"

#include <algorithm>
#include <ranges>
#include <string>
#include <string_view>

namespace daymark::notify {

/// The Unicode scalars of a text; U+FFFD for each byte that is not part of one.
[[nodiscard]] std::u32string scalars_of(std::string_view text);

/// The whole text if it `fits`, else the longest that does among its shortened forms of at most `most` characters; ""
/// when none does. What fits must fit when it is shorter, too.
template <class Fits>
[[nodiscard]] std::string as_much_as(std::string_view text, std::size_t most, Fits fits) {
    if (fits(std::string(text))) return std::string(text);
    const auto lengths = std::views::iota(std::size_t{1}, most + 1);
    const auto too_long =
        std::ranges::partition_point(lengths, [&](std::size_t length) { return fits(shortened(text, length)); });
    return shortened(text, static_cast<std::size_t>(too_long - lengths.begin()));
}

}  // namespace daymark::notify
