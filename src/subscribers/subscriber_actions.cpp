// What can be done with subscribers. They do not change what readers see, so no page is touched.
#include "subscribers/subscriber_actions.h"

#include "activity/activity.h"
#include "subscribers/address.h"
#include "subscribers/barred_store.h"
#include "subscribers/self_service.h"
#include "subscribers/subscriber_store.h"

namespace daymark::subscribers {
namespace {

bool said(const std::optional<std::string>& text) { return text && !text->empty(); }

/// Where messages go: exactly one address.
Subscriber addressed(const Act& act, const SubscriberDraft& draft) {
    const int ways = int(said(draft.email)) + int(said(draft.phone)) + int(said(draft.webhook));
    if (ways == 0) throw Error::bad_field("email", "is required, or else phone or webhook");
    if (ways > 1) throw Error(ErrorCode::BadRequest, "Give one of email, phone and webhook, not several");
    if (said(draft.email)) return addressed_to(act, Channel::Email, *draft.email, "email");
    if (said(draft.phone)) return addressed_to(act, Channel::Sms, *draft.phone, "phone");
    return addressed_to(act, Channel::Webhook, *draft.webhook, "webhook");
}

}  // namespace

Subscribed subscribe(db::Tx& tx, const Act& act, const pages::Page& page, const SubscriberDraft& draft) {
    lock_list(tx, act.page_id);
    Subscriber subscriber = addressed(act, draft);
    if (is_barred(tx, act, subscriber.address))
        throw Error(ErrorCode::Conflict, "Whoever this was has been erased and is not to be subscribed again");
    const auto known = find_by_address(tx, act.page_id, subscriber.address);
    if (known) subscriber = *known;
    choose_components(tx, act, draft.all, draft.components, subscriber);
    if (said(draft.webhook_email)) subscriber.webhook_email = canonical_email(*draft.webhook_email, "webhookEmail");
    if (draft.language) subscriber.language = *draft.language;
    if (draft.auto_confirm) subscriber.confirmed = true;
    set_custom_request(act, draft.request, subscriber);
    const bool unsigned_yet = subscriber.channel == Channel::Webhook && !subscriber.secret;
    std::string secret = unsigned_yet ? make_secret(act, subscriber) : std::string();
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
    if (!subscriber.confirmed && asks_first(subscriber.channel)) ask_again(tx, act, subscriber);
    activity::record(tx, act, {known ? "subscribers.edit" : "subscribers.add", subscriber.id, summary_of(subscriber)});
    return {std::move(subscriber), std::move(secret)};
}

Subscriber unsubscribe(db::Tx& tx, const Act& act, const std::string& id) {
    auto subscriber = find(tx, act.page_id, id);
    if (!subscriber) throw Error::not_found("Subscriber");
    erase(tx, act.page_id, id);
    activity::record(tx, act, {"subscribers.remove", id, {{"before", summary_of(*subscriber)}}});
    return *std::move(subscriber);
}

}  // namespace daymark::subscribers
