// SQL on the log of deliveries.
#include "notify/delivery_log.h"

#include "notify/delivery_store.h"
#include "platform/db/rows.h"

#include <algorithm>
#include <map>
#include <set>

namespace daymark::notify {
namespace {

using Key = std::pair<std::string, std::string>;  // event, recipient

// The order of with_attempts.
#define LOGGED_COLUMNS \
    "d.event_id, d.recipient, d.channel, coalesce(d.address, s.email, s.phone), d.state, d.reason, d.due_at, d.kind"
#define WITH_SUBSCRIBERS "left join subscribers s on s.id = d.recipient"
#define DELIVERIES                                                                                             \
    "select d.event_id, d.recipient, d.channel, d.address, d.state, d.reason, d.due_at, e.kind from events e " \
    "join deliveries d on d.event_id = e.id"

std::vector<LoggedDelivery> with_attempts(db::Tx& tx, const db::Rows& rows) {
    std::vector<LoggedDelivery> list;
    std::map<Key, std::size_t> places;
    std::vector<Key> keys;
    for (const db::Row& row : rows) {
        places[keys.emplace_back(row.text(0), row.text(1))] = list.size();
        list.push_back({row.text(0),
                        row.text(1),
                        row.text(2),
                        row.maybe_text(3).value_or(""),
                        row.text(4),
                        row.maybe_text(5).value_or(""),
                        row.integer(6),
                        row.text(7),
                        {}});
    }
    if (list.empty()) return list;
    std::vector<db::Value> binds;
    const std::string pairs = db::pairs_for(keys, binds);
    for (const db::Row& row : tx.run("attempts.list",
                                     R"(select a.event_id, a.recipient, a.attempt, a.started_at, w.finished_at,
        w.result, w.reason from attempts a left join answers w
            on w.event_id = a.event_id and w.recipient = a.recipient and w.attempt = a.attempt
        where (a.event_id, a.recipient) in )" +
                                         pairs + " order by a.event_id, a.recipient, a.attempt",
                                     std::move(binds))
                                  .rows) {
        list[places[{row.text(0), row.text(1)}]].attempts.push_back(
            {row.integer(2), row.integer(3), row.maybe_integer(4), row.maybe_text(5).value_or(""),
             row.maybe_text(6).value_or("")});
    }
    return list;
}

/// The page's messages, of which the first bind is the page.
std::string messages_to(const Person& person, std::vector<db::Value>& binds) {
    std::string sql = DELIVERIES " where e.page_id = $1";
    // A page has thousands of events, and an event may have a million messages: one is looked up in each.
    sql +=
        " and d.recipient in (" + (person.recipients.empty() ? "''" : db::places_for(person.recipients, binds)) + ")";
    if (person.address.empty()) return sql;
    binds.emplace_back(person.address);
    return sql + " union " DELIVERIES " where e.page_id = $1 and d.address = $" + std::to_string(binds.size());
}

struct Found {
    std::vector<Key> messages;
    std::set<std::string> letters, waiting;  // events
};

Found find_messages(db::Tx& tx, const std::string& page_id, const Person& person) {
    std::vector<db::Value> binds{page_id};
    const std::string sql = messages_to(person, binds);
    Found found;
    for (const db::Row& row : tx.run("deliveries.find_of_person", sql, std::move(binds)).rows) {
        found.messages.emplace_back(row.text(0), row.text(1));
        const auto kind = json::from_word<events::Kind>(row.text(7));
        if (kind && events::is_letter(*kind)) found.letters.insert(row.text(0));
        if (row.text(4) == "WAITING") found.waiting.insert(row.text(0));
    }
    return found;
}

/// One statement on many messages; `begin` ends before "where".
void change(db::Tx& tx, std::string_view name, std::string_view begin, const std::vector<Key>& messages) {
    constexpr std::size_t at_once = 500;
    for (std::size_t from = 0; from < messages.size(); from += at_once) {
        const auto first = messages.begin() + static_cast<std::ptrdiff_t>(from);
        const auto count = static_cast<std::ptrdiff_t>(std::min(at_once, messages.size() - from));
        std::vector<db::Value> binds;
        const std::string pairs = db::pairs_for({first, first + count}, binds);
        tx.run(name, std::string(begin) + " where (event_id, recipient) in " + pairs, std::move(binds));
    }
}

}  // namespace

