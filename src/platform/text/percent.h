// Percent-encoding (RFC 3986).
#pragma once

#include <string>
#include <string_view>

namespace daymark::text {

/// All bytes but letters, digits and "-._~" as "%2B".
[[nodiscard]] std::string percent_encoded(std::string_view text);

}  // namespace daymark::text
