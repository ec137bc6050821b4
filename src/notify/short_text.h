// Cutting texts to lengths that are not counted in characters.
#pragma once

#include "notify/channel.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace daymark::notify {

/// The Unicode scalars of a text; U+FFFD for each byte that is not part of one.
[[nodiscard]] std::u32string scalars_of(std::string_view text);

/// What `make(n)` makes of the first n characters of a text, for the largest n up to `most` with which it `fits`; none
/// always fits.
template <class Make, class Fits>
[[nodiscard]] auto longest(std::size_t most, Make make, Fits fits) {
    auto made = make(most);
    if (fits(made)) return made;
    std::size_t fitting = 0, over = most;
    while (over > fitting + 1) {
        const std::size_t middle = fitting + (over - fitting) / 2;
        (fits(make(middle)) ? fitting : over) = middle;
    }
    return make(fitting);
}

/// The whole text if it `fits`, else the longest that does among its shortened forms of at most `most` characters; ""
/// when none does. What fits must fit when it is shorter, too.
template <class Fits>
[[nodiscard]] std::string as_much_as(std::string_view text, std::size_t most, Fits fits) {
    if (fits(std::string(text))) return std::string(text);
    return longest(
        most, [&](std::size_t length) { return shortened(text, length); }, fits);
}

}  // namespace daymark::notify
