// SQL on deliveries.
#include "notify/delivery_store.h"

#include "notify/event_store.h"
#include "platform/text/given.h"

#include <map>
#include <set>

namespace daymark::notify {
namespace {

/// What many deliveries have in common when an answer is taken in: one statement serves them all.
struct Same {
    std::string event_id, reason;
    int attempt = 0;
    DeliveryState state = DeliveryState::Sent;
    Millis due_at = 0;

    friend auto operator<=>(const Same&, const Same&) = default;
};

void insert_answers(db::Tx& tx, std::span<const Result> results, Millis now) {
    // In portions of few sizes, so that there are few statements to prepare.
    while (!results.empty()) {
        const std::size_t count = results.size() >= 32 ? 32 : results.size() >= 8 ? 8 : 1;
        std::vector<db::Value> binds;
        std::string rows;
        for (const Result& result : results.first(count)) {
            const std::size_t first = binds.size();
            const auto& [delivery, verdict, state, due_at] = result;
            for (db::Value& value : std::vector<db::Value>{
                     delivery.event_id, delivery.recipient, std::int64_t(delivery.attempt), now,
                     db::bind(json::word_of(verdict.result)), verdict.reason, db::bind(text::given(verdict.remote_id))})
                binds.push_back(std::move(value));
            rows += rows.empty() ? "(" : ", (";
            for (std::size_t i = first + 1; i <= binds.size(); ++i)
                rows += (i > first + 1 ? ", $" : "$") + std::to_string(i);
            rows += ")";
        }
        tx.run("answers.insert",
               "insert into answers (event_id, recipient, attempt, finished_at, result, reason, remote_id) values " +
                   rows + " on conflict do nothing",
               std::move(binds));
        results = results.subspan(count);
    }
}

}  // namespace

std::vector<Delivery> take(db::Tx& tx, const std::string& event_id, const Claim& claim, Millis now, std::int64_t most,
                           const std::vector<std::string>& earlier, Suspects suspects) {
    std::vector<db::Value> binds{event_id, claim.worker, claim.number, now, suspects == Suspects::One ? 1 : most};
    std::string which = suspects == Suspects::No    ? " and d.crashes < 2"
                        : suspects == Suspects::Few ? " and d.crashes in (2, 3)"
                                                    : " and d.crashes >= 4";
    if (!earlier.empty()) {
        which += R"( and not exists (select 1 from deliveries e where e.recipient = d.recipient
            and e.state in ('WAITING', 'SENDING') and e.event_id in ()" +
                 db::places_for(earlier, binds) + "))";
    }
    std::vector<Delivery> taken;
    for (const db::Row& row : tx.run("deliveries.take",
                                     R"(update deliveries set state = 'SENDING', worker = $2, claim = $3,
        attempt = attempt + 1 where event_id = $1 and recipient in (
            select d.recipient from deliveries d where d.event_id = $1 and d.state = 'WAITING' and d.due_at <= $4)" +
                                         which + " order by d.due_at limit $5" + std::string(tx.skip_locked()) +
                                         ") returning recipient, channel, address, attempt",
                                     std::move(binds))
                                  .rows) {
        taken.push_back(
            {event_id, row.text(0), row.text(1), row.maybe_text(2).value_or(""), static_cast<int>(row.integer(3))});
    }
    return taken;
}

void put_back(db::Tx& tx, const Delivery& delivery, Millis due_at) {
    tx.execute("deliveries.put_back", R"(update deliveries set state = 'WAITING', worker = null, claim = null,
        attempt = attempt - 1, due_at = $3 where event_id = $1 and recipient = $2)",
               delivery.event_id, delivery.recipient, due_at);
}

void call_off(db::Tx& tx, const Delivery& delivery, const std::string& reason) {
    tx.execute("deliveries.call_off", R"(update deliveries set state = 'CANCELLED', worker = null, claim = null,
        attempt = attempt - 1, reason = $3 where event_id = $1 and recipient = $2)",
               delivery.event_id, delivery.recipient, reason);
}

void note_attempts(db::Tx& tx, const std::string& event_id, const Claim& claim, Millis now) {
    tx.execute("attempts.insert", R"(insert into attempts (event_id, recipient, attempt, worker, started_at)
        select event_id, recipient, attempt, worker, $4 from deliveries
        where event_id = $1 and worker = $2 and claim = $3 and state = 'SENDING')",
               event_id, claim.worker, claim.number, now);
}

