// Bytes as text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace daymark::crypto {

[[nodiscard]] std::string base64(std::string_view bytes);
/// Nothing for what is no base64.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

}  // namespace daymark::crypto
