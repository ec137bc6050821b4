// What people do about their own subscription: ask for it, say yes, change it, end it.
#pragma once

#include "activity/act.h"
#include "platform/base/clock.h"
#include "platform/db/db.h"
#include "subscribers/subscriber.h"

#include <optional>
#include <string>
#include <vector>

namespace daymark::subscribers {

/// What somebody chooses to hear of, and how it is told.
struct Choice {
    bool all = true;
    std::vector<std::string> components;  // ids, when not all
    std::vector<std::string> notices;     // ids of single ones
    std::string language;
    std::optional<std::string> time_zone;
};

struct Wish {
    Channel channel = Channel::Email;
    std::string address;
    std::optional<std::string> webhook_email;
    Choice choice;
    std::string team = {};  // of a chat, when it told us
};

struct Asked {
    enum class Outcome {
        Pending,   // a message asks for a yes, if the address is not flooded with such messages already
        Done,      // messages come from now on
        Known,     // that webhook is subscribed already
        TooOften,  // this network asked for too many webhooks
    };
    Outcome outcome = Outcome::Pending;
    Subscriber subscriber;
    std::string secret;  // of a webhook, only now in clear
};

/// By e-mail and SMS the outcome is Pending whoever is known, and somebody who said yes before keeps what they have:
/// an address is no proof of being its owner. The caller knows the notices and the language. Error BadRequest names
/// "address", "webhookEmail", "components[0]" or "zone".
Asked ask(db::Tx& tx, const Act& act, const Wish& wish);

/// Whether `ask` would take the choice; errors as there.
void check(db::Tx& tx, const Act& act, const Choice& choice);

/// Sends the message that asks somebody added by the page's people for a yes, unless they got too many of them today.
void ask_again(db::Tx& tx, const Act& act, const Subscriber& subscriber);

/// Says yes. Nothing when the subscription has ended.
std::optional<Subscriber> confirm(db::Tx& tx, const Act& act, const Confirmation& confirmation);

/// Errors as for `ask`; NotFound.
Subscriber change(db::Tx& tx, const Act& act, const std::string& id, const Choice& choice);

/// How long a message that asks for a yes can be answered.
inline constexpr Millis confirmation_lasts = 7 * one_day;

}  // namespace daymark::subscribers
