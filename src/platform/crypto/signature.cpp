// Signatures by libsodium.
#include "platform/crypto/signature.h"

#include <sodium.h>

namespace daymark::crypto {
namespace {

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

}  // namespace

bool same_proof(std::string_view left, std::string_view right) {
    return left.size() == right.size() && sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

std::string signature_bytes(std::string_view text, std::string_view secret) {
    // Not crypto_auth_hmacsha256, which takes keys of one length only.
    crypto_auth_hmacsha256_state state;
    std::string mac(crypto_auth_hmacsha256_BYTES, '\0');
    crypto_auth_hmacsha256_init(&state, bytes_of(secret), secret.size());
    crypto_auth_hmacsha256_update(&state, bytes_of(text), text.size());
    crypto_auth_hmacsha256_final(&state, reinterpret_cast<unsigned char*>(mac.data()));
    return mac;
}

std::string signature_of(std::string_view text, std::string_view secret) {
    const std::string mac = signature_bytes(text, secret);
    std::string hex(2 * mac.size() + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), bytes_of(mac), mac.size());
    hex.pop_back();
    return hex;
}

bool is_signature(std::string_view given, std::string_view text, std::string_view secret) {
    return same_proof(given, signature_of(text, secret));
}

}  // namespace daymark::crypto