void give_back(db::Tx& tx, const Claim& claim, Millis now) {
    tx.execute("deliveries.give_back", R"(update deliveries set state = 'WAITING', worker = null, claim = null,
        due_at = $3 where worker = $1 and claim = $2 and state = 'SENDING')",
               claim.worker, claim.number, now);
}

void note_results(db::Tx& tx, const std::vector<Result>& results, Millis now) {
    insert_answers(tx, results, now);
    std::map<Same, std::vector<std::string>> groups;
    std::set<std::string> events;
    for (const Result& result : results) {
        events.insert(result.delivery.event_id);
        const bool sent = result.state == DeliveryState::Sent;
        groups[{result.delivery.event_id, sent ? "" : result.verdict.reason, result.delivery.attempt, result.state,
                result.due_at}]
            .push_back(result.delivery.recipient);
    }
    for (const auto& [same, recipients] : groups) {
        std::vector<db::Value> binds{same.event_id, std::int64_t(same.attempt), db::bind(json::word_of(same.state)),
                                     same.due_at, db::bind(text::given(same.reason))};
        const std::string places = db::places_for(recipients, binds);
        tx.run("deliveries.note_results",
               R"(update deliveries set state = $3, due_at = $4, reason = $5, worker = null, claim = null
            where event_id = $1 and attempt = $2 and state in ('SENDING', 'WAITING') and recipient in ()" +
                   places + ")",
               std::move(binds));
        if (same.state == DeliveryState::Waiting) wake(tx, same.event_id, same.due_at);
    }
    for (const std::string& id : events) finish_if_done(tx, id);
}

bool is_overtaken(db::Tx& tx, const Delivery& delivery) {
    return tx
        .one("deliveries.is_overtaken", R"(select 1 from events this join events newer
            on newer.notice_id = this.notice_id and newer.id > this.id
            join deliveries d on d.event_id = newer.id and d.recipient = $2 and d.state <> 'CANCELLED'
            where this.id = $1 limit 1)",
             delivery.event_id, delivery.recipient)
        .has_value();
}

void supersede(db::Tx& tx, const std::string& event_id, const std::vector<std::string>& earlier) {
    if (earlier.empty()) return;
    std::vector<db::Value> binds{event_id};
    const std::string places = db::places_for(earlier, binds);
    tx.run("deliveries.supersede",
           R"(update deliveries set state = 'SUPERSEDED', reason = 'A newer update was sent'
        where state = 'WAITING' and attempt > 0 and event_id in ()" +
               places + R"() and exists (select 1 from deliveries newer
            where newer.event_id = $1 and newer.recipient = deliveries.recipient))",
           std::move(binds));
}

std::int64_t cancel_waiting(db::Tx& tx, const std::string& event_id, const std::string& reason) {
    return tx.execute(
        "deliveries.cancel_waiting",
        "update deliveries set state = 'CANCELLED', reason = $2 where event_id = $1 and state = 'WAITING'", event_id,
        reason);
}

std::int64_t revive(db::Tx& tx, const std::string& event_id, const std::string& recipient, Millis now) {
    return tx.execute("deliveries.revive", R"(update deliveries set state = 'WAITING', due_at = $2, reason = null
        where event_id = $1 and state in ('DEAD', 'CANCELLED', 'SUPERSEDED') and ($3 = '' or recipient = $3))",
                      event_id, now, recipient);
}

std::vector<LoggedDelivery> list_deliveries(db::Tx& tx, const std::string& event_id, const std::string& state,
                                            const db::Slice& slice) {
    std::vector<db::Value> binds{event_id, state};
    const std::string end = db::slice_sql(slice, {"d.recipient"}, db::Order::Rising, binds);
    std::vector<LoggedDelivery> list;
    std::map<std::string, std::size_t> places;
    std::vector<std::string> recipients;
    for (const db::Row& row : tx.run("deliveries.list",
                                     R"(select d.recipient, d.channel, coalesce(d.address, s.email, s.phone), d.state,
        d.reason, d.due_at from deliveries d left join subscribers s on s.id = d.recipient
        where d.event_id = $1 and ($2 = '' or d.state = $2))" +
                                         end,
                                     std::move(binds))
                                  .rows) {
        places[row.text(0)] = list.size();
        recipients.push_back(row.text(0));
        list.push_back({event_id,
                        row.text(0),
                        row.text(1),
                        row.maybe_text(2).value_or(""),
                        row.text(3),
                        row.maybe_text(4).value_or(""),
                        row.integer(5),
                        {}});
    }
    if (list.empty()) return list;
    std::vector<db::Value> others{event_id};
    const std::string in = db::places_for(recipients, others);
    for (const db::Row& row : tx
                                  .run("attempts.list", R"(select a.recipient, a.attempt, a.started_at, w.finished_at,
        w.result, w.reason from attempts a left join answers w
            on w.event_id = a.event_id and w.recipient = a.recipient and w.attempt = a.attempt
        where a.event_id = $1 and a.recipient in ()" + in + ") order by a.recipient, a.attempt",
                                       std::move(others))
                                  .rows) {
        list[places[row.text(0)]].attempts.push_back({row.integer(1), row.integer(2), row.maybe_integer(3),
                                                      row.maybe_text(4).value_or(""), row.maybe_text(5).value_or("")});
    }
    return list;
}

