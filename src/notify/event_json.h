// Events and deliveries on the wire (extension).
#pragma once

#include "notify/delivery.h"
#include "notify/delivery_store.h"
#include "notify/recipients.h"
#include "platform/json/fields.h"
#include "platform/text/given.h"

namespace daymark::notify {

/// What somebody wishes for a page's messages.
enum class SendingWish { Running, Stopped };

}  // namespace daymark::notify

template <>
struct daymark::json::EnumWords<daymark::notify::SendingWish> {
    using Wish = daymark::notify::SendingWish;
    static constexpr std::array table{std::pair{std::string_view("RUNNING"), Wish::Running},
                                      std::pair{std::string_view("STOPPED"), Wish::Stopped}};
};

namespace daymark::notify {

/// How many messages of an event are where.
struct ProgressView {
    std::int64_t waiting = 0, sending = 0, sent = 0, dead = 0, superseded = 0, cancelled = 0;

    static constexpr std::string_view schema_name = "EventProgress";
    static constexpr auto fields = std::tuple{
        json::field("waiting", &ProgressView::waiting),
        json::field("sending", &ProgressView::sending),
        json::field("sent", &ProgressView::sent),
        json::field("dead", &ProgressView::dead).described("Given up"),
        json::field("superseded", &ProgressView::superseded).described("A newer update took their place"),
        json::field("cancelled", &ProgressView::cancelled),
    };
};

struct EventView {
    std::string id, kind;
    std::optional<std::string> notice_id, update_id;
    std::string state;
    std::optional<std::string> reason;
    json::Time created, due;
    std::int64_t recipients = 0;
    std::optional<ProgressView> progress;

    static constexpr std::string_view schema_name = "Event";
    static constexpr auto fields = std::tuple{
        json::field("id", &EventView::id),
        json::field("kind", &EventView::kind).described("What happened, such as INCIDENT_OPENED"),
        json::field("noticeId", &EventView::notice_id).described("The incident, maintenance, notice or component"),
        json::field("updateId", &EventView::update_id),
        json::field("state", &EventView::state).described("WAITING, SPREADING, SENDING, DONE, HELD or CANCELLED"),
        json::field("reason", &EventView::reason),
        json::field("createdAt", &EventView::created),
        json::field("dueAt", &EventView::due).described("Until then it can be taken back without anybody knowing"),
        json::field("recipients", &EventView::recipients),
        json::field("progress", &EventView::progress).described("null in lists"),
    };
};

struct AttemptView {
    std::int64_t attempt = 0;
    json::Time started;
    std::optional<json::Time> finished;
    std::optional<std::string> result, reason;

    static constexpr std::string_view schema_name = "DeliveryAttempt";
    static constexpr auto fields = std::tuple{
        json::field("attempt", &AttemptView::attempt),
        json::field("startedAt", &AttemptView::started),
        json::field("finishedAt", &AttemptView::finished).described("null: nobody knows what came of it"),
        json::field("result", &AttemptView::result).described("SENT, AGAIN, FAILED, GONE or UNKNOWN"),
        json::field("reason", &AttemptView::reason).described("What the other side said"),
    };
};

struct DeliveryView {
    std::string event_id, subscriber_id, channel;
    std::optional<std::string> address;
    std::string state;
    std::optional<std::string> reason;
    json::Time due;
    std::string kind;
    std::vector<AttemptView> attempts;

    static constexpr std::string_view schema_name = "Delivery";
    static constexpr auto fields = std::tuple{
        json::field("eventId", &DeliveryView::event_id),
        json::field("kind", &DeliveryView::kind).described("What it tells, such as INCIDENT_OPENED"),
        json::field("subscriberId", &DeliveryView::subscriber_id),
        json::field("channel", &DeliveryView::channel),
        json::field("address", &DeliveryView::address).described("E-mail address or phone; of a webhook nothing"),
        json::field("state", &DeliveryView::state).described("WAITING, SENDING, SENT, DEAD, SUPERSEDED or CANCELLED"),
        json::field("reason", &DeliveryView::reason),
        json::field("dueAt", &DeliveryView::due),
        json::field("attempts", &DeliveryView::attempts),
    };
};

struct PauseDraft {
    std::optional<std::string> reason;

    static constexpr std::string_view schema_name = "PauseDraft";
    static constexpr auto fields = std::tuple{json::field("reason", &PauseDraft::reason).up_to(255)};
};
struct PauseView {
    std::string subscriber_id;
    std::optional<json::Time> paused;
    std::optional<std::string> reason;
    std::int64_t failed_attempts = 0;

    static constexpr std::string_view schema_name = "SubscriberPause";
    static constexpr auto fields = std::tuple{
        json::field("subscriberId", &PauseView::subscriber_id),
        json::field("pausedAt", &PauseView::paused).described("null: messages are sent"),
        json::field("reason", &PauseView::reason),
        json::field("failedAttempts", &PauseView::failed_attempts),
    };
};

struct SuppressionDraft {
    std::string address;
    std::optional<std::string> reason;

    static constexpr std::string_view schema_name = "SuppressionDraft";
    static constexpr auto fields = std::tuple{
        json::field("address", &SuppressionDraft::address)
            .required()
            .up_to(254)
            .described("An e-mail address, or a phone number with its country's code"),
        json::field("reason", &SuppressionDraft::reason).up_to(255),
    };
};
struct SuppressionView {
    std::string address, reason;
    json::Time created;

