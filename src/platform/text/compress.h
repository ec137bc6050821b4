// Compression of whole texts for HTTP.
#pragma once

#include <string>
#include <string_view>

namespace daymark::text {

/// gzip, level 6.
[[nodiscard]] std::string gzip(std::string_view plain);
/// brotli, quality 5: half a millisecond for a page, within a sixth of the best size.
[[nodiscard]] std::string brotli(std::string_view plain);

}  // namespace daymark::text
