// The server's own secret: keyed hashes for API keys, envelopes for credentials at rest.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace daymark::crypto {

/// 32 secret bytes, kept in a file that only the server's user may read. From them come one key per purpose.
class SecretKey {
public:
    /// Reads the file, or makes it (mode 0600) when it is not there.
    /// Throws std::runtime_error for the operator: unreadable, wrong length, or readable by others.
    [[nodiscard]] static SecretKey load_or_make(const std::string& file);
    /// For tests: a key from fixed bytes.
    [[nodiscard]] static SecretKey of_bytes(const std::array<unsigned char, 32>& bytes);

    /// HMAC-SHA-256 as 64 hex digits. Equal texts give equal hashes; without the key nothing is learned from one.
    [[nodiscard]] std::string hash(std::string_view text) const;

    /// XChaCha20-Poly1305, base64. `place` ("pages.secrets/<id>") is bound in: the envelope opens at no other place.
    [[nodiscard]] std::string seal(std::string_view secret, std::string_view place) const;
    /// Empty when the envelope was altered, moved or sealed with another key.
    [[nodiscard]] std::optional<std::string> open(std::string_view envelope, std::string_view place) const;

private:
    std::array<unsigned char, 32> hash_key_{};
    std::array<unsigned char, 32> seal_key_{};
};

/// SHA-256 as 64 hex digits.
[[nodiscard]] std::string sha256_hex(std::string_view text);
/// BLAKE2b as 32 hex digits: far quicker, to tell documents apart.
[[nodiscard]] std::string short_hash(std::string_view text);
/// SHA-256 in base64, as Content-Security-Policy wants it ("sha256-…" without the prefix).
[[nodiscard]] std::string sha256_base64(std::string_view text);

}  // namespace daymark::crypto
