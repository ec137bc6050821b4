// People and their own subscriptions. Readers see none of it, so no page is touched.
#include "subscribers/self_service.h"

#include "activity/activity.h"
#include "events/event.h"
#include "platform/base/zone.h"
#include "platform/text/given.h"
#include "subscribers/address.h"
#include "subscribers/barred_store.h"
#include "subscribers/subscriber_store.h"

#include <algorithm>

namespace daymark::subscribers {
namespace {

// Against flooding of people, by one network, by way of one page.
constexpr std::int64_t most_for_address = 3;  // a day
constexpr std::int64_t most_of_asker = 10;    // an hour
constexpr std::int64_t most_on_page = 1'000;  // an hour

void choose(db::Tx& tx, const Act& act, const Choice& choice, Subscriber& subscriber) {
    if (choice.time_zone && !zone_exists(*choice.time_zone)) throw Error::bad_field("zone", "is no time zone");
    subscriber.notices = choice.notices;
    subscriber.language = choice.language;
    subscriber.time_zone = choice.time_zone;
    if (!choice.all && choice.components.empty() && !choice.notices.empty()) {
        subscriber.all = false;
        subscriber.components.clear();
        return;
    }
    if (!choice.all && choice.components.empty()) throw Error::bad_field("components", "must name at least one");
    choose_components(tx, act, choice.all, choice.components, subscriber);
}

void store_choice(db::Tx& tx, const Act& act, Subscriber& subscriber) {
    subscriber.updated_at = act.now;
    update(tx, subscriber);
    set_components(tx, subscriber);
    set_notices(tx, subscriber);
}

void store_new(db::Tx& tx, const Act& act, Subscriber& subscriber) {
    subscriber.page_id = act.page_id;
    subscriber.created_at = subscriber.updated_at = act.now;
    insert(tx, subscriber);
    set_components(tx, subscriber);
    set_notices(tx, subscriber);
}

void say_yes(const Act& act, Subscriber& subscriber) {
    subscriber.confirmed = true;
    subscriber.confirmed_at = act.now;
    subscriber.confirmed_from = act.remote_address;
}

Request request_of(const Act& act, const Subscriber& subscriber, const Wish& wish) {
    const auto& notices = wish.choice.notices;
    return {subscriber.id, notices.empty() ? std::string() : notices.front(),
            act.world.key.hash("subscribers.address/" + subscriber.address),
            act.world.key.hash("subscribers.asker/" + act.remote_address)};
}

RequestCounts counts_of(db::Tx& tx, const Act& act, const Request& request) {
    return count_requests(tx, act, request, act.now - one_day, act.now - one_hour);
}

bool too_many_here(const RequestCounts& counts) { return counts.asker >= most_of_asker || counts.page >= most_on_page; }

void ask_for_yes(db::Tx& tx, const Act& act, const Request& request, Channel channel) {
    insert_request(tx, act, request);
    events::raise_letter(tx, act, {events::Kind::ConfirmSubscription, {}, {}, {{"notice", request.notice_id}}},
                         {request.subscriber_id, std::string(json::word_of(channel)), {}});
}

/// Nothing of what is known may be learned from the answer.
Asked ask_first(db::Tx& tx, const Act& act, const Wish& wish, Subscriber asked) {
    choose(tx, act, wish.choice, asked);
    lock_list(tx, act.page_id);
    if (is_barred(tx, act, asked.address)) return {Asked::Outcome::Pending, asked, {}};
    const auto known = find_by_address(tx, act.page_id, asked.address);
    if (known) asked.id = known->id;
    const Request request = request_of(act, asked, wish);
    const RequestCounts counts = counts_of(tx, act, request);
    if (too_many_here(counts) || counts.address >= most_for_address) return {Asked::Outcome::Pending, asked, {}};
    if (!known) {
        store_new(tx, act, asked);
    } else if (!known->confirmed) {
        store_choice(tx, act, asked);
    }
    ask_for_yes(tx, act, request, asked.channel);
    activity::record(tx, act, {"subscribers.ask", asked.id, summary_of(asked)});
    return {Asked::Outcome::Pending, asked, {}};
}

/// Guess: who knows a webhook's address is its owner, since such addresses are secrets; no message asks for a yes.
Asked add_webhook(db::Tx& tx, const Act& act, const Wish& wish, Subscriber asked) {
    choose(tx, act, wish.choice, asked);
    lock_list(tx, act.page_id);
    if (find_by_address(tx, act.page_id, asked.address)) return {Asked::Outcome::Known, asked, {}};
    const Request request = request_of(act, asked, wish);
    if (too_many_here(counts_of(tx, act, request))) return {Asked::Outcome::TooOften, asked, {}};
    std::string secret;
    if (asked.channel == Channel::Webhook) secret = make_secret(act, asked);
    say_yes(act, asked);
    store_new(tx, act, asked);
    insert_request(tx, act, request);
    activity::record(tx, act, {"subscribers.add", asked.id, summary_of(asked)});
    return {Asked::Outcome::Done, asked, secret};
}

}  // namespace

void ask_again(db::Tx& tx, const Act& act, const Subscriber& subscriber) {
    const Request request = request_of(act, subscriber, {});
    if (counts_of(tx, act, request).address < most_for_address) ask_for_yes(tx, act, request, subscriber.channel);
}

Asked ask(db::Tx& tx, const Act& act, const Wish& wish) {
    Subscriber asked = addressed_to(act, wish.channel, wish.address, "address");
    if (wish.webhook_email) asked.webhook_email = canonical_email(*wish.webhook_email, "webhookEmail");
    asked.team = text::given(wish.team);
    return asks_first(wish.channel) ? ask_first(tx, act, wish, std::move(asked))
                                    : add_webhook(tx, act, wish, std::move(asked));
}

void check(db::Tx& tx, const Act& act, const Choice& choice) {
    Subscriber nobody;
    choose(tx, act, choice, nobody);
}

std::optional<Subscriber> confirm(db::Tx& tx, const Act& act, const Confirmation& confirmation) {
    auto subscriber = find(tx, act.page_id, confirmation.subscriber_id);
    if (!subscriber) return std::nullopt;
    auto& notices = subscriber->notices;
    const std::string& notice = confirmation.notice_id;
    const bool follows = notice.empty() || subscriber->all || std::ranges::find(notices, notice) != notices.end();
    if (subscriber->confirmed && follows) return subscriber;
    if (!follows) notices.push_back(notice);
    if (!subscriber->confirmed && subscriber->paused_at) {
        // An earlier message came back, but this one was read.
        subscriber->paused_at.reset();
        subscriber->paused_reason.reset();
        set_health(tx, *subscriber);
    }
    say_yes(act, *subscriber);
    store_choice(tx, act, *subscriber);
    activity::record(tx, act, {"subscribers.confirm", subscriber->id, summary_of(*subscriber)});
    return subscriber;
}

Subscriber change(db::Tx& tx, const Act& act, const std::string& id, const Choice& choice) {
    auto subscriber = find(tx, act.page_id, id);
    if (!subscriber) throw Error::not_found("Subscriber");
    const json::object before = summary_of(*subscriber);
    choose(tx, act, choice, *subscriber);
    store_choice(tx, act, *subscriber);
    activity::record(tx, act, {"subscribers.change", id, {{"before", before}, {"after", summary_of(*subscriber)}}});
    return *std::move(subscriber);
}

}  // namespace daymark::subscribers
