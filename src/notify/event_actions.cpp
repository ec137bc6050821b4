// Verbs on messages. Readers see none of it, so no page is touched.
#include "notify/event_actions.h"

#include "activity/activity.h"
#include "notify/bounce_store.h"
#include "notify/delivery_store.h"
#include "notify/event_store.h"
#include "platform/text/mask.h"
#include "subscribers/address.h"
#include "subscribers/barred_store.h"
#include "subscribers/subscriber_store.h"

namespace daymark::notify {
namespace {

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

}  // namespace

StoredEvent take_back(db::Tx& tx, const Act& act, const std::string& event_id) {
    StoredEvent event = require(tx, act, event_id);
    if (event.state == EventState::Done || event.state == EventState::Cancelled)
        throw Error(ErrorCode::Conflict, "Nothing of it waits any more");
    call_off(tx, event_id, "Taken back");
    activity::record(tx, act, {"events.take_back", event_id, {}});
    if (act.world.event_raised) tx.after_commit(act.world.event_raised);
    return require(tx, act, event_id);
}

std::int64_t send_again(db::Tx& tx, const Act& act, const std::string& event_id, const std::string& recipient) {
    const StoredEvent event = require(tx, act, event_id);
    const EventState next = event.state == EventState::Spreading ? EventState::Spreading : EventState::Sending;
    std::int64_t again = 0;
    if (recipient.empty()) {
        again = count_given_up(tx, event_id);
        if (again > 0) send_all_again(tx, event_id, next, act.now);
    } else if (revive(tx, event_id, recipient, act.now)) {
        again = 1;
        start_anew(tx, event_id, next, act.now);
    }
    activity::record(tx, act, {"events.send_again", event_id, {{"messages", again}}});
    if (act.world.event_raised) tx.after_commit(act.world.event_raised);
    return again;
}

void stop_sending(db::Tx& tx, const Act& act, const std::string& reason) {
    stop_page(tx, act.page_id, reason, act.now);
    activity::record(tx, act, {"sending.stop", act.page_id, {{"reason", reason}}});
}

std::int64_t settle_owed(db::Tx& tx, const std::string& page_id, bool drop, Millis now) {
    std::int64_t dropped = 0;
    for (const StoredEvent& event : list_unfinished(tx, page_id)) {
        const bool held = event.state == EventState::Held;
        if (drop || (held && has_newer(tx, event))) {
            call_off(tx, event.id, drop ? "Dropped when sending went on" : "Newer news of it was sent meanwhile");
            ++dropped;
        } else if (held) {
            release(tx, event, now);
        }
    }
    return dropped;
}

void resume_sending(db::Tx& tx, const Act& act, bool drop) {
    const std::int64_t dropped = settle_owed(tx, act.page_id, drop, act.now);
    resume_page(tx, act.page_id);
    activity::record(tx, act, {"sending.resume", act.page_id, {{"dropped", dropped}}});
    if (act.world.event_raised) tx.after_commit(act.world.event_raised);
}

subscribers::Subscriber pause_subscriber(db::Tx& tx, const Act& act, const std::string& id, const std::string& reason) {
    auto subscriber = require_subscriber(tx, act, id);
    subscriber.paused_at = act.now;
    subscriber.paused_reason = reason;
    subscribers::set_health(tx, subscriber);
    activity::record(tx, act, {"subscribers.pause", id, {{"reason", text::without_addresses(reason)}}});
    return subscriber;
}

subscribers::Subscriber resume_subscriber(db::Tx& tx, const Act& act, const std::string& id) {
    auto subscriber = require_subscriber(tx, act, id);
    subscriber.paused_at.reset();
    subscriber.paused_reason.reset();
    subscriber.failed_attempts = 0;
    subscribers::set_health(tx, subscriber);
    end_run(tx, id);
    activity::record(tx, act, {"subscribers.resume", id, {}});
    return subscriber;
}

Suppression suppress_address(db::Tx& tx, const Act& act, const std::string& address, const std::string& reason) {
    const Suppression made{subscribers::canonical_address(address, "address"), reason, act.now};
    suppress(tx, act.page_id, made);
    // The log cannot forget, so it is not told whom the reason names.
    activity::record(tx, act, {"suppressions.create", act.page_id, {{"reason", text::without_addresses(reason)}}});
    return made;
}

std::string lift_suppression(db::Tx& tx, const Act& act, const std::string& address) {
    std::string known = subscribers::canonical_address(address, "address");
    const bool barred = subscribers::unbar(tx, act, known);
    if (!lift(tx, act.page_id, known) && !barred) throw Error::not_found("Suppression");
    activity::record(tx, act, {"suppressions.destroy", act.page_id, {}});
    return known;
}

}  // namespace daymark::notify
