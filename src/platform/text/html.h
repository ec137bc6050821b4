// Text made safe for HTML.
#pragma once

#include <string>
#include <string_view>

namespace daymark::text {

/// Escapes for elements and for quoted attributes, of HTML and XML. What these forbid, control characters and U+FFFE
/// and U+FFFF, becomes U+FFFD.
[[nodiscard]] std::string escape_html(std::string_view text);

/// The same, appended to `out`.
void append_escaped(std::string& out, std::string_view text);

}  // namespace daymark::text
