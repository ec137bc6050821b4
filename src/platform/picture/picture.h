// Pictures that people send: read within bounds and written anew, so that nothing else of the file is kept.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace daymark::picture {

/// Of a side, in pixels: larger ones are refused, and those beyond the second are made smaller.
inline constexpr int most_sent_side = 4096, most_kept_side = 2400;
inline constexpr std::size_t most_kept_bytes = 1 << 20;

struct Picture {
    std::string bytes;
    std::string_view type;  // "png" or "jpeg"
    int width = 0, height = 0;
};

/// A PNG, JPEG, WebP or GIF (its first picture) as PNG, or as JPEG where that would be too heavy; upright, without
/// metadata. Works on one picture at a time; throws Error TooManyRequests while it does, BadRequest with the reason
/// when the file cannot be taken.
[[nodiscard]] Picture written_anew(std::string_view file);

}  // namespace daymark::picture