std::vector<LoggedDelivery> list_deliveries(db::Tx& tx, const std::string& event_id, const std::string& state,
                                            const db::Slice& slice) {
    std::vector<db::Value> binds{event_id, state};
    const std::string end = db::slice_sql(slice, {"d.event_id", "d.recipient"}, db::Order::Rising, binds);
    return with_attempts(tx, tx.run("deliveries.list",
                                    "select " LOGGED_COLUMNS " from (" DELIVERIES
                                    " where e.id = $1) d " WITH_SUBSCRIBERS " where ($2 = '' or d.state = $2)" +
                                        end,
                                    std::move(binds))
                                 .rows);
}

db::Cursor cursor_of(const LoggedDelivery& delivery) {
    return {db::bind(delivery.event_id), db::bind(delivery.recipient)};
}

Person person_of_subscriber(const std::string& subscriber_id) {
    return {{subscriber_id, "owner-of/" + subscriber_id}, {}};
}

std::vector<LoggedDelivery> list_deliveries_to(db::Tx& tx, const std::string& page_id, const Person& person,
                                               const std::string& state, const db::Slice& slice) {
    std::vector<db::Value> binds{page_id, state};
    const std::string messages = messages_to(person, binds);
    const std::string end = db::slice_sql(slice, {"d.event_id", "d.recipient"}, db::Order::Falling, binds);
    return with_attempts(tx, tx.run("deliveries.list_to",
                                    "select " LOGGED_COLUMNS " from (" + messages +
                                        ") d " WITH_SUBSCRIBERS " where ($2 = '' or d.state = $2)" + end,
                                    std::move(binds))
                                 .rows);
}

std::int64_t forget_person(db::Tx& tx, const std::string& page_id, const Person& person) {
    const Found found = find_messages(tx, page_id, person);
    change(tx, "deliveries.forget_person",
           R"(update deliveries set address = null, reason = null,
        state = case when state = 'WAITING' then 'CANCELLED' else state end)",
           found.messages);
    change(tx, "answers.forget_person", "update answers set reason = '', remote_id = null", found.messages);
    for (const std::string& id : found.letters)
        tx.execute("events.forget_person", "update events set detail = '{}' where id = $1", id);
    for (const std::string& id : found.waiting) finish_if_done(tx, id);
    return static_cast<std::int64_t>(found.messages.size());
}

bool forget_events(db::Tx& tx, Millis before, std::int64_t most) {
    // A large one goes piece by piece, so that nobody waits for it.
    const std::int64_t answers =
        tx.execute("answers.forget", R"(delete from answers where (event_id, recipient, attempt) in (
        select a.event_id, a.recipient, a.attempt from answers a join events e on e.id = a.event_id
        where e.created_at < $1 limit $2))",
                   before, most);
    if (answers == most) return false;
    const std::int64_t attempts =
        tx.execute("attempts.forget", R"(delete from attempts where (event_id, recipient, attempt) in (
        select a.event_id, a.recipient, a.attempt from attempts a join events e on e.id = a.event_id
        where e.created_at < $1 limit $2))",
                   before, most);
    if (attempts == most) return false;
    const std::int64_t deliveries =
        tx.execute("deliveries.forget", R"(delete from deliveries where (event_id, recipient) in (
        select d.event_id, d.recipient from deliveries d join events e on e.id = d.event_id
        where e.created_at < $1 limit $2))",
                   before, most);
    if (deliveries == most) return false;
    return tx.execute("events.forget", R"(delete from events where id in (
        select id from events where created_at < $1 order by created_at limit $2))",
                      before, most) < most;
}

}  // namespace daymark::notify
