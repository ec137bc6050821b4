// Cookies as servers set them.
#include "platform/http/cookie.h"

namespace daymark::http {

std::string set_cookie(const Cookie& cookie) {
    std::string line = cookie.name + "=" + cookie.value + "; Path=" + cookie.path;
    line +=
        "; Max-Age=" + std::to_string(cookie.seconds) + "; HttpOnly; SameSite=" + (cookie.strict ? "Strict" : "Lax");
    return cookie.secure ? line + "; Secure" : line;
}

}  // namespace daymark::http
