// SQL on events.
#include "notify/event_store.h"

#include "platform/text/given.h"

namespace daymark::notify {
namespace {

// The order of event_from.
#define EVENT_COLUMNS                                                                                            \
    "id, page_id, kind, notice_id, update_id, detail, state, reason, created_at, due_at, starts_at, spread_to, " \
    "recipients"
#define UNFINISHED "state in ('WAITING', 'SPREADING', 'SENDING')"

StoredEvent event_from(const db::Row& row) {
    StoredEvent event;
    event.id = row.text(0);
    event.page_id = row.text(1);
    event.what.kind = json::from_word<events::Kind>(row.text(2)).value_or(events::Kind::Test);
    event.what.notice_id = row.maybe_text(3).value_or("");
    event.what.update_id = row.maybe_text(4).value_or("");
    event.what.detail = json::parse(row.text(5)).as_object();
    event.state = json::from_word<EventState>(row.text(6)).value_or(EventState::Cancelled);
    event.reason = row.maybe_text(7).value_or("");
    event.created_at = row.integer(8);
    event.due_at = row.integer(9);
    event.starts_at = row.integer(10);
    event.spread_to = row.integer(11);
    event.recipients = row.integer(12);
    return event;
}

std::vector<StoredEvent> events_from(const db::Rows& rows) {
    std::vector<StoredEvent> events;
    events.reserve(rows.size());
    for (const db::Row& row : rows) events.push_back(event_from(row));
    return events;
}

std::vector<std::string> texts_from(const db::Rows& rows) {
    std::vector<std::string> texts;
    texts.reserve(rows.size());
    for (const db::Row& row : rows) texts.push_back(row.text(0));
    return texts;
}

}  // namespace

std::vector<std::string> list_busy_pages(db::Tx& tx, Millis now) {
    return texts_from(tx.query("events.list_busy_pages",
                               "select distinct page_id from events where " UNFINISHED
                               R"( and due_at <= $1
        and not exists (select 1 from stopped_pages where stopped_pages.page_id = events.page_id))",
                               now));
}

std::vector<StoredEvent> list_due(db::Tx& tx, const std::string& page_id, Millis now, std::int64_t most) {
    return events_from(tx.query("events.list_due",
                                "select " EVENT_COLUMNS " from events where page_id = $1 and " UNFINISHED
                                " and due_at <= $2 order by id limit $3",
                                page_id, now, most));
}

std::vector<std::string> list_earlier(db::Tx& tx, const StoredEvent& event) {
    if (event.what.notice_id.empty()) return {};
    return texts_from(tx.query("events.list_earlier",
                               "select id from events where notice_id = $1 and id < $2 and " UNFINISHED " order by id",
                               event.what.notice_id, event.id));
}

std::vector<StoredEvent> list_unfinished(db::Tx& tx, const std::string& page_id) {
    auto events = events_from(tx.query("events.list_unfinished",
                                       "select " EVENT_COLUMNS " from events where page_id = $1 and " UNFINISHED
                                       " union all select " EVENT_COLUMNS
                                       " from events where page_id = $1 and state = 'HELD' order by id",
                                       page_id));
    return events;
}

std::vector<std::string> list_owing_pages(db::Tx& tx) {
    return texts_from(tx.query("events.list_owing_pages",
                               "select page_id from events where " UNFINISHED
                               " union select page_id from events where state = 'HELD' order by page_id"));
}

std::int64_t count_held(db::Tx& tx, const std::string& page_id) {
    return tx.one("events.count_held", "select count(*) from events where page_id = $1 and state = 'HELD'", page_id)
        ->integer(0);
}

bool has_newer(db::Tx& tx, const StoredEvent& event) {
    return !event.what.notice_id.empty() &&
           tx.one("events.has_newer", R"(select 1 from events where notice_id = $1 and id > $2
        and state in ('WAITING', 'SPREADING', 'SENDING', 'DONE') limit 1)",
                  event.what.notice_id, event.id)
               .has_value();
}

