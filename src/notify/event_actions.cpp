// Verbs on messages. Readers see none of it, so no page is touched.
#include "notify/event_actions.h"

#include "activity/activity.h"
#include "notify/delivery_store.h"
#include "notify/event_store.h"
#include "subscribers/address.h"
#include "subscribers/subscriber_store.h"

namespace daymark::notify {
namespace {

constexpr std::string_view taken_back = "Taken back";

StoredEvent require(db::Tx& tx, const Act& act, const std::string& id) {
    auto event = find_event(tx, act.page_id, id);
    if (!event) throw Error::not_found("Event");
    return *std::move(event);
}

subscribers::Subscriber require_subscriber(db::Tx& tx, const Act& act, const std::string& id) {
    auto subscriber = subscribers::find(tx, act.page_id, id);
    if (!subscriber) throw Error::not_found("Subscriber");
    return *std::move(subscriber);
}

/// In the form in which subscribers keep it.
std::string canonical(const std::string& address) {
    if (address.find('@') != std::string::npos) return subscribers::canonical_email(address, "address");
    const auto digits = subscribers::phone_digits(address);
    if (!digits) throw Error::bad_field("address", "must be an e-mail address or a phone number");
    return *digits;
}

}  // namespace

StoredEvent take_back(db::Tx& tx, const Act& act, const std::string& event_id) {
    StoredEvent event = require(tx, act, event_id);
    if (event.state == EventState::Done || event.state == EventState::Cancelled)
        throw Error(ErrorCode::Conflict, "Nothing of it waits any more");
    set_state(tx, event_id, EventState::Cancelled, std::string(taken_back));
    const std::int64_t spared = cancel_waiting(tx, event_id, std::string(taken_back));
    activity::record(tx, act, {"events.take_back", event_id, {{"spared", spared}}});
    return require(tx, act, event_id);
}

std::int64_t send_again(db::Tx& tx, const Act& act, const std::string& event_id, const std::string& recipient) {
    (void)require(tx, act, event_id);
    const std::int64_t again = revive(tx, event_id, recipient, act.now);
    if (again > 0) {
        set_state(tx, event_id, EventState::Sending);
        set_due(tx, event_id, act.now);
    }
    activity::record(tx, act, {"events.send_again", event_id, {{"messages", again}}});
    if (act.world.event_raised) tx.after_commit(act.world.event_raised);
    return again;
}

void stop_sending(db::Tx& tx, const Act& act, const std::string& reason) {
    stop_page(tx, act.page_id, reason, act.now);
    activity::record(tx, act, {"sending.stop", act.page_id, {{"reason", reason}}});
}

void resume_sending(db::Tx& tx, const Act& act, bool drop) {
    std::int64_t dropped = 0;
    if (drop) {
        for (const std::string& id : list_unfinished(tx, act.page_id)) {
            dropped += cancel_waiting(tx, id, "Dropped when sending went on");
            set_state(tx, id, EventState::Cancelled, "Dropped when sending went on");
        }
    }
    resume_page(tx, act.page_id);
    activity::record(tx, act, {"sending.resume", act.page_id, {{"dropped", dropped}}});
    if (act.world.event_raised) tx.after_commit(act.world.event_raised);
}

subscribers::Subscriber pause_subscriber(db::Tx& tx, const Act& act, const std::string& id, const std::string& reason) {
    auto subscriber = require_subscriber(tx, act, id);
    subscriber.paused_at = act.now;
    subscriber.paused_reason = reason;
    subscribers::set_health(tx, subscriber);
    activity::record(tx, act, {"subscribers.pause", id, {{"reason", reason}}});
    return subscriber;
}

subscribers::Subscriber resume_subscriber(db::Tx& tx, const Act& act, const std::string& id) {
    auto subscriber = require_subscriber(tx, act, id);
    subscriber.paused_at.reset();
    subscriber.paused_reason.reset();
    subscriber.failed_attempts = 0;
    subscribers::set_health(tx, subscriber);
    activity::record(tx, act, {"subscribers.resume", id, {}});
    return subscriber;
}

Suppression suppress_address(db::Tx& tx, const Act& act, const std::string& address, const std::string& reason) {
    const Suppression made{canonical(address), reason, act.now};
    suppress(tx, act.page_id, made);
    activity::record(tx, act, {"suppressions.create", act.page_id, {{"reason", reason}}});
    return made;
}

std::string lift_suppression(db::Tx& tx, const Act& act, const std::string& address) {
    std::string known = canonical(address);
    if (!lift(tx, act.page_id, known)) throw Error::not_found("Suppression");
    activity::record(tx, act, {"suppressions.destroy", act.page_id, {}});
    return known;
}

}  // namespace daymark::notify
