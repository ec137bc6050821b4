// Routes of subscribers (contract §6.3).
#include "subscribers/subscriber_api.h"

#include "platform/crypto/standard_webhook.h"
#include "platform/text/given.h"
#include "subscribers/address.h"
#include "subscribers/subscriber_actions.h"
#include "subscribers/subscriber_store.h"

namespace daymark::subscribers {
namespace {

/// Under which name an answer shows the address of a webhook; null for other channels.
std::optional<std::string>* webhook_property(std::optional<std::string>& webhook, OtherChannels& other,
                                             Channel channel) {
    switch (channel) {
        case Channel::Webhook:
            return &webhook;
        case Channel::Slack:
            return &other.slack;
        case Channel::Discord:
            return &other.discord;
        case Channel::MicrosoftTeams:
            return &other.microsoft_teams;
        case Channel::GoogleChat:
            return &other.google_chat;
        case Channel::Email:
        case Channel::Sms:
            break;
    }
    return nullptr;
}

SubscriberView view_of(const api::Call& call, const Subscriber& subscriber) {
    SubscriberView view;
    view.id = subscriber.id;
    view.name = subscriber.name;
    view.other.company = subscriber.company;
    view.email = subscriber.email;
    view.phone = subscriber.phone;
    if (auto* address = webhook_property(view.webhook, view.other, subscriber.channel)) {
        *address = webhook_of(call.act, subscriber);
    }
    if (subscriber.channel == Channel::Slack) view.other.slack_team = subscriber.team;
    if (subscriber.channel == Channel::Discord) view.other.discord_team = subscriber.team;
    view.webhook_email = subscriber.webhook_email;
    view.confirmed = subscriber.confirmed;
    view.all = subscriber.all;
    view.components = subscriber.components;
    view.created = {subscriber.created_at};
    view.updated = {subscriber.updated_at};
    view.page_id = view.site.id = subscriber.page_id;
    view.unsubscribe_token = unsubscribe_token(call.act.world.key, subscriber.id);
    view.language = subscriber.language;
    view.failed_attempts = subscriber.failed_attempts;
    view.request = custom_request_of(call.act, subscriber);
    return view;
}

json::value index(api::Call& call) {
    const std::string search(call.request.query_value("search").value_or(""));
    const auto subscribers =
        call.db.read([&](db::Tx& tx) { return list_of_page(tx, call.act.page_id, search, call.slice()); });
    call.note_end(subscribers);
    json::array list;
    for (const Subscriber& subscriber : subscribers) list.push_back(json::write(view_of(call, subscriber)));
    return list;
}

json::value create(api::Call& call) {
    const auto draft = call.read<SubscriberDraft>();
    const auto [subscriber, secret] =
        call.db.write([&](db::Tx& tx) { return subscribe(tx, call.act, call.page, draft); });
    SubscriberView view = view_of(call, subscriber);
    view.secret = text::given(secret);
    view.standard_secret = text::given(crypto::standard_secret(secret));
    return json::write(view);
}

json::value destroy(api::Call& call) {
    const Subscriber removed =
        call.db.write([&](db::Tx& tx) { return unsubscribe(tx, call.act, call.param("subscriber_id")); });
    RemovedSubscriberView view{removed.id, removed.email,    removed.phone, {}, removed.webhook_email, {},
                               {},         {removed.page_id}};
    OtherChannels other;
    if (auto* address = webhook_property(view.webhook, other, removed.channel))
        *address = webhook_of(call.act, removed);
    view.discord = other.discord;
    view.microsoft_teams = other.microsoft_teams;
    return json::write(view);
}

constexpr api::QueryParameter list_parameters[] = {
    api::paging_parameters[0],
    api::paging_parameters[1],
    {"search", "Part of an e-mail address or phone number"},
};

using enum http::Method;
using enum team::Needs;
// Guess: other people's addresses are for those who shape the page.
constexpr api::Route table[] = {
    {Get, api::Under::V1AndV2, "/:page_id/subscribers", EditPage, index, "subscribers.index",
     "List subscribers, oldest first", nullptr, api::gives<std::vector<SubscriberView>>, list_parameters},
    {Post, api::Under::V1AndV2, "/:page_id/subscribers", EditPage, create, "subscribers.create",
     "Subscribe an address, or change its choice", api::takes<SubscriberDraft>, api::gives<SubscriberView>},
    {Delete, api::Under::V1AndV2, "/:page_id/subscribers/:subscriber_id", EditPage, destroy, "subscribers.destroy",
     "Remove a subscriber", nullptr, api::gives<RemovedSubscriberView>},
};

}  // namespace

std::span<const api::Route> routes() { return table; }

}  // namespace daymark::subscribers
