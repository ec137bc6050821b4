// A channel describes: how a message is put and how an answer is read. Sending, waiting, trying again is the
// dispatcher's.
#pragma once

#include "notify/notice.h"
#include "platform/base/clock.h"
#include "platform/net/http_client.h"
#include "subscribers/subscriber.h"

#include <initializer_list>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace daymark::notify {

/// What an owner fills in to use a channel.
struct AccountField {
    std::string_view name;   // as stored: "token"
    std::string_view label;  // "Auth token"
    bool secret = false;
    bool required = true;
    std::string_view help = {};   // for whoever fills it in
    std::string_view words = {};  // what it may be, when that is one of a few: "yes no"
};
/// The page's account with a provider, by the names of its fields.
using Account = std::map<std::string, std::string, std::less<>>;

/// How a subscriber wants a webhook called (contract §6.3); "" and none: as usual.
struct CustomRequest {
    std::string method;
    net::Headers headers, query;
    std::string body;  // for what is told, with places such as {{incident.name}}
};

/// To whom, by which way.
struct Recipient {
    std::string delivery_id;  // equal for every attempt, and for nothing else
    std::string address;      // e-mail address, digits of a phone, or the URL of a webhook
    std::string secret;       // with which a webhook's requests are signed
    CustomRequest custom;
    Links links;
};

/// One message on its way.
struct Outgoing {
    const Notice& notice;
    const Recipient& recipient;
    const Account& account;         // empty for channels without one
    std::string_view provider_url;  // where the provider is; without a slash at its end
    Millis now = 0;
    int attempt = 1;
};

/// What came of an attempt.
struct Verdict {
    enum class Result {
        Sent,
        Again,   // later
        Failed,  // never: this message, or this account, is not taken
        Gone,    // nobody is there any more: the address is not used again
    };
    Result result = Result::Sent;
    std::string reason = {};          // for the owner: "429 Too Many Requests"; never what was sent
    std::optional<Millis> wait = {};  // how long the other side asks to wait
    std::string remote_id = {};       // what the other side calls the message
    bool account_fault = false;       // the account or the mail server failed: nobody else would get through either
    bool unknown = false;             // the other side may have taken it all the same
};

/// How often, and for how long, somebody is tried to be told.
struct Patience {
    std::span<const Millis> waits;  // after the first, second … attempt that failed; after the last the message is dead
    Millis lasts = 0;               // what is older is not told any more, however few its attempts were
};

struct Channel {
    std::string_view name;                        // "slack", "twilio": in deliveries, settings, metrics
    std::optional<subscribers::Channel> reaches;  // which subscribers
    std::string_view provider_url;                // the provider's usual address; "" when each recipient has its own
    std::span<const AccountField> account;
    net::HttpRequest (*compose)(const Outgoing& message);
    Verdict (*judge)(const net::HttpAnswer& answer);
    const Patience& patience;
    std::string_view label = {};  // as people call it: "Microsoft Teams"
};

/// What an answer means to most servers: 2xx is success; 408, 425, 429 and 5xx mean later (with Retry-After in seconds
/// or as a date, 1 s to 24 h); 404 and 410 that nobody is there; a redirect and all else that it failed. Without an
/// answer: later, unless the address can never be reached.
[[nodiscard]] Verdict judge_by_status(const net::HttpAnswer& answer);
/// The status as a reason: "503 Service Unavailable"; of a fault "no answer in time".
[[nodiscard]] std::string reason_of(const net::HttpAnswer& answer);
/// The same with the other side's own word for it: "404 Not Found: no_service". What is no word (letters, digits and
/// underscores, at most 40) is left out.
[[nodiscard]] std::string reason_of(const net::HttpAnswer& answer, std::string_view word);
/// What was answered; null when it is no JSON.
[[nodiscard]] json::value json_of(const net::HttpAnswer& answer);
/// A text at that place of such an answer: {"error", "status"}; "" where there is none.
[[nodiscard]] std::string text_at(const json::value& answer, std::initializer_list<std::string_view> place);

/// At most so many characters (Unicode code points), cut at the end of a word with an ellipsis.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t most);

/// application/json to a recipient's own address.
[[nodiscard]] net::HttpRequest json_post(std::string url, const json::value& body);
/// "a=b&c=d", percent-encoded.
[[nodiscard]] std::string form_of(const net::Headers& pairs);
/// The URL with these in its query, in place of what has the same names.
[[nodiscard]] std::string with_query(std::string_view url, const net::Headers& pairs);

// Waits between attempts, and when a message is too old (docs/decisions.md).
inline constexpr Millis chat_waits[] = {5 * one_second, 30 * one_second, 2 * one_minute, 10 * one_minute,
                                        30 * one_minute};
inline constexpr Millis sms_waits[] = {10 * one_second, one_minute, 5 * one_minute, 30 * one_minute};
inline constexpr Millis post_waits[] = {one_minute, 5 * one_minute, 30 * one_minute};
inline constexpr Millis webhook_waits[] = {5 * one_second,  30 * one_second, 2 * one_minute,
                                           10 * one_minute, 30 * one_minute, 2 * one_hour,
                                           5 * one_hour,    10 * one_hour,   14 * one_hour};
inline constexpr Millis mail_waits[] = {one_minute, 5 * one_minute, 15 * one_minute, 30 * one_minute,
                                        one_hour,   one_hour,       one_hour,        one_hour};
inline constexpr Patience chat_patience{chat_waits, 6 * one_hour};
inline constexpr Patience sms_patience{sms_waits, 2 * one_hour};
inline constexpr Patience post_patience{post_waits, 2 * one_hour};
inline constexpr Patience webhook_patience{webhook_waits, 2 * one_day};
inline constexpr Patience mail_patience{mail_waits, one_day};
inline constexpr Patience no_patience{{}, one_hour};

/// All of them; e-mail, which is no HTTP, is apart (notify/email.h).
[[nodiscard]] std::span<const Channel> channels();
[[nodiscard]] const Channel* find_channel(std::string_view name);
/// Whether the account has what the channel cannot do without.
[[nodiscard]] bool is_set_up(const Channel& channel, const Account& account);

// Each in a file of its own in notify/channels/.
extern const Channel webhook_channel, slack_channel, discord_channel, microsoft_teams_channel, google_chat_channel;
extern const Channel twilio_channel, vonage_channel, esendex_channel, messagebird_channel, sns_channel;
extern const Channel x_channel;

}  // namespace daymark::notify
