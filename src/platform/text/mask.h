// Texts of others that are kept, without whom they name.
#pragma once

#include <string>
#include <string_view>

namespace daymark::text {

/// Without the names in e-mail addresses, and without phone numbers: "<kim@example.com>: no such user" →
/// "<…@example.com>: no such user". Mail servers and providers repeat to whom something was sent.
[[nodiscard]] std::string without_addresses(std::string_view text);

}  // namespace daymark::text
