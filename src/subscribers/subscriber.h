// A subscriber: one address that is told what happens on a page.
#pragma once

#include "platform/base/clock.h"
#include "platform/crypto/secret_key.h"
#include "platform/json/fields.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace daymark::subscribers {

/// A component that somebody asked for; stored, and shown as it is.
struct Chosen {
    std::string id, name;

    static constexpr std::string_view schema_name = "SubscriberComponent";
    static constexpr auto fields = std::tuple{json::field("id", &Chosen::id), json::field("name", &Chosen::name)};
};

enum class Channel { Email, Sms, Webhook, Slack, Discord, MicrosoftTeams, GoogleChat };

struct Subscriber {
    std::string id;
    std::string page_id;
    Channel channel = Channel::Email;
    std::string address;                                              // by which one is known twice or not
    std::optional<std::string> email, phone, webhook, webhook_email;  // webhook: of every other channel, sealed
    std::optional<std::string> secret;   // with which a webhook's requests are signed; sealed
    std::optional<std::string> request;  // how a webhook is called; sealed
    std::optional<std::string> team;     // workspace and channel of a chat, when it told us
    std::string language = "en";
    std::optional<std::string> time_zone;  // the page's when there is none
    bool confirmed = false;
    std::optional<Millis> confirmed_at;  // when they said yes themselves, and from which address
    std::optional<std::string> confirmed_from;
    std::optional<std::string> name, company;  // as an import had them
    std::optional<std::string> consent;        // how they said yes elsewhere, in the importer's words
    bool all = true;
    std::vector<Chosen> components;    // when not all
    std::vector<std::string> notices;  // ids of single ones that they follow beside
    std::int64_t failed_attempts = 0;
    std::optional<Millis> paused_at;  // since when nothing is sent, and why
    std::optional<std::string> paused_reason;
    Millis created_at = 0;
    Millis updated_at = 0;
    std::int64_t place = 0;  // in the order in which the page's subscribers came; a gap where one left
};

/// The digits of a phone number as people write them: "+1 (415) 555-0100" → "14155550100" (contract §6.3 has them so).
/// Nothing when it is none: 6 to 15 digits (E.164), spaces, dots, dashes, parentheses, a plus in front.
[[nodiscard]] std::optional<std::string> phone_digits(std::string_view text);

/// Whether it is an http or https address with a host, without spaces or a user's name in it.
[[nodiscard]] bool is_webhook(std::string_view url);

/// Whether it is what that chat service gives out as the address of an incoming webhook.
[[nodiscard]] bool is_chat_webhook(Channel channel, std::string_view url);

/// Whether somebody must say yes in a message before they are told anything.
[[nodiscard]] constexpr bool asks_first(Channel channel) {
    return channel == Channel::Email || channel == Channel::Sms;
}

/// What the link in each message proves: a UUID that follows from the id and the server's secret.
[[nodiscard]] std::string unsubscribe_token(const crypto::SecretKey& key, const std::string& subscriber_id);

/// Names a subscriber in addresses of pages: "<id>.<unsubscribe token>".
[[nodiscard]] std::string manage_token(const crypto::SecretKey& key, const std::string& subscriber_id);
/// The subscriber's id, if the token is genuine.
[[nodiscard]] std::optional<std::string> subscriber_of(const crypto::SecretKey& key, std::string_view manage_token);

/// What a message asks somebody to say yes to, for a week: all they asked for, or one notice more.
struct Confirmation {
    std::string subscriber_id;
    std::string notice_id;  // "" for none
    Millis expires_at = 0;
};
/// "<id>.<notice or ->.<seconds>.<proof>"
[[nodiscard]] std::string confirmation_token(const crypto::SecretKey& key, const Confirmation& confirmation);
/// Nothing when the token is not genuine, or too old.
[[nodiscard]] std::optional<Confirmation> confirmation_of(const crypto::SecretKey& key, std::string_view token,
                                                          Millis now);

}  // namespace daymark::subscribers

template <>
struct daymark::json::EnumWords<daymark::subscribers::Channel> {
    using Channel = daymark::subscribers::Channel;
    static constexpr std::array table{
        std::pair{std::string_view("EMAIL"), Channel::Email},
        std::pair{std::string_view("SMS"), Channel::Sms},
        std::pair{std::string_view("WEBHOOK"), Channel::Webhook},
        std::pair{std::string_view("SLACK"), Channel::Slack},
        std::pair{std::string_view("DISCORD"), Channel::Discord},
        std::pair{std::string_view("MICROSOFTTEAMS"), Channel::MicrosoftTeams},
        std::pair{std::string_view("GOOGLECHAT"), Channel::GoogleChat},
    };
};
