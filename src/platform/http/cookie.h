// Cookies as servers set them.
#pragma once

#include <cstdint>
#include <string>

namespace daymark::http {

/// What scripts cannot read. Name, value and path hold no ';'.
struct Cookie {
    std::string name, value;
    std::string path = "/";
    std::int64_t seconds = 0;  // that it lasts; 0: the browser forgets it
    bool strict = false;       // never with what began on another site; else links from there bring it along
    bool secure = false;       // over TLS only
};

/// The value of Set-Cookie.
[[nodiscard]] std::string set_cookie(const Cookie& cookie);

}  // namespace daymark::http
