// OAuth 2.0.
#include "platform/net/oauth2.h"

#include "platform/crypto/base64.h"
#include "platform/crypto/secret_key.h"
#include "platform/text/percent.h"

#include <algorithm>

namespace daymark::net {

std::string encoded(const Parameters& parameters) {
    std::string text;
    for (const auto& [name, value] : parameters) {
        if (!text.empty()) text += '&';
        text += text::percent_encoded(name) + "=" + text::percent_encoded(value);
    }
    return text;
}

std::string authorization_url(std::string_view page, const OAuthApp& app, const Parameters& parameters) {
    const Parameters own = {{"response_type", "code"}, {"client_id", app.client_id}};
    return std::string(page) + "?" + encoded(own) + "&" + encoded(parameters);
}

HttpRequest token_request(std::string_view url, const OAuthApp& app, const Parameters& parameters) {
    HttpRequest request;
    request.url = url;
    request.headers = {{"Authorization", "Basic " + crypto::base64(app.client_id + ":" + app.client_secret)},
                       {"Content-Type", "application/x-www-form-urlencoded"},
                       {"Accept", "application/json"}};
    request.body = encoded(parameters);
    return request;
}

std::string code_challenge(std::string_view verifier) {
    std::string text = crypto::sha256_base64(verifier);
    std::ranges::replace(text, '+', '-');
    std::ranges::replace(text, '/', '_');
    while (text.ends_with('=')) text.pop_back();
    return text;
}

}  // namespace daymark::net
