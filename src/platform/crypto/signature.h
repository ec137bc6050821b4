// Signatures of messages with a secret that both sides know, and how a proof is compared.
#pragma once

#include <string>
#include <string_view>

namespace daymark::crypto {

/// Whether two texts are equal; how long it takes tells nothing of where they differ.
[[nodiscard]] bool same_proof(std::string_view left, std::string_view right);

/// HMAC-SHA-256: 32 bytes.
[[nodiscard]] std::string signature_bytes(std::string_view text, std::string_view secret);
/// The same as 64 hex digits.
[[nodiscard]] std::string signature_of(std::string_view text, std::string_view secret);

/// Whether this is the text's signature; how long it takes tells nothing of the right one.
[[nodiscard]] bool is_signature(std::string_view given, std::string_view text, std::string_view secret);

}  // namespace daymark::crypto
