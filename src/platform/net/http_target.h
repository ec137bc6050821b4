// Whether a request may go out at all, and where to. Only for the client itself.
#pragma once

#include "platform/net/http_client.h"

#include <memory>
#include <string>
#include <vector>

#include <curl/curl.h>

namespace daymark::net {

struct FreeUrl {
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

/// An address taken apart once. What is judged is what is dialled.
struct Target {
    std::unique_ptr<CURLU, FreeUrl> url;
    std::string place;  // "status.example:443", in lower case: its connections are counted together
};

/// Fills `target`, or says why the request is not sent: BadAddress when its URL, method or headers are none that may go
/// out, Refused when its port is not one of `ports` (none: all are).
[[nodiscard]] HttpAnswer::Fault find_target(const HttpRequest& request, const std::vector<int>& ports, Target& target);

}  // namespace daymark::net