db::Cursor cursor_of(const LoggedDelivery& delivery) { return {db::bind(delivery.recipient)}; }

std::vector<std::pair<DeliveryState, std::int64_t>> count_by_state(db::Tx& tx, const std::string& event_id) {
    std::vector<std::pair<DeliveryState, std::int64_t>> counts;
    for (const db::Row& row : tx.query(
             "deliveries.count", "select state, count(*) from deliveries where event_id = $1 group by state", event_id))
        counts.emplace_back(json::from_word<DeliveryState>(row.text(0)).value_or(DeliveryState::Cancelled),
                            row.integer(1));
    return counts;
}

Owed owed_by(db::Tx& tx, const std::string& page_id) {
    const auto row = tx.one("deliveries.owed", R"(select count(*), min(e.created_at) from events e
        join deliveries d on d.event_id = e.id and d.state = 'WAITING'
        where e.page_id = $1 and e.state in ('WAITING', 'SPREADING', 'SENDING'))",
                            page_id);
    return {row->integer(0), row->maybe_integer(1)};
}

std::optional<Millis> next_due(db::Tx& tx, const std::string& event_id) {
    return tx
        .one("deliveries.next_due", "select min(due_at) from deliveries where event_id = $1 and state = 'WAITING'",
             event_id)
        ->maybe_integer(0);
}

void finish_if_done(db::Tx& tx, const std::string& event_id) {
    tx.execute("events.finish", R"(update events set state = 'DONE' where id = $1 and state = 'SENDING'
        and not exists (select 1 from deliveries where event_id = $1 and state = 'WAITING')
        and not exists (select 1 from deliveries where event_id = $1 and state = 'SENDING'))",
               event_id);
}

std::int64_t insert_post(db::Tx& tx, const std::string& event_id, Millis now) {
    return tx.execute("deliveries.insert_post", R"(insert into deliveries
        (event_id, recipient, channel, state, due_at) values ($1, 'x', 'X', 'WAITING', $2) on conflict do nothing)",
                      event_id, now);
}

void insert_sender(db::Tx& tx, const std::string& worker) {
    tx.execute("senders.insert", "insert into senders (id, beat) values ($1, 1)", worker);
}

bool beat(db::Tx& tx, const std::string& worker) {
    return tx.execute("senders.beat", "update senders set beat = beat + 1 where id = $1", worker) > 0;
}

std::vector<Sender> list_senders(db::Tx& tx) {
    std::vector<Sender> senders;
    for (const db::Row& row : tx.query("senders.list", "select id, beat from senders"))
        senders.push_back({row.text(0), row.integer(1)});
    return senders;
}

std::int64_t give_up_sender(db::Tx& tx, const std::string& worker, Millis now) {
    tx.execute("senders.give_up", "delete from senders where id = $1", worker);
    tx.execute("events.wake_of_sender", R"(update events set due_at = $2 where due_at > $2
        and id in (select event_id from deliveries where worker = $1 and state = 'SENDING'))",
               worker, now);
    // What takes the sender down each time must not go on for ever; deaths that have nothing to do with it must not
    // cost it, and after four it is under way alone.
    const std::int64_t given_up = tx.execute("deliveries.give_up_poison", R"(update deliveries set state = 'DEAD',
        worker = null, claim = null, reason = 'The sender died of it, or so it seems'
        where worker = $1 and state = 'SENDING' and crashes >= 9)",
                                             worker);
    return given_up + tx.execute("deliveries.rescue", R"(update deliveries set state = 'WAITING', worker = null,
        claim = null, due_at = $2, crashes = crashes + 1 where worker = $1 and state = 'SENDING')",
                                 worker, now);
}

}  // namespace daymark::notify
