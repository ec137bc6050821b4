// Standard Webhooks over our HMAC.
#include "platform/crypto/standard_webhook.h"

#include "platform/crypto/base64.h"
#include "platform/crypto/signature.h"

#include <sodium.h>

namespace daymark::crypto {
namespace {

/// "" for what is no hex.
std::string bytes_of(std::string_view hex) {
    std::string bytes(hex.size() / 2, '\0');
    std::size_t size = 0;
    const int failed = sodium_hex2bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), hex.data(),
                                      hex.size(), nullptr, &size, nullptr);
    return failed == 0 && size == bytes.size() ? bytes : std::string();
}

}  // namespace

std::string standard_secret(std::string_view hex) {
    const std::string key = bytes_of(hex);
    return key.empty() ? key : "whsec_" + base64(key);
}

std::string standard_signature(std::string_view hex, std::string_view id, Millis now, std::string_view body) {
    const std::string key = bytes_of(hex);
    if (key.empty()) return key;
    std::string signed_text(id);
    signed_text.append(".").append(std::to_string(now / one_second)).append(".").append(body);
    return "v1," + base64(signature_bytes(signed_text, key));
}

}  // namespace daymark::crypto
