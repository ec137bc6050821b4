// Pure rules on subscribers' addresses.
#include "subscribers/subscriber.h"

#include <algorithm>

namespace daymark::subscribers {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<std::string> phone_digits(std::string_view text) {
    constexpr std::size_t fewest = 6, most = 15;
    if (text.starts_with('+')) text.remove_prefix(1);
    std::string digits;
    for (const char c : text) {
        if (is_digit(c))
            digits += c;
        else if (std::string_view(" .-()/").find(c) == std::string_view::npos)
            return std::nullopt;
    }
    // "00" is how one dials a plus in most of the world.
    if (digits.starts_with("00")) digits.erase(0, 2);
    if (digits.size() < fewest || digits.size() > most) return std::nullopt;
    return digits;
}

bool is_webhook(std::string_view url) {
    const std::size_t colon = url.find("://");
    if (colon == std::string_view::npos) return false;
    const std::string_view scheme = url.substr(0, colon);
    if (scheme != "http" && scheme != "https") return false;
    const std::string_view rest = url.substr(colon + 3);
    const std::string_view host = rest.substr(0, rest.find_first_of("/?#"));
    const bool plain = std::ranges::all_of(url, [](char c) { return c > ' ' && c != 0x7f && c != '\\'; });
    return plain && !host.empty() && host.front() != ':' && host.find('@') == std::string_view::npos;
}

std::string unsubscribe_token(const crypto::SecretKey& key, const std::string& subscriber_id) {
    std::string hex = key.hash("subscribers.unsubscribe/" + subscriber_id).substr(0, 32);
    // Version 8, variant 1: what RFC 9562 sets aside for ways of one's own.
    hex[12] = '8';
    hex[16] = "89ab"[static_cast<unsigned char>(hex[16]) % 4];
    for (const std::size_t place : {20U, 16U, 12U, 8U}) hex.insert(place, 1, '-');
    return hex;
}

}  // namespace daymark::subscribers
