// OAuth 1.0a (RFC 5849): requests that somebody's token signs, with HMAC-SHA1.
#pragma once

#include "platform/base/clock.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daymark::crypto {

/// Names and values in clear.
using OAuthParameters = std::vector<std::pair<std::string, std::string>>;

/// The application's, and the token of the user for whom it asks.
struct OAuthKeys {
    std::string consumer_key, consumer_secret, token, token_secret;
};

/// What is signed: method, address and parameters, these sorted by their encoded form. `method`: in capitals. `url`: as
/// it is sent, scheme and host in lower case, without a query or the usual port; a query's parameters are among
/// `parameters`.
[[nodiscard]] std::string oauth_base_string(std::string_view method, std::string_view url,
                                            const OAuthParameters& parameters);

/// HMAC-SHA1 in base64.
[[nodiscard]] std::string oauth_signature(std::string_view base_string, std::string_view consumer_secret,
                                          std::string_view token_secret);

/// The header Authorization. `parameters`: those of the query and of a form; a body of another kind takes no part.
/// `nonce`: never the same twice within a second.
[[nodiscard]] std::string oauth_header(const OAuthKeys& keys, std::string_view method, std::string_view url,
                                       const OAuthParameters& parameters, std::string_view nonce, Millis now);

}  // namespace daymark::crypto
