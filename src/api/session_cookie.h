// The cookie in which a browser carries the dashboard's session.
#pragma once

#include "activity/act.h"
#include "platform/http/message.h"

#include <string>
#include <string_view>

namespace daymark::api {

/// The session's text that came with a request of the dashboard itself; empty when there is none, or when the request
/// may be another site's, to which browsers add cookies too.
[[nodiscard]] std::string_view session_of(const http::Request& request, const World& world);

/// Value of Set-Cookie, for this host and this long; with an empty text and 0 the browser forgets it.
[[nodiscard]] std::string session_cookie(const std::string& text, Millis lasts, const World& world);

}  // namespace daymark::api
