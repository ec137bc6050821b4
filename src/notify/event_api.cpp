// Routes of events, deliveries and sending.
#include "notify/event_api.h"

#include "components/component_store.h"
#include "notify/event_actions.h"
#include "notify/event_json.h"
#include "notify/event_store.h"
#include "notify/sending.h"
#include "platform/text/given.h"

#include <algorithm>

namespace daymark::notify {
namespace {

EventView view_of(const StoredEvent& event) {
    return {event.id,
            std::string(json::word_of(event.what.kind)),
            text::given(event.what.notice_id),
            text::given(event.what.update_id),
            std::string(json::word_of(event.state)),
            text::given(event.reason),
            {event.created_at},
            {event.due_at},
            event.recipients,
            std::nullopt};
}

EventView whole_view(db::Tx& tx, const StoredEvent& event) {
    EventView view = view_of(event);
    ProgressView& progress = view.progress.emplace();
    const std::pair<DeliveryState, std::int64_t*> counts[] = {{DeliveryState::Waiting, &progress.waiting},
                                                              {DeliveryState::Sending, &progress.sending},
                                                              {DeliveryState::Sent, &progress.sent},
                                                              {DeliveryState::Dead, &progress.dead},
                                                              {DeliveryState::Superseded, &progress.superseded},
                                                              {DeliveryState::Cancelled, &progress.cancelled}};
    for (const auto& [state, number] : count_by_state(tx, event.id)) {
        for (const auto& [known, place] : counts) {
            if (known == state) *place = number;
        }
    }
    return view;
}

json::value index(api::Call& call) {
    return call.db.read([&](db::Tx& tx) -> json::value {
        const auto events = list_events(tx, call.act.page_id, call.slice());
        call.note_end(events);
        json::array list;
        for (const StoredEvent& event : events) list.push_back(json::write(view_of(event)));
        return list;
    });
}

json::value show(api::Call& call) {
    return call.db.read([&](db::Tx& tx) -> json::value {
        const auto event = find_event(tx, call.act.page_id, call.param("event_id"));
        if (!event) throw Error::not_found("Event");
        return json::write(whole_view(tx, *event));
    });
}

json::value destroy(api::Call& call) {
    return call.db.write([&](db::Tx& tx) -> json::value {
        return json::write(whole_view(tx, take_back(tx, call.act, call.param("event_id"))));
    });
}

json::value again(api::Call& call) {
    const auto draft = call.read<SendAgainDraft>();
    return json::write(SentAgainView{call.db.write([&](db::Tx& tx) {
        return send_again(tx, call.act, call.param("event_id"), draft.subscriber_id.value_or(""));
    })});
}

json::value preview(api::Call& call) {
    const auto draft = call.read<ForecastDraft>();
    return call.db.read([&](db::Tx& tx) -> json::value {
        const auto ids = draft.components.value_or(std::vector<std::string>{});
        const auto known = components::list_by_ids(tx, call.act.page_id, ids);
        for (std::size_t i = 0; i < ids.size(); ++i) {
            if (std::ranges::find(known, ids[i], &components::Component::id) == known.end())
                throw Error::bad_field("components[" + std::to_string(i) + "]", "is not a component of this page");
        }
        return json::write(view_of(forecast(tx, Scope::of_draft(tx, call.page, ids, draft.notice_id.value_or("")))));
    });
}

SendingView sending_view(db::Tx& tx, const Act& act) {
    SendingView view;
    const Sending all = sending(tx);
    const auto stopped = stopped_page(tx, act.page_id);
    view.state = all.state != SendingState::Running ? "OFF" : stopped ? "STOPPED" : "RUNNING";
    if (all.state != SendingState::Running) {
        view.reason = text::given(all.reason);
        view.since = json::Time{all.changed_at};
    } else if (stopped) {
        view.reason = text::given(stopped->reason);
        view.since = json::Time{stopped->stopped_at};
    }
    const Owed owed = owed_by(tx, act.page_id);
    view.waiting = owed.messages;
    if (owed.since) view.oldest = json::Time{*owed.since};
    view.held = count_held(tx, act.page_id);
    return view;
}

json::value show_sending(api::Call& call) {
    return call.db.read([&](db::Tx& tx) -> json::value { return json::write(sending_view(tx, call.act)); });
}

json::value change_sending(api::Call& call) {
    const auto draft = call.read<SendingDraft>();
    return call.db.write([&](db::Tx& tx) -> json::value {
        if (draft.state == SendingWish::Stopped)
            stop_sending(tx, call.act, draft.reason.value_or("Stopped by hand"));
        else
            resume_sending(tx, call.act, draft.drop);
        return json::write(sending_view(tx, call.act));
    });
}

json::value pause_view(const subscribers::Subscriber& subscriber) {
    return json::write(PauseView{subscriber.id,
                                 subscriber.paused_at ? std::optional(json::Time{*subscriber.paused_at}) : std::nullopt,
                                 subscriber.paused_reason, subscriber.failed_attempts});
}

json::value pause(api::Call& call) {
    const auto draft = call.read<PauseDraft>();
    return call.db.write([&](db::Tx& tx) {
        return pause_view(
            pause_subscriber(tx, call.act, call.param("subscriber_id"), draft.reason.value_or("Paused by hand")));
    });
}

json::value resume(api::Call& call) {
    return call.db.write(
        [&](db::Tx& tx) { return pause_view(resume_subscriber(tx, call.act, call.param("subscriber_id"))); });
}

json::value suppression_view(const Suppression& suppression) {
    return json::write(SuppressionView{suppression.address, suppression.reason, {suppression.created_at}});
}

json::value suppressions(api::Call& call) {
    const auto found = call.db.read([&](db::Tx& tx) { return list_suppressions(tx, call.act.page_id, call.slice()); });
    call.note_end(found);
    json::array list;
    for (const Suppression& one : found) list.push_back(suppression_view(one));
    return list;
}

json::value add_suppression(api::Call& call) {
    const auto draft = call.read<SuppressionDraft>();
    return call.db.write([&](db::Tx& tx) {
        return suppression_view(
            suppress_address(tx, call.act, draft.address, draft.reason.value_or("Suppressed by hand")));
    });
}

json::value remove_suppression(api::Call& call) {
    return call.db.write([&](db::Tx& tx) -> json::value {
        return json::write(AddressView{lift_suppression(tx, call.act, call.param("address"))});
    });
}

using enum http::Method;
using enum team::Needs;
constexpr auto ours = api::Under::Extension;
// Guess: who tells the world may take it back; to whom it went is for those who may see subscribers.
constexpr api::Route table[] = {
    {Get, ours, "/:page_id/events", SeePage, index, "events.index", "List what people were told, newest first", nullptr,
     api::gives<std::vector<EventView>>, api::paging_parameters},
    {Get, ours, "/:page_id/events/:event_id", SeePage, show, "events.show", "How far the messages of an event are",
     nullptr, api::gives<EventView>},
    {Delete, ours, "/:page_id/events/:event_id", EditNotices, destroy, "events.destroy",
     "Take an event back: nobody more is told", nullptr, api::gives<EventView>},
    {Post, ours, "/:page_id/events/:event_id/send-again", EditPage, again, "events.send_again",
     "Send again what was given up", api::takes<SendAgainDraft>, api::gives<SentAgainView>},
    {Post, ours, "/:page_id/events/forecast", EditNotices, preview, "events.forecast",
     "Who would be told of a notice, and who not", api::takes<ForecastDraft>, api::gives<ForecastView>},
    {Post, ours, "/:page_id/subscribers/:subscriber_id/pause", EditPage, pause, "subscribers.pause",
     "Pause a subscriber, who gets nothing until resumed", api::takes<PauseDraft>, api::gives<PauseView>},
    {Post, ours, "/:page_id/subscribers/:subscriber_id/resume", EditPage, resume, "subscribers.resume",
     "Send a subscriber messages again", nullptr, api::gives<PauseView>},
    {Get, ours, "/:page_id/suppressions", EditPage, suppressions, "suppressions.index",
     "List addresses that get nothing, whoever subscribes them", nullptr, api::gives<std::vector<SuppressionView>>,
     api::paging_parameters},
    {Post, ours, "/:page_id/suppressions", EditPage, add_suppression, "suppressions.create",
     "Suppress an address, whoever subscribes it", api::takes<SuppressionDraft>, api::gives<SuppressionView>},
    {Delete, ours, "/:page_id/suppressions/:address", EditPage, remove_suppression, "suppressions.destroy",
     "Lift the suppression of an address", nullptr, api::gives<AddressView>},
    {Get, ours, "/:page_id/sending", SeePage, show_sending, "sending.show", "Whether messages of the page are sent",
     nullptr, api::gives<SendingView>},
    {Put, ours, "/:page_id/sending", EditPage, change_sending, "sending.update",
     "Stop all messages of the page, or let them go on", api::takes<SendingDraft>, api::gives<SendingView>},
};

}  // namespace

std::span<const api::Route> event_routes() { return table; }

}  // namespace daymark::notify
