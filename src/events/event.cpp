// Writing of events; what becomes of them is the business of notify.
#include "events/event.h"

#include "platform/text/given.h"

#include <algorithm>

namespace daymark::events {
namespace {

std::string insert(db::Tx& tx, const Act& act, const Event& event, std::string_view state, Millis due_at) {
    std::string id = act.new_id();
    tx.execute("events.insert", R"(insert into events
        (id, page_id, kind, notice_id, update_id, detail, state, created_at, due_at, starts_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9))",
               id, act.page_id, json::word_of(event.kind), text::given(event.notice_id), text::given(event.update_id),
               json::text(event.detail), state, act.now, due_at);
    if (act.world.event_raised) tx.after_commit(act.world.event_raised);
    return id;
}

}  // namespace

std::string raise(db::Tx& tx, const Act& act, const Event& event) {
    return insert(tx, act, event, "WAITING", std::max(act.now + act.world.send_delay, event.not_before));
}

std::string raise_letter(db::Tx& tx, const Act& act, const Event& event, const Receiver& to) {
    std::string id = insert(tx, act, event, "SENDING", act.now);
    tx.execute("events.insert_letter", R"(insert into deliveries
        (event_id, recipient, channel, address, state, due_at) values ($1, $2, $3, $4, 'WAITING', $5))",
               id, to.recipient, to.channel, text::given(to.address), act.now);
    tx.execute("events.count_letter", "update events set recipients = 1 where id = $1", id);
    return id;
}

}  // namespace daymark::events
