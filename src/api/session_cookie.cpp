// The session's cookie, out and in.
#include "api/session_cookie.h"

#include "platform/http/cookie.h"
#include "platform/http/pairs.h"

namespace daymark::api {
namespace {

bool is_secure(const World& world) { return world.base_url.starts_with("https://"); }

/// With the prefix, browsers take it from this very host only, and over TLS.
std::string name_of(const World& world) { return is_secure(world) ? "__Host-daymark-session" : "daymark-session"; }

/// Scripts of other origins cannot send a header of their own without asking first (CORS), and the API never says yes.
/// Where the browser tells who asks (over plain HTTP it does not), that must fit too.
bool is_of_the_dashboard(const http::Request& request) {
    const std::string_view site = request.header("sec-fetch-site");
    return !request.header("x-requested-with").empty() && (site.empty() || site == "same-origin");
}

}  // namespace

std::string_view session_of(const http::Request& request, const World& world) {
    if (!is_of_the_dashboard(request)) return {};
    return http::value_in(request.header("cookie"), ';', name_of(world));
}

std::string session_cookie(const std::string& text, Millis lasts, const World& world) {
    return http::set_cookie({.name = name_of(world),
                             .value = text,
                             .seconds = lasts / one_second,
                             .strict = true,
                             .secure = is_secure(world)});
}

}  // namespace daymark::api
