// A picture that a page's owner gave: a logo, an icon, what is shown where the page is shared.
#pragma once

#include "platform/base/clock.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace daymark::uploads {

struct Upload {
    std::string id;  // follows from page and content, and cannot be guessed: whoever knows it may see the picture
    std::string page_id;
    std::string type;  // "png" or "jpeg"
    std::int64_t width = 0, height = 0;
    std::int64_t size = 0;  // of `bytes`
    Millis created_at = 0;
};

/// What is served of it.
struct Content {
    std::string type, bytes;
};

/// Of one page; Guess: enough for logos and the like, and no place to keep films.
inline constexpr std::int64_t most_uploads = 50, most_bytes = 20 << 20;

/// As it is sent.
inline constexpr std::size_t most_sent_bytes = 10 << 20;

/// Below a page's root: "u/<id>.png".
[[nodiscard]] std::string path_of(const Upload& upload);
/// The id in such a path; nothing when it is no such path.
[[nodiscard]] std::optional<std::string_view> id_in(std::string_view path);
/// Such a path at the end of an address; "" when there is none.
[[nodiscard]] std::string_view path_in(std::string_view address);

}  // namespace daymark::uploads