    static constexpr std::string_view schema_name = "Suppression";
    static constexpr auto fields = std::tuple{
        json::field("address", &SuppressionView::address),
        json::field("reason", &SuppressionView::reason),
        json::field("createdAt", &SuppressionView::created),
    };
};

struct AddressView {
    std::string address;

    static constexpr std::string_view schema_name = "Address";
    static constexpr auto fields = std::tuple{json::field("address", &AddressView::address)};
};

struct SendAgainDraft {
    std::optional<std::string> subscriber_id;

    static constexpr std::string_view schema_name = "SendAgainDraft";
    static constexpr auto fields = std::tuple{
        json::field("subscriberId", &SendAgainDraft::subscriber_id).up_to(64).described("Only to this one"),
    };
};
struct SentAgainView {
    std::int64_t messages = 0;

    static constexpr std::string_view schema_name = "SentAgain";
    static constexpr auto fields = std::tuple{json::field("messages", &SentAgainView::messages)};
};

struct SendingDraft {
    SendingWish state = SendingWish::Running;
    std::optional<std::string> reason;
    bool drop = false;

    static constexpr std::string_view schema_name = "SendingDraft";
    static constexpr auto fields = std::tuple{
        json::field("state", &SendingDraft::state).required(),
        json::field("reason", &SendingDraft::reason).up_to(255),
        json::field("drop", &SendingDraft::drop).described("When it goes on: what waited is not sent"),
    };
};
struct SendingView {
    std::string state;
    std::optional<std::string> reason;
    std::optional<json::Time> since;
    std::int64_t waiting = 0;
    std::optional<json::Time> oldest;
    std::int64_t held = 0;

    static constexpr std::string_view schema_name = "Sending";
    static constexpr auto fields = std::tuple{
        json::field("state", &SendingView::state)
            .described("RUNNING, STOPPED (this page), or OFF: the operator stopped all"),
        json::field("reason", &SendingView::reason),
        json::field("since", &SendingView::since),
        json::field("waiting", &SendingView::waiting).described("Messages that are owed"),
        json::field("oldestWaiting", &SendingView::oldest),
        json::field("held", &SendingView::held)
            .described("Events that are so late that somebody must say whether they are still told: set RUNNING, with "
                       "or without drop"),
    };
};

/// A notice as it would be told: what is not yet there is described as a draft.
struct ForecastDraft {
    std::optional<std::vector<std::string>> components;
    std::optional<std::string> notice_id;

    static constexpr std::string_view schema_name = "ForecastDraft";
    static constexpr auto fields = std::tuple{
        json::field("components", &ForecastDraft::components).reference().described("Ids of what is affected"),
        json::field("noticeId", &ForecastDraft::notice_id).up_to(64).described("Whose followers hear too"),
    };
};
struct ShareView {
    std::string channel, language;
    std::int64_t count = 0;

    static constexpr std::string_view schema_name = "ForecastShare";
    static constexpr auto fields = std::tuple{
        json::field("channel", &ShareView::channel),
        json::field("language", &ShareView::language),
        json::field("count", &ShareView::count),
    };
};
struct LeftOutView {
    std::string channel, reason;
    std::int64_t count = 0;

    static constexpr std::string_view schema_name = "ForecastLeftOut";
    static constexpr auto fields = std::tuple{
        json::field("channel", &LeftOutView::channel),
        json::field("reason", &LeftOutView::reason)
            .described("NOT_CONFIRMED, PAUSED, SUPPRESSED, CHANNEL_OFF or OTHER_COMPONENTS"),
        json::field("count", &LeftOutView::count),
    };
};
struct ChoiceView {
    std::string what;
    std::optional<std::string> component_id;
    std::int64_t count = 0;

    static constexpr std::string_view schema_name = "ForecastChoice";
    static constexpr auto fields = std::tuple{
        json::field("what", &ChoiceView::what).described("ALL (all of the page), COMPONENT or NOTICE (this one)"),
        json::field("componentId", &ChoiceView::component_id),
        json::field("count", &ChoiceView::count),
    };
};
struct ForecastView {
    std::int64_t total = 0;
    std::vector<ShareView> told;
    std::vector<ChoiceView> choices;
    std::vector<LeftOutView> left_out;

    static constexpr std::string_view schema_name = "Forecast";
    static constexpr auto fields = std::tuple{
        json::field("total", &ForecastView::total),
        json::field("told", &ForecastView::told),
        json::field("choices", &ForecastView::choices)
            .described("Why they are told, by what they chose; who chose several counts in each"),
        json::field("leftOut", &ForecastView::left_out),
    };
};

[[nodiscard]] inline ForecastView view_of(const Forecast& forecast) {
    ForecastView view;
    for (const Forecast::Share& share : forecast.told) {
        view.total += share.count;
        view.told.push_back({share.channel, share.language, share.count});
    }
    for (const Forecast::Choice& choice : forecast.choices)
        view.choices.push_back({choice.what, text::given(choice.component_id), choice.count});
    for (const Forecast::LeftOut& out : forecast.left_out)
        view.left_out.push_back({out.channel, out.reason, out.count});
    return view;
}

}  // namespace daymark::notify
