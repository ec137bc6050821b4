// Taking in of mails that came back. Readers see none of it, so no page is touched.
#include "notify/bounce_actions.h"

#include "activity/activity.h"
#include "notify/bounce_store.h"
#include "notify/email.h"
#include "notify/event_actions.h"
#include "notify/results.h"
#include "pages/page_store.h"
#include "platform/text/mask.h"
#include "subscribers/subscriber_actions.h"
#include "subscribers/subscriber_store.h"

#include <algorithm>

namespace daymark::notify {
namespace {

using Done = BounceOutcome::Done;
using subscribers::Subscriber;

std::optional<std::string> named_by(const crypto::SecretKey& key, const std::vector<std::string>& addresses) {
    for (const std::string& address : addresses) {
        if (auto id = returned_to(key, address)) return id;
    }
    return std::nullopt;
}

/// The newest event whose mail it is; "" when that is not known.
std::string event_of(db::Tx& tx, const Act& act, const Bounce& bounce, const std::string& subscriber_id) {
    if (bounce.original_id.empty()) return {};
    const std::string name = bounce.original_id.substr(0, bounce.original_id.find('@'));
    for (std::string& id : list_events_told(tx, act.page_id, subscriber_id, act.now - bounces_kept)) {
        if (name == message_name(id_of({id, subscriber_id, {}, {}}))) return std::move(id);
    }
    return {};
}

StoredBounce stored(db::Tx& tx, const Act& act, const Bounce& bounce, const std::string& subscriber_id) {
    const std::string& named = bounce.report_id.empty() ? bounce.original_id : bounce.report_id;
    const std::string by = named.empty() ? bounce.status + " " + bounce.reason : named;
    const bool soft = bounce.kind == BounceKind::Soft;
    return {act.world.key.hash("bounces.report/" + subscriber_id + "/" + by), subscriber_id, bounce.kind,
            soft ? next_in_run(last_soft(tx, subscriber_id), act.now) : 0, act.now};
}

/// Of a mail that did not arrive.
Done take_return(db::Tx& tx, const Act& act, const Bounce& bounce, const StoredBounce& made, Subscriber subscriber) {
    if (bounce.kind == BounceKind::Policy) return Done::Noted;
    const bool over = bounce.kind == BounceKind::Hard || made.run >= most_soft_in_run;
    count_failure(tx, subscriber, over, bounce.reason, act.now);
    return over ? Done::Paused : Done::Counted;
}

Done take_complaint(db::Tx& tx, const Act& act, const Bounce& bounce, const Subscriber& subscriber) {
    (void)suppress_address(tx, act, subscriber.address, bounce.reason);
    (void)subscribers::unsubscribe(tx, act, subscriber.id);
    return Done::Unsubscribed;
}

/// A known subscriber of the act's page.
Done take_in(db::Tx& tx, const Act& act, const Bounce& bounce, const Subscriber& subscriber) {
    const std::string event = event_of(tx, act, bounce, subscriber.id);
    if (bounce.kind == BounceKind::Complaint) {
        if (!event.empty()) note_remark(tx, event, subscriber.id, bounce.reason);
        return take_complaint(tx, act, bounce, subscriber);
    }
    const StoredBounce made = stored(tx, act, bounce, subscriber.id);
    if (!insert_bounce(tx, made)) return Done::Known;
    if (!event.empty()) note_returned(tx, event, subscriber.id, bounce.reason);
    const Done done = take_return(tx, act, bounce, made, subscriber);
    activity::record(tx, act,
                     {"subscribers.bounce",
                      subscriber.id,
                      {{"kind", json::word_of(bounce.kind)},
                       {"status", bounce.status},
                       {"event", event},
                       {"done", json::word_of(done)}}});
    return done;
}

BounceOutcome nothing(BounceKind kind, std::string why) { return {Done::Nothing, kind, {}, {}, std::move(why)}; }

BounceOutcome judge(db::Tx& tx, Act& act, const Bounce& bounce) {
    const auto id = named_by(act.world.key, bounce.addresses);
    if (!id && std::ranges::any_of(bounce.addresses, names_somebody))
        return nothing(BounceKind::Refused, "Its address has a proof that is not ours");
    if (!id) return nothing(BounceKind::Ignored, "Its address names no subscriber");
    if (bounce.kind == BounceKind::Ignored) return nothing(bounce.kind, bounce.reason);
    const auto found = subscribers::list_by_ids(tx, {*id});
    const auto page = found.empty() ? std::nullopt : pages::find(tx, found.front().page_id);
    if (!page) return nothing(BounceKind::Ignored, "The subscription has ended");
    act.page_id = page->id;
    act.workspace_id = page->workspace_id;
    // Two reports on one subscriber follow each other, and the second sees what the first did.
    subscribers::lock_list(tx, page->id);
    const auto subscriber = subscribers::find(tx, page->id, *id);
    if (!subscriber) return nothing(BounceKind::Ignored, "The subscription has ended");
    return {take_in(tx, act, bounce, *subscriber), bounce.kind, *id, page->id, bounce.reason};
}

}  // namespace

BounceOutcome take_bounce(db::Tx& tx, Act act, const Bounce& bounce) {
    Bounce kept = bounce;
    kept.reason = text::without_addresses(bounce.reason);
    BounceOutcome outcome = judge(tx, act, kept);
    if (outcome.done != Done::Known) count_bounce(tx, outcome.kind);
    return outcome;
}

}  // namespace daymark::notify
