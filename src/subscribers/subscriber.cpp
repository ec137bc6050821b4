// Pure rules on subscribers' addresses, and what links prove.
#include "subscribers/subscriber.h"

#include "platform/crypto/signature.h"
#include "platform/text/number.h"
#include "platform/text/trim.h"

#include <algorithm>

namespace daymark::subscribers {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string proof_of(const crypto::SecretKey& key, std::string_view said) {
    return key.hash("subscribers.confirm/" + std::string(said)).substr(0, 32);
}

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

bool is_chat_webhook(Channel channel, std::string_view url) {
    constexpr std::string_view scheme = "https://";
    if (!is_webhook(url) || !url.starts_with(scheme)) return false;
    url.remove_prefix(scheme.size());
    const std::string_view host = url.substr(0, url.find_first_of("/?#:"));
    const std::string_view rest = url.substr(host.size());
    switch (channel) {
        case Channel::Slack:
            return (host == "hooks.slack.com" || host == "hooks.slack-gov.com") && rest.starts_with("/services/");
        case Channel::Discord:
            return (host == "discord.com" || host == "discordapp.com") && rest.starts_with("/api/webhooks/");
        case Channel::MicrosoftTeams:
            // Connectors of old, then workflows.
            return rest.starts_with('/') &&
                   (host.ends_with(".webhook.office.com") || host == "outlook.office.com" ||
                    host.ends_with(".logic.azure.com") || host.ends_with(".environment.api.powerplatform.com"));
        case Channel::GoogleChat:
            return host == "chat.googleapis.com" && rest.starts_with("/v1/spaces/");
        case Channel::Email:
        case Channel::Sms:
        case Channel::Webhook:
            break;
    }
    return false;
}

std::string unsubscribe_token(const crypto::SecretKey& key, const std::string& subscriber_id) {
    std::string hex = key.hash("subscribers.unsubscribe/" + subscriber_id).substr(0, 32);
    // Version 8, variant 1: what RFC 9562 sets aside for ways of one's own.
    hex[12] = '8';
    hex[16] = "89ab"[static_cast<unsigned char>(hex[16]) % 4];
    for (const std::size_t place : {20U, 16U, 12U, 8U}) hex.insert(place, 1, '-');
    return hex;
}

std::string manage_token(const crypto::SecretKey& key, const std::string& subscriber_id) {
    return subscriber_id + "." + unsubscribe_token(key, subscriber_id);
}

std::optional<std::string> subscriber_of(const crypto::SecretKey& key, std::string_view manage_token) {
    const std::string id(text::take_until(manage_token, '.'));
    return crypto::same_proof(manage_token, unsubscribe_token(key, id)) ? std::optional(id) : std::nullopt;
}

std::string confirmation_token(const crypto::SecretKey& key, const Confirmation& confirmation) {
    const std::string said = confirmation.subscriber_id + "." +
                             (confirmation.notice_id.empty() ? "-" : confirmation.notice_id) + "." +
                             std::to_string(confirmation.expires_at / one_second);
    return said + "." + proof_of(key, said);
}

std::optional<Confirmation> confirmation_of(const crypto::SecretKey& key, std::string_view token, Millis now) {
    const std::string_view said = token.substr(0, token.rfind('.'));
    const std::string_view id = text::take_until(token, '.'), notice = text::take_until(token, '.'),
                           seconds = text::take_until(token, '.');
    if (!crypto::same_proof(token, proof_of(key, said))) return std::nullopt;
    const Millis expires_at = text::whole_number<Millis>(seconds).value_or(0) * one_second;
    if (expires_at <= now) return std::nullopt;
    return Confirmation{std::string(id), notice == "-" ? std::string() : std::string(notice), expires_at};
}

}  // namespace daymark::subscribers
