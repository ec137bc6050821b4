// Keyed hashes and sealed envelopes over libsodium.
#include "platform/crypto/secret_key.h"

#include "platform/crypto/base64.h"

#include <sodium.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <vector>

namespace daymark::crypto {
namespace {

void ensure_sodium() {
    if (sodium_init() < 0) throw std::runtime_error("libsodium could not start");
}

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

std::string hex(const unsigned char* bytes, std::size_t size) {
    std::string text(size * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes, size);
    text.pop_back();
    return text;
}

std::string_view text_of(const unsigned char* bytes, std::size_t size) {
    return {reinterpret_cast<const char*>(bytes), size};
}

std::array<unsigned char, 32> derive(const std::array<unsigned char, 32>& master, std::uint64_t purpose) {
    std::array<unsigned char, 32> key{};
    crypto_kdf_derive_from_key(key.data(), key.size(), purpose, "daymark_", master.data());
    return key;
}

/// Creates the file complete or not at all: a crash must not leave a short key behind.
void write_new(const std::string& file, const std::array<unsigned char, 32>& bytes) {
    const std::string draft = file + ".new";
    const int fd = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0) throw std::runtime_error("cannot create the secret file " + file + ": " + std::strerror(errno));
    const bool written =
        ::write(fd, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) && ::fsync(fd) == 0;
    ::close(fd);
    // link() refuses an existing name, so of two programs that start together one wins and both read the same key.
    if (!written || (::link(draft.c_str(), file.c_str()) != 0 && errno != EEXIST)) {
        throw std::runtime_error("cannot write the secret file " + file + ": " + std::strerror(errno));
    }
    ::unlink(draft.c_str());
}

}  // namespace

SecretKey SecretKey::of_bytes(const std::array<unsigned char, 32>& bytes) {
    ensure_sodium();
    SecretKey key;
    key.hash_key_ = derive(bytes, 1);
    key.seal_key_ = derive(bytes, 2);
    return key;
}

SecretKey SecretKey::load_or_make(const std::string& file) {
    ensure_sodium();
    std::array<unsigned char, 32> bytes{};
    if (::access(file.c_str(), F_OK) != 0) {
        randombytes_buf(bytes.data(), bytes.size());
        write_new(file, bytes);
    }
    const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) throw std::runtime_error("cannot read the secret file " + file + ": " + std::strerror(errno));
    struct stat about {};
    const bool whole = ::fstat(fd, &about) == 0 && about.st_size == static_cast<off_t>(bytes.size()) &&
                       ::read(fd, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
    ::close(fd);
    if (!whole) throw std::runtime_error("the secret file " + file + " must hold exactly 32 bytes");
    if ((about.st_mode & 077) != 0)
        throw std::runtime_error("the secret file " + file + " is readable by others: chmod 600 it");
    return of_bytes(bytes);
}

std::string SecretKey::hash(std::string_view text) const {
    unsigned char mac[crypto_auth_hmacsha256_BYTES];
    crypto_auth_hmacsha256(mac, bytes_of(text), text.size(), hash_key_.data());
    return hex(mac, sizeof mac);
}

std::string SecretKey::seal(std::string_view secret, std::string_view place) const {
    constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
    std::vector<unsigned char> envelope(nonce_size + secret.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES);
    randombytes_buf(envelope.data(), nonce_size);
    crypto_aead_xchacha20poly1305_ietf_encrypt(envelope.data() + nonce_size, nullptr, bytes_of(secret), secret.size(),
                                               bytes_of(place), place.size(), nullptr, envelope.data(),
                                               seal_key_.data());
    return base64(text_of(envelope.data(), envelope.size()));
}

std::optional<std::string> SecretKey::open(std::string_view envelope, std::string_view place) const {
    constexpr std::size_t overhead =
        crypto_aead_xchacha20poly1305_ietf_NPUBBYTES + crypto_aead_xchacha20poly1305_ietf_ABYTES;
    const auto sealed = from_base64(envelope);
    if (!sealed || sealed->size() < overhead) return std::nullopt;
    std::string secret(sealed->size() - overhead, '\0');
    const unsigned char* cipher = bytes_of(*sealed) + crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            reinterpret_cast<unsigned char*>(secret.data()), nullptr, nullptr, cipher,
            sealed->size() - crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, bytes_of(place), place.size(),
            bytes_of(*sealed), seal_key_.data()) != 0) {
        return std::nullopt;
    }
    return secret;
}

std::string base64(std::string_view bytes) {
    std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes_of(bytes), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
    text.pop_back();
    return text;
}

std::optional<std::string> from_base64(std::string_view text) {
    std::string bytes(text.size(), '\0');
    std::size_t size = 0;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(),
                          nullptr, &size, nullptr, sodium_base64_VARIANT_ORIGINAL) != 0) {
        return std::nullopt;
    }
    bytes.resize(size);
    return bytes;
}

std::string sha256_hex(std::string_view text) {
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(digest, bytes_of(text), text.size());
    return hex(digest, sizeof digest);
}

std::string short_hash(std::string_view text) {
    unsigned char digest[16];
    crypto_generichash(digest, sizeof digest, bytes_of(text), text.size(), nullptr, 0);
    return hex(digest, sizeof digest);
}

std::string sha256_base64(std::string_view text) {
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(digest, bytes_of(text), text.size());
    return base64(text_of(digest, sizeof digest));
}

}  // namespace daymark::crypto
