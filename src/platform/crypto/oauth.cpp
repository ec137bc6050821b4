// OAuth 1.0a over libcrypto, as libsodium knows no SHA-1.
#include "platform/crypto/oauth.h"

#include "platform/crypto/base64.h"
#include "platform/text/percent.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <stdexcept>

namespace daymark::crypto {
using text::percent_encoded;

std::string oauth_base_string(std::string_view method, std::string_view url, const OAuthParameters& parameters) {
    OAuthParameters encoded;
    for (const auto& [name, value] : parameters) encoded.emplace_back(percent_encoded(name), percent_encoded(value));
    std::ranges::sort(encoded);
    std::string list;
    for (const auto& [name, value] : encoded) list.append(list.empty() ? "" : "&").append(name + "=" + value);
    return std::string(method) + "&" + percent_encoded(url) + "&" + percent_encoded(list);
}

std::string oauth_signature(std::string_view base_string, std::string_view consumer_secret,
                            std::string_view token_secret) {
    const std::string key = percent_encoded(consumer_secret) + "&" + percent_encoded(token_secret);
    unsigned char mac[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    if (::HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()),
               reinterpret_cast<const unsigned char*>(base_string.data()), base_string.size(), mac, &size) == nullptr) {
        throw std::runtime_error("libcrypto cannot sign with HMAC-SHA1");
    }
    return base64({reinterpret_cast<const char*>(mac), size});
}

std::string oauth_header(const OAuthKeys& keys, std::string_view method, std::string_view url,
                         const OAuthParameters& parameters, std::string_view nonce, Millis now) {
    OAuthParameters own = {{"oauth_consumer_key", keys.consumer_key},
                           {"oauth_nonce", std::string(nonce)},
                           {"oauth_signature_method", "HMAC-SHA1"},
                           {"oauth_timestamp", std::to_string(now / one_second)},
                           {"oauth_token", keys.token},
                           {"oauth_version", "1.0"}};
    OAuthParameters all = own;
    all.insert(all.end(), parameters.begin(), parameters.end());
    const std::string base = oauth_base_string(method, url, all);
    own.emplace(own.begin() + 2, "oauth_signature", oauth_signature(base, keys.consumer_secret, keys.token_secret));
    std::string header;
    for (const auto& [name, value] : own) {
        header.append(header.empty() ? "OAuth " : ", ").append(name + "=\"" + percent_encoded(value) + "\"");
    }
    return header;
}

}  // namespace daymark::crypto
