// After an attempt.
#include "notify/results.h"

#include "notify/channel_store.h"
#include "notify/delivery_store.h"
#include "platform/base/crash_point.h"
#include "platform/text/mask.h"
#include "subscribers/subscriber_store.h"

#include <algorithm>

namespace daymark::notify {
namespace {

constexpr Millis shortest_wait = one_second, longest_wait = one_day;

/// Nobody is told twice a day that their webhook fails.
bool told_lately(db::Tx& tx, const std::string& page_id, const std::string& recipient, Millis now) {
    return tx
        .one("deliveries.told_lately", R"(select 1 from events e join deliveries d on d.event_id = e.id
            where e.page_id = $1 and e.kind = 'WEBHOOK_FAILING' and e.created_at > $2 and d.recipient = $3 limit 1)",
             page_id, now - one_day, "owner-of/" + recipient)
        .has_value();
}

void tell_owner(db::Tx& tx, const World& world, const subscribers::Subscriber& subscriber, const Outcome& outcome) {
    if (!subscriber.webhook_email || told_lately(tx, subscriber.page_id, subscriber.id, world.clock.now())) return;
    const Act act{world, {}, {}, world.clock.now(), outcome.target.workspace_id, subscriber.page_id};
    events::raise_letter(tx, act,
                         {events::Kind::WebhookFailing,
                          {},
                          {},
                          {{"webhook", outcome.target.webhook_host}, {"answer", outcome.result.verdict.reason}}},
                         {"owner-of/" + subscriber.id, "EMAIL", *subscriber.webhook_email});
}

void note_failure(db::Tx& tx, const World& world, const Outcome& outcome) {
    const Delivery& delivery = outcome.result.delivery;
    auto subscriber = subscribers::find(tx, outcome.target.page_id, delivery.recipient);
    if (!subscriber) return;
    const bool gone = outcome.result.verdict.result == Verdict::Result::Gone;
    // Guess: a mail server or a chat may have bad days; a webhook that fails for days is forgotten by its owner.
    const bool tired =
        subscriber->channel == subscribers::Channel::Webhook && subscriber->failed_attempts + 1 >= most_failures_in_row;
    count_failure(tx, *subscriber, gone || tired, outcome.result.verdict.reason, world.clock.now());
    if (subscriber->channel == subscribers::Channel::Webhook) tell_owner(tx, world, *subscriber, outcome);
}

}  // namespace

Result result_of(const Delivery& delivery, const Verdict& verdict, std::span<const Millis> waits, double luck,
                 Millis now) {
    Result result{delivery, verdict, DeliveryState::Sent, 0};
    // What is kept, and told to a webhook's owner, names nobody: it stays when the one it names is erased.
    result.verdict.reason = text::without_addresses(verdict.reason);
    if (verdict.result == Verdict::Result::Sent) return result;
    const auto failed = static_cast<std::size_t>(delivery.tries());
    if (verdict.result != Verdict::Result::Again || failed > waits.size()) {
        result.state = DeliveryState::Dead;
        return result;
    }
    const double usual = static_cast<double>(waits[failed - 1]) * (0.8 + 0.4 * luck);
    const Millis wait = verdict.wait ? std::max(*verdict.wait, shortest_wait) : static_cast<Millis>(usual);
    result.state = DeliveryState::Waiting;
    result.due_at = now + std::clamp(wait, shortest_wait, longest_wait);
    return result;
}

void count_failure(db::Tx& tx, subscribers::Subscriber& subscriber, bool over, const std::string& reason, Millis now) {
    ++subscriber.failed_attempts;
    if (over && !subscriber.paused_at) {
        subscriber.paused_at = now;
        subscriber.paused_reason = reason;
    }
    subscribers::set_health(tx, subscriber);
}

void take_in(db::Db& db, const World& world, const std::vector<Outcome>& outcomes) {
    db.write([&](db::Tx& tx) {
        std::vector<Result> results;
        std::vector<std::string> recovered;
        for (const Outcome& outcome : outcomes) {
            Result result = outcome.result;
            if (result.state == DeliveryState::Waiting && is_overtaken(tx, result.delivery))
                result.state = DeliveryState::Superseded;
            if (result.state == DeliveryState::Dead && !outcome.target.is_test) note_failure(tx, world, outcome);
            if (result.state == DeliveryState::Sent && !outcome.target.webhook_host.empty())
                recovered.push_back(result.delivery.recipient);
            results.push_back(std::move(result));
        }
        subscribers::clear_failures(tx, recovered);
        note_results(tx, results, world.clock.now());
        note_health(tx, outcomes, world.clock.now());
        crash_point("record.before_commit");
    });
    crash_point("record.after_commit");
}

}  // namespace daymark::notify
