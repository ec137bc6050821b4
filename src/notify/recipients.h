// Who hears of an event: one question, asked when it is sent and when somebody wants to know beforehand.
#pragma once

#include "notify/delivery.h"
#include "pages/page.h"
#include "platform/db/db.h"

#include <optional>
#include <string>
#include <vector>

namespace daymark::notify {

/// What an event is about, as far as it decides who hears of it.
struct Scope {
    std::string page_id;
    std::string notice_id;                // who follows it hears of it
    std::vector<std::string> components;  // whoever chose one of these, a group above or a part below
    bool webhooks_only = false;
    bool sms = true;  // the page can send such

    /// Nothing when what the event tells of is not there any more, or is not shown.
    [[nodiscard]] static std::optional<Scope> of(db::Tx& tx, const pages::Page& page, const events::Event& event);
    /// Of a notice that would touch these components.
    [[nodiscard]] static Scope of_draft(db::Tx& tx, const pages::Page& page, const std::vector<std::string>& components,
                                        const std::string& notice_id);
};

/// Lists the recipients among the subscribers of places (from, to] as deliveries of the event, each once. How many
/// there are. Mails are due now, all else when the event starts, that is before them: mails are many and the mail
/// server may be slow, and a chat or a webhook behind them would wait for the last.
std::int64_t list_recipients(db::Tx& tx, const Scope& scope, const std::string& event_id, std::int64_t from,
                             std::int64_t to, Millis starts_at, Millis now);

/// The place of the page's newest subscriber.
[[nodiscard]] std::int64_t last_place(db::Tx& tx, const std::string& page_id);

/// How many of the page's subscribers would hear, by channel and language and by what they chose; and how many not, by
/// why.
struct Forecast {
    struct Share {
        std::string channel, language;
        std::int64_t count = 0;
    };
    struct LeftOut {
        std::string channel, reason;  // NOT_CONFIRMED, PAUSED, SUPPRESSED, CHANNEL_OFF, OTHER_COMPONENTS
        std::int64_t count = 0;
    };
    /// Who chose several of these counts in each.
    struct Choice {
        std::string what;          // ALL, COMPONENT or NOTICE
        std::string component_id;  // of a COMPONENT
        std::int64_t count = 0;
    };
    std::vector<Share> told;
    std::vector<Choice> choices;
    std::vector<LeftOut> left_out;
};
[[nodiscard]] Forecast forecast(db::Tx& tx, const Scope& scope);

}  // namespace daymark::notify
