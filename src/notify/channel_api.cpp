// Routes of channels.
#include "notify/channel_api.h"

#include "notify/channel_actions.h"
#include "notify/channel_json.h"
#include "notify/channel_store.h"
#include "pages/page_actions.h"
#include "pages/x_connection.h"
#include "platform/text/given.h"
#include "platform/text/trim.h"

#include <algorithm>

namespace daymark::notify {
namespace {

ChannelFieldView view_of(const AccountField& field, const Account& account) {
    const auto known = account.find(field.name);
    ChannelFieldView view;
    view.name = field.name;
    view.label = field.label;
    view.help = text::given(std::string(field.help));
    std::string_view words = field.words;
    while (!words.empty()) view.choices.emplace_back(text::take_until(words, ' '));
    view.secret = field.secret;
    view.required = field.required;
    view.set = known != account.end();
    if (view.set && !field.secret) view.value = known->second;
    return view;
}

/// What the views of a page's channels are made from.
struct Known {
    const pages::Page& page;
    Account filled_in, account;  // the latter with what the page was connected to
    std::vector<ChannelHealth> health;
    std::vector<WaitingShare> waiting;
    Millis now;
};

Known known_of(db::Tx& tx, const Act& act, const pages::Page& page) {
    return {page,
            pages::accounts_of(tx, act.world, page.id),
            pages::accounts_for_sending(tx, act.world, page.id),
            list_health(tx, page.id, act.now),
            list_waiting(tx, page.id),
            act.now};
}

ChannelHealthView health_of(const Channel& channel, const Known& known, bool in_use) {
    ChannelHealthView view;
    const auto health = std::ranges::find(known.health, channel.name, &ChannelHealth::channel);
    if (health != known.health.end()) {
        view.last_success = json::time_of(health->last_success_at);
        view.last_failure = json::time_of(health->last_failure_at);
        view.last_failure_reason = text::given(health->last_failure_reason);
        view.failed = health->failed;
        view.breaker_open = health->resting_until > known.now;
    }
    const auto waiting = std::ranges::find(known.waiting, word_of(channel), &WaitingShare::channel);
    if (in_use && waiting != known.waiting.end()) {
        view.waiting = waiting->messages;
        view.oldest_waiting = json::Time{waiting->since};
    }
    return view;
}

json::object shown(const Channel& channel, const Known& known) {
    ChannelView view;
    view.name = channel.name;
    view.label = channel.label;
    view.reaches = word_of(channel);
    for (const AccountField& field : channel.account) view.fields_view.push_back(view_of(field, known.filled_in));
    if (is_sms_provider(channel)) view.chosen = is_chosen(channel, known.page);
    view.ready = is_set_up(channel, known.account) && view.chosen.value_or(true);
    view.health = health_of(channel, known, view.chosen.value_or(true));
    return json::write(view);
}

json::value index(api::Call& call) {
    return call.db.read([&](db::Tx& tx) -> json::value {
        const Known known = known_of(tx, call.act, call.page);
        json::array list;
        for (const Channel* channel : set_up_channels()) list.push_back(shown(*channel, known));
        return list;
    });
}

json::value update(api::Call& call) {
    const Channel& channel = require_channel(call.param("channel"));
    const json::object body = call.body();
    (void)json::read<ChannelDraft>(body);
    return call.db.write([&](db::Tx& tx) -> json::value {
        const pages::Page page = set_up(tx, call.act, channel, body);
        return shown(channel, known_of(tx, call.act, page));
    });
}

json::value test(api::Call& call) {
    const Channel& channel = require_channel(call.param("channel"));
    const auto draft = call.read<TestDraft>();
    return json::write(TestSentView{call.db.write(
        [&](db::Tx& tx) { return try_channel(tx, call.act, call.page, channel, draft.to.value_or("")); })});
}

json::value test_subscriber(api::Call& call) {
    return json::write(TestSentView{
        call.db.write([&](db::Tx& tx) { return try_subscriber(tx, call.act, call.param("subscriber_id")); })});
}

using enum http::Method;
using enum team::Needs;
constexpr auto ours = api::Under::Extension;
constexpr api::Route table[] = {
    {Get, ours, "/:page_id/channels", EditPage, index, "channels.index",
     "List the ways in which messages go out, with what each needs and how it fares", nullptr,
     api::gives<std::vector<ChannelView>>},
    {Put, ours, "/:page_id/channels/:channel", EditPage, update, "channels.update",
     "Fill in the page's account with a channel", api::takes<ChannelDraft>, api::gives<ChannelView>},
    {Post, ours, "/:page_id/channels/:channel/test", EditPage, test, "channels.test",
     "Send a test message; a page can send 10 an hour", api::takes<TestDraft>, api::gives<TestSentView>},
    {Post, ours, "/:page_id/subscribers/:subscriber_id/test", EditPage, test_subscriber, "subscribers.test",
     "Send a test message to a subscriber", nullptr, api::gives<TestSentView>},
};

}  // namespace

std::span<const api::Route> channel_routes() { return table; }

}  // namespace daymark::notify