std::int64_t hold_overdue(db::Tx& tx, Millis before, const std::string& reason) {
    return tx.execute("events.hold_overdue",
                      "update events set state = 'HELD', reason = $2 where " UNFINISHED
                      R"( and due_at < $1 and not exists (select 1 from deliveries d
            where d.event_id = events.id and d.state = 'WAITING' and d.due_at >= $1))",
                      before, reason);
}

void release(db::Tx& tx, const StoredEvent& event, Millis now) {
    // A letter, or a post alone, has its messages already.
    const EventState state = event.spread_to > 0    ? EventState::Spreading
                             : event.recipients > 0 ? EventState::Sending
                                                    : EventState::Waiting;
    start_anew(tx, event.id, state, now);
}

std::optional<StoredEvent> find_event(db::Tx& tx, const std::string& page_id, const std::string& id) {
    const auto row =
        tx.one("events.find", "select " EVENT_COLUMNS " from events where page_id = $1 and id = $2", page_id, id);
    return row ? std::optional(event_from(*row)) : std::nullopt;
}

std::vector<StoredEvent> list_events(db::Tx& tx, const std::string& page_id, const db::Slice& slice) {
    std::vector<db::Value> binds{page_id};
    const std::string end = db::slice_sql(slice, {"id"}, db::Order::Falling, binds);
    return events_from(
        tx.run("events.list", "select " EVENT_COLUMNS " from events where page_id = $1" + end, std::move(binds)).rows);
}

db::Cursor cursor_of(const StoredEvent& event) { return {db::bind(event.id)}; }

std::int64_t count_raised(db::Tx& tx, const std::string& page_id, Millis since) {
    return tx
        .one("events.count_raised", R"(select count(*) from events where page_id = $1 and created_at > $2
        and recipients > 0 and kind in ('INCIDENT_OPENED', 'INCIDENT_UPDATED', 'POSTMORTEM_WRITTEN', 'MAINTENANCE_PLANNED',
            'MAINTENANCE_UPDATED', 'MAINTENANCE_MOVED', 'NOTICE_POSTED', 'COMPONENT_CHANGED'))",
             page_id, since)
        ->integer(0);
}

bool move_on(db::Tx& tx, const StoredEvent& event, std::int64_t to) {
    return tx.execute("events.move_on",
                      "update events set spread_to = $3, state = 'SPREADING' where id = $1 and "
                      "spread_to = $2 and state in ('WAITING', 'SPREADING')",
                      event.id, event.spread_to, to) > 0;
}

void add_recipients(db::Tx& tx, const std::string& id, std::int64_t more) {
    tx.execute("events.add_recipients", "update events set recipients = recipients + $2 where id = $1", id, more);
}

void set_state(db::Tx& tx, const std::string& id, EventState state, const std::string& reason) {
    tx.execute("events.set_state", "update events set state = $2, reason = $3 where id = $1", id, json::word_of(state),
               text::given(reason));
}

void call_off(db::Tx& tx, const std::string& id, const std::string& reason) {
    tx.execute("events.call_off",
               "update events set state = 'CANCELLED', reason = $2, untold = 1, again_from = null where id = $1", id,
               reason);
}

void start_anew(db::Tx& tx, const std::string& id, EventState state, Millis now) {
    tx.execute("events.start_anew",
               "update events set state = $2, reason = null, due_at = $3, starts_at = $3, untold = 0 where id = $1", id,
               json::word_of(state), now);
}

void send_all_again(db::Tx& tx, const std::string& id, EventState state, Millis now) {
    start_anew(tx, id, state, now);
    tx.execute("events.send_all_again", "update events set again_from = '' where id = $1", id);
}

void set_due(db::Tx& tx, const std::string& id, Millis due_at) {
    tx.execute("events.set_due", "update events set due_at = $2 where id = $1", id, due_at);
}

void wake(db::Tx& tx, const std::string& id, Millis due_at) {
    tx.execute("events.wake", "update events set due_at = $2 where id = $1 and due_at > $2", id, due_at);
}

}  // namespace daymark::notify
