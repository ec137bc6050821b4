// What can be done with subscribers. They do not change what readers see, so no page is touched.
#include "subscribers/subscriber_actions.h"

#include "activity/activity.h"
#include "components/component_store.h"
#include "subscribers/subscriber_store.h"
#include "users/user.h"

#include <algorithm>

namespace daymark::subscribers {
namespace {

constexpr std::size_t most_components = 1'000;  // each costs a statement

std::string place_of(const Subscriber& subscriber) { return "subscribers.webhook/" + subscriber.id; }

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c); });
    return text;
}

bool said(const std::optional<std::string>& text) { return text && !text->empty(); }

std::string checked_email(const std::string& email, const char* field) {
    if (!users::is_email(email)) throw Error::bad_field(field, "must be an e-mail address such as kim@example.com");
    return lower(email);
}

std::string checked_phone(const std::string& phone) {
    auto digits = phone_digits(phone);
    if (!digits)
        throw Error::bad_field("phone", "must be a phone number with its country's code, such as +14155550100");
    return *std::move(digits);
}

/// Where messages go: exactly one address, in its canonical form.
Subscriber addressed(const Act& act, const SubscriberDraft& draft) {
    const int ways = int(said(draft.email)) + int(said(draft.phone)) + int(said(draft.webhook));
    if (ways == 0) throw Error::bad_field("email", "is required, or else phone or webhook");
    if (ways > 1) throw Error(ErrorCode::BadRequest, "Give one of email, phone and webhook, not several");
    Subscriber subscriber;
    subscriber.id = act.new_id();
    if (said(draft.email)) {
        subscriber.address = *(subscriber.email = checked_email(*draft.email, "email"));
    } else if (said(draft.phone)) {
        subscriber.address = *(subscriber.phone = checked_phone(*draft.phone));
    } else {
        if (!is_webhook(*draft.webhook)) throw Error::bad_field("webhook", "must be an http or https address");
        subscriber.address = act.world.key.hash("subscribers.webhook " + *draft.webhook);
        subscriber.webhook = act.world.key.seal(*draft.webhook, place_of(subscriber));
    }
    return subscriber;
}

void choose_components(db::Tx& tx, const Act& act, const SubscriberDraft& draft, Subscriber& subscriber) {
    const auto named = draft.components.value_or(std::vector<std::string>{});
    if (named.size() > most_components) throw Error::bad_field("components", "must have at most 1000 entries");
    const auto known = components::list_by_ids(tx, act.page_id, named);
    for (std::size_t i = 0; i < named.size(); ++i) {
        if (std::ranges::find(known, named[i], &components::Component::id) != known.end()) continue;
        throw Error::bad_field("components[" + std::to_string(i) + "]", "is not a component of this page");
    }
    subscriber.all = draft.all.value_or(named.empty());
    subscriber.components.clear();
    if (subscriber.all) return;
    for (const components::Component& component : known)
        subscriber.components.push_back({component.id, component.name});
}

/// The log cannot forget, so an address stands in it by its kind only.
json::object summary(const Subscriber& subscriber) {
    return {{"channel", subscriber.email   ? "email"
                        : subscriber.phone ? "phone"
                                           : "webhook"},
            {"confirmed", subscriber.confirmed},
            {"all", subscriber.all},
            {"components", subscriber.components.size()}};
}

}  // namespace

Subscriber subscribe(db::Tx& tx, const Act& act, const pages::Page& page, const SubscriberDraft& draft) {
    Subscriber subscriber = addressed(act, draft);
    const auto known = find_by_address(tx, act.page_id, subscriber.address);
    if (known) subscriber = *known;
    choose_components(tx, act, draft, subscriber);
    if (said(draft.webhook_email)) subscriber.webhook_email = checked_email(*draft.webhook_email, "webhookEmail");
    if (draft.language) subscriber.language = *draft.language;
    if (draft.auto_confirm) subscriber.confirmed = true;
    subscriber.updated_at = act.now;
    if (known) {
        update(tx, subscriber);
    } else {
        subscriber.page_id = act.page_id;
        subscriber.created_at = act.now;
        if (!draft.language) subscriber.language = page.settings.language;
        insert(tx, subscriber);
    }
    set_components(tx, subscriber);
    activity::record(tx, act, {known ? "subscribers.edit" : "subscribers.add", subscriber.id, summary(subscriber)});
    return subscriber;
}

Subscriber unsubscribe(db::Tx& tx, const Act& act, const std::string& id) {
    auto subscriber = find(tx, act.page_id, id);
    if (!subscriber) throw Error::not_found("Subscriber");
    erase(tx, act.page_id, id);
    activity::record(tx, act, {"subscribers.remove", id, {{"before", summary(*subscriber)}}});
    return *std::move(subscriber);
}

std::optional<std::string> webhook_of(const Act& act, const Subscriber& subscriber) {
    if (!subscriber.webhook) return std::nullopt;
    return act.world.key.open(*subscriber.webhook, place_of(subscriber));
}

}  // namespace daymark::subscribers
