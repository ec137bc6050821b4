// OAuth 2.0 by authorization code (RFC 6749 §4.1), with PKCE (RFC 7636) where the service wants it.
#pragma once

#include "platform/net/http_client.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daymark::net {

/// The operator's app at a service.
struct OAuthApp {
    std::string client_id, client_secret;

    [[nodiscard]] bool is_set_up() const { return !client_id.empty() && !client_secret.empty(); }
};

/// Names and values in clear.
using Parameters = std::vector<std::pair<std::string, std::string>>;

/// "a=b&c=d", percent-encoded.
[[nodiscard]] std::string encoded(const Parameters& parameters);

/// Where a browser goes to ask its user: `page` with response_type, client_id and `parameters` in its query.
[[nodiscard]] std::string authorization_url(std::string_view page, const OAuthApp& app, const Parameters& parameters);

/// Asks for tokens. The app proves itself by HTTP Basic (§2.3.1).
[[nodiscard]] HttpRequest token_request(std::string_view url, const OAuthApp& app, const Parameters& parameters);

/// S256 of a verifier, as the authorization carries it (§4.2 of RFC 7636).
[[nodiscard]] std::string code_challenge(std::string_view verifier);

}  // namespace daymark::net
