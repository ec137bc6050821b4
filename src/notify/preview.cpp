// The change happens in a transaction that is rolled back; messages come from where real ones do.
#include "notify/preview.h"

#include "notify/event_store.h"
#include "notify/prepare.h"
#include "notify/sms_text.h"
#include "pages/page_store.h"
#include "subscribers/subscriber_store.h"

namespace daymark::notify {
namespace {

/// Thrown to roll back.
struct Rehearsed {};

/// What the change raised for people; a component's own change goes to webhooks beside it.
std::optional<StoredEvent> raised_since(db::Tx& tx, const Act& act, const std::vector<StoredEvent>& before) {
    const std::string newest = before.empty() ? "" : before.front().id;
    for (const StoredEvent& event : list_events(tx, act.page_id, {})) {
        if (event.id == newest) break;
        if (!events::is_letter(event.what.kind) && event.what.kind != events::Kind::ComponentChanged) return event;
    }
    return std::nullopt;
}

PreviewedMessage message_to(db::Tx& tx, const Act& act, const pages::Page& page, const StoredEvent& event,
                            const subscribers::Subscriber& to) {
    const auto pages = pages::Address::of(act.world.base_url, act.world.base_host);
    const std::string channel(json::word_of(to.channel));
    Preparation preparation(act.world, {pages, {}, {}});
    const Prepared prepared = std::move(preparation.prepare(tx, event, {{event.id, to.id, channel, {}, 1}}).front());
    PreviewedMessage message{channel, prepared.called_off, {}, {}, {}, {}};
    if (!message.called_off.empty()) return message;
    if (const auto* mail = std::get_if<Mail>(&prepared.message)) {
        message.subject = mail->body.subject;
        message.text = mail->body.text;
        message.html = mail->body.html;
    } else if (to.channel == subscribers::Channel::Sms) {
        // The request itself holds the provider's credentials.
        const auto notice = compose(tx, page, event, reading_of(page, to), pages, act.now);
        message.text = sms_of(*notice, links_of(act.world.key, pages.root_of(page.subdomain), to.id));
    } else {
        message.body = std::get<net::HttpRequest>(prepared.message).body;
    }
    return message;
}

}  // namespace

Preview rehearse(db::Db& db, const Act& act, const std::function<void(db::Tx&)>& change,
                 const std::string& subscriber_id) {
    Preview preview;
    std::optional<Scope> scope;
    try {
        db.write([&](db::Tx& tx) {
            preview = {};
            const auto before = list_events(tx, act.page_id, {.limit = 1, .offset = 0, .after = {}});
            change(tx);
            const auto event = raised_since(tx, act, before);
            const auto page = pages::find(tx, act.page_id);
            if (event) scope = Scope::of(tx, *page, event->what);
            if (!event || !scope) throw Rehearsed{};
            preview.kind = event->what.kind;
            if (!subscriber_id.empty()) {
                const auto to = subscribers::find(tx, act.page_id, subscriber_id);
                if (!to) throw Error::not_found("Subscriber");
                preview.message = message_to(tx, act, *page, *event, *to);
            }
            throw Rehearsed{};
        });
    } catch (const Rehearsed&) {
    }
    if (scope) preview.forecast = db.read([&](db::Tx& tx) { return forecast(tx, *scope); });
    return preview;
}

}  // namespace daymark::notify
