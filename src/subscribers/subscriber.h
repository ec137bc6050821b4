// A subscriber: one address that is told what happens on a page, by e-mail, SMS or webhook.
#pragma once

#include "platform/base/clock.h"
#include "platform/crypto/secret_key.h"
#include "platform/json/fields.h"

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

struct Subscriber {
    std::string id;
    std::string page_id;
    std::string address;  // by which one is known twice or not
    std::optional<std::string> email, phone, webhook, webhook_email;
    std::string language = "en";
    bool confirmed = false;
    bool all = true;
    std::vector<Chosen> components;  // when not all
    std::int64_t failed_attempts = 0;
    Millis created_at = 0;
    Millis updated_at = 0;
    std::int64_t place = 0;  // in the order in which the page's subscribers came; a gap where one left
};

/// The digits of a phone number as people write them: "+1 (415) 555-0100" → "14155550100" (contract §6.3 has them so).
/// Nothing when it is none: 6 to 15 digits (E.164), spaces, dots, dashes, parentheses, a plus in front.
[[nodiscard]] std::optional<std::string> phone_digits(std::string_view text);

/// Whether it is an http or https address with a host, without spaces or a user's name in it.
[[nodiscard]] bool is_webhook(std::string_view url);

/// What the link in each message proves: a UUID that follows from the id and the server's secret.
[[nodiscard]] std::string unsubscribe_token(const crypto::SecretKey& key, const std::string& subscriber_id);

}  // namespace daymark::subscribers
