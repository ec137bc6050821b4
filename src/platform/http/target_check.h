// Checks on a request target that look through its percent-encoding.
#pragma once

#include <string_view>

namespace daymark::http {

/// Whether every '%' begins a triplet of hex digits, none of them is %00, and the text is UTF-8 once it is decoded.
[[nodiscard]] bool decodes_to_utf8(std::string_view encoded);

/// Whether a path has a ".." segment once it is decoded. Both slashes part segments, since file systems differ.
[[nodiscard]] bool climbs(std::string_view encoded_path);

}  // namespace daymark::http
