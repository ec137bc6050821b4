// Spreading of events.
#include "notify/spread.h"

#include "notify/delivery_store.h"
#include "notify/event_store.h"
#include "notify/recipients.h"
#include "notify/sending.h"
#include "pages/page_store.h"
#include "pages/x_connection.h"
#include "platform/base/crash_point.h"

#include <algorithm>

namespace daymark::notify {
namespace {

constexpr std::int64_t most_looked_at = 20;

/// The first that nobody has spread whole; one follows the other, so that nobody hears of an end before the beginning.
std::optional<StoredEvent> next_to_spread(db::Tx& tx, const std::string& page_id, Millis now) {
    for (const StoredEvent& event : list_due(tx, page_id, now, most_looked_at)) {
        if (event.state == EventState::Waiting || event.state == EventState::Spreading) return event;
    }
    return std::nullopt;
}

/// Guess: nobody writes so much news in ten minutes by hand; a monitor that flaps does, and everybody would hear of it.
bool is_flood(db::Tx& tx, const StoredEvent& event, std::int64_t flood, Millis now) {
    if (flood == 0 || event.state != EventState::Waiting ||
        count_raised(tx, event.page_id, now - 10 * one_minute) < flood)
        return false;
    stop_page(tx, event.page_id, "More than " + std::to_string(flood) + " news within ten minutes", now);
    return true;
}

/// The page's own post on X, if it has an account there and is open to all.
std::int64_t list_post(db::Tx& tx, const World& world, const pages::Page& page, const Scope& scope,
                       const std::string& event_id, Millis now) {
    if (scope.webhooks_only || page.settings.is_private) return 0;
    return is_set_up(x_channel, pages::accounts_for_sending(tx, world, page.id)) ? insert_post(tx, event_id, now) : 0;
}

void spread_one(db::Tx& tx, const World& world, const StoredEvent& event, std::int64_t flood) {
    const Millis now = world.clock.now();
    const auto page = pages::find(tx, event.page_id);
    const auto scope = page ? Scope::of(tx, *page, event.what) : std::nullopt;
    if (!scope) {
        call_off(tx, event.id, "What it tells of is not there any more");
        return;
    }
    if (is_flood(tx, event, flood, now)) return;
    const std::int64_t last = last_place(tx, event.page_id);
    const std::int64_t to = std::min(event.spread_to + spread_piece, last);
    if (!move_on(tx, event, to)) return;
    std::int64_t recipients = list_recipients(tx, *scope, event.id, event.spread_to, to, event.starts_at, now);
    if (event.state == EventState::Waiting) recipients += list_post(tx, world, *page, *scope, event.id, now);
    add_recipients(tx, event.id, recipients);
    crash_point("spread.mid_piece");
    supersede(tx, event.id, list_earlier(tx, event));
    if (to == last)
        set_state(tx, event.id, EventState::Sending);
    else
        tx.may_be_lost();  // it would be listed again; the last piece makes all durable
}

}  // namespace

bool spread_some(db::Db& db, const World& world, std::int64_t flood) {
    const Millis now = world.clock.now();
    bool any = false;
    for (const std::string& page_id : db.read([&](db::Tx& tx) { return list_busy_pages(tx, now); })) {
        const auto event = db.read([&](db::Tx& tx) { return next_to_spread(tx, page_id, now); });
        if (!event) continue;
        db.write([&](db::Tx& tx) { spread_one(tx, world, *event, flood); });
        any = true;
        crash_point("spread.between_pieces");
    }
    return any;
}

}  // namespace daymark::notify
