// Addresses that people write, let through only where no browser can take them for code.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace daymark::text {

enum class UrlUse {
    Link,   // http, https, mailto, tel
    Image,  // https
};

/// The address as a browser will read it (no white space or control characters, other unsafe bytes percent-encoded),
/// or none if its scheme is not allowed; addresses without a scheme are not. Entities must have been decoded already.
/// The result still has to be escaped for HTML.
[[nodiscard]] std::optional<std::string> safe_url(std::string_view url, UrlUse use);

}  // namespace daymark::text
