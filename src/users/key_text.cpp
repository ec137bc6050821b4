// Making and recognising the text of API keys.
#include "users/key_text.h"

#include <zlib.h>
#include <algorithm>
#include <cstdint>
#include <set>

namespace daymark::users {
namespace {

constexpr std::string_view prefix = "dmk_";
constexpr std::string_view base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::size_t random_length = 30;
constexpr std::size_t check_length = 6;

std::string checksum(std::string_view text) {
    const uLong crc = ::crc32(0, reinterpret_cast<const Bytef*>(text.data()), static_cast<uInt>(text.size()));
    std::string digits(check_length, '0');
    std::uint64_t rest = crc;
    for (std::size_t i = check_length; i-- > 0; rest /= base62.size()) digits[i] = base62[rest % base62.size()];
    return digits;
}

}  // namespace

std::string make_key_text(Random& random) {
    const std::string secret = random.text(random_length, base62);
    return std::string(prefix) + secret + checksum(secret);
}

bool is_imported_key(std::string_view text) {
    constexpr std::size_t fewest_kinds = 8;  // of characters; 32 random ones have more
    if (text.size() != 32) return false;
    const bool fits =
        std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
    return fits && std::set<char>(text.begin(), text.end()).size() >= fewest_kinds;
}

bool looks_like_key(std::string_view text) {
    if (is_imported_key(text)) return true;
    if (!text.starts_with(prefix) || text.size() != prefix.size() + random_length + check_length) return false;
    const std::string_view secret = text.substr(prefix.size(), random_length);
    return text.substr(prefix.size() + random_length) == checksum(secret);
}

std::string hint_of(std::string_view key_text) {
    return std::string(key_text.substr(0, 4)) + "…" + std::string(key_text.substr(key_text.size() - 4));
}

}  // namespace daymark::users
