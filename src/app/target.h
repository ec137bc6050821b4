// Whom a request is for: a status page, the API, or one of the main host's own documents.
#pragma once

#include "platform/http/message.h"
#include "site/compiled_page.h"

#include <string>
#include <string_view>

namespace daymark::app {

enum class Door {
    Page,      // a status page, on its own host or below /p/
    PageRoot,  // "/p/acme": its relative links need the slash that is missing
    Api,
    Public,  // JSON about a page: "/public/acme/uptime"
    Own,     // everything else on the main host
};

struct Target {
    Door door = Door::Own;
    site::Mount mount = site::Mount::OwnHost;
    std::string_view subdomain;  // as sent: any case
    std::string_view path;       // of a page: below its root, beginning with '/'; else the whole path
};

/// The views point into the arguments. `base_host` is in lower case.
[[nodiscard]] Target target_of(std::string_view host, std::string_view path, std::string_view base_host);

/// A page's path as logs show it: links out of messages and to private pages bear tokens, which are their owners'.
[[nodiscard]] std::string without_tokens(std::string_view path);

/// Whether a request publishes: then it may use the workers that are kept free. It changes incidents or maintenances.
[[nodiscard]] bool is_publishing(http::Method method, std::string_view path);

/// Whether a call gives a picture, which may be larger than what others send.
[[nodiscard]] bool is_upload(http::Method method, std::string_view path);

/// Whether a call brings subscribers, whose table may be larger still.
[[nodiscard]] bool is_import(http::Method method, std::string_view path);

}  // namespace daymark::app
