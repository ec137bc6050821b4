// Channels on the wire (extension).
#pragma once

#include "pages/page.h"
#include "platform/json/fields.h"

#include <optional>
#include <string>
#include <vector>

namespace daymark::notify {

/// Something to be filled in, as a form is drawn from it.
struct ChannelFieldView {
    std::string name, label;
    std::optional<std::string> help;
    std::vector<std::string> choices;
    bool secret = false, required = false, set = false;
    std::optional<std::string> value;

    static constexpr std::string_view schema_name = "ChannelField";
    static constexpr auto fields = std::tuple{
        json::field("name", &ChannelFieldView::name).described("Under which it is sent"),
        json::field("label", &ChannelFieldView::label),
        json::field("help", &ChannelFieldView::help),
        json::field("choices", &ChannelFieldView::choices).described("What it may be; empty: any text"),
        json::field("secret", &ChannelFieldView::secret).described("Comes in and never goes out"),
        json::field("required", &ChannelFieldView::required),
        json::field("set", &ChannelFieldView::set).described("Whether there is a value"),
        json::field("value", &ChannelFieldView::value).described("null of secrets"),
    };
};

struct ChannelHealthView {
    std::optional<json::Time> last_success, last_failure, oldest_waiting;
    std::optional<std::string> last_failure_reason;
    std::int64_t waiting = 0, failed = 0;
    bool breaker_open = false;

    static constexpr std::string_view schema_name = "ChannelHealth";
    static constexpr auto fields = std::tuple{
        json::field("lastSuccessAt", &ChannelHealthView::last_success),
        json::field("lastFailureAt", &ChannelHealthView::last_failure),
        json::field("lastFailureReason", &ChannelHealthView::last_failure_reason).described("What the other side said"),
        json::field("waiting", &ChannelHealthView::waiting)
            .described("Messages that are owed; of more than 20,000 of a page those of the oldest events"),
        json::field("oldestWaitingSince", &ChannelHealthView::oldest_waiting),
        json::field("failed", &ChannelHealthView::failed)
            .described("Messages given up today (UTC) and on the six days before"),
        json::field("breakerOpen", &ChannelHealthView::breaker_open)
            .described("Whether a server that failed ten times in a row is left in peace for a moment"),
    };
};

struct ChannelView {
    std::string name, label, reaches;
    std::vector<ChannelFieldView> fields_view;
    bool ready = false;
    std::optional<bool> chosen;
    ChannelHealthView health;

    static constexpr std::string_view schema_name = "Channel";
    static constexpr auto fields = std::tuple{
        json::field("name", &ChannelView::name),
        json::field("label", &ChannelView::label).described("As people call it"),
        json::field("reaches", &ChannelView::reaches)
            .described("EMAIL, SMS, WEBHOOK, SLACK, DISCORD, MICROSOFTTEAMS, GOOGLECHAT: subscribers of that channel; "
                       "X: everybody, by the page's own posts"),
        json::field("fields", &ChannelView::fields_view).described("The page's account; empty when none is needed"),
        json::field("ready", &ChannelView::ready).described("Whether the page's messages can go this way"),
        json::field("chosen", &ChannelView::chosen)
            .described("Of providers of SMS: whether the page sends by this one; null of others"),
        json::field("health", &ChannelView::health),
    };
};

/// What is left out stays; null and "" take a value away.
struct ChannelDraft {
    std::optional<bool> chosen;
    pages::PageAccounts account;

    static constexpr std::string_view schema_name = "ChannelDraft";
    static constexpr auto fields = std::tuple{
        json::field("chosen", &ChannelDraft::chosen)
            .described("Of providers of SMS: true: the page sends by this one; false: by none"),
        json::inlined(&ChannelDraft::account),
    };
};

struct TestDraft {
    std::optional<std::string> to;

    static constexpr std::string_view schema_name = "ChannelTest";
    static constexpr auto fields = std::tuple{
        json::field("to", &TestDraft::to)
            .up_to(2048)
            .described("An e-mail address, a phone number or the address of a webhook, as the channel has them; for X "
                       "nothing: everybody sees that post"),
    };
};
struct TestSentView {
    std::string event_id;

    static constexpr std::string_view schema_name = "ChannelTestSent";
    static constexpr auto fields = std::tuple{
        json::field("eventId", &TestSentView::event_id).described("Its deliveries tell what came of it"),
    };
};

}  // namespace daymark::notify
