// SQL on deliveries.
#include "notify/delivery_store.h"

#include "notify/event_store.h"
#include "platform/db/rows.h"
#include "platform/text/given.h"

#include <map>
#include <set>

namespace daymark::notify {
namespace {

// Of an event that waits for earlier ones, so many messages are looked at in a turn.
constexpr const char* looked_at = "512";

#define GIVEN_UP "('DEAD', 'CANCELLED', 'SUPERSEDED')"

/// What many deliveries have in common when an answer is taken in: one statement serves them all.
struct Same {
    Claim claim;
    std::string event_id, reason;
    int attempt = 0;
    DeliveryState state = DeliveryState::Sent;
    Millis due_at = 0;

    friend auto operator<=>(const Same&, const Same&) = default;
};

/// Few sizes make few statements. They stand in the text: a planner that does not know how little is wanted reads all.
std::string limit_of(std::int64_t most) {
    for (const std::int64_t size : {128, 32, 8}) {
        if (most >= size) return std::to_string(size);
    }
    return "1";
}

/// How many messages of the `earlier` events the recipient still waits for. Counted for one row after the other: a
/// planner makes a join of "not exists", which reads all of both.
std::string count_of_earlier(const std::string& places, const std::string& more) {
    return "(select count(*) from deliveries e where e.event_id in (" + places +
           ") and e.recipient = c.recipient and " + more + ")";
}

void insert_answers(db::Tx& tx, const std::vector<Result>& results, Millis now) {
    std::vector<std::vector<db::Value>> rows;
    for (const auto& [delivery, verdict, state, due_at] : results)
        rows.push_back({delivery.event_id, delivery.recipient, std::int64_t(delivery.attempt), now,
                        db::bind(verdict.unknown ? "UNKNOWN" : json::word_of(verdict.result)), verdict.reason,
                        db::bind(text::given(verdict.remote_id))});
    db::insert_rows(tx, "answers.insert",
                    "insert into answers (event_id, recipient, attempt, finished_at, result, reason, remote_id)",
                    std::move(rows), " on conflict do nothing");
}

}  // namespace

std::vector<Delivery> take(db::Tx& tx, const std::string& event_id, const Claim& claim, Millis now, std::int64_t most,
                           const std::vector<std::string>& earlier, Suspects suspects) {
    std::vector<db::Value> binds{event_id, claim.worker, claim.number, now};
    const std::string place(tx.row_place()), limit = limit_of(suspects == Suspects::One ? 1 : most);
    const std::string_view which = suspects == Suspects::No    ? "d.crashes < 2"
                                   : suspects == Suspects::Few ? "d.crashes in (2, 3)"
                                                               : "d.crashes >= 4";
    std::string due = "select d." + place + " as place, d.recipient, d.due_at from deliveries d where d.event_id = $1" +
                      " and d.state = 'WAITING' and d.due_at <= $4 and " + std::string(which) +
                      " order by d.due_at limit " + (earlier.empty() ? limit : looked_at) +
                      std::string(tx.skip_locked());
    std::string free = "select c.place from (" + due + ") c";
    if (!earlier.empty()) {
        free += " where " + count_of_earlier(db::places_for(earlier, binds), "e.state in ('WAITING', 'SENDING')") +
                " = 0 order by c.due_at limit " + limit;
    }
    std::vector<Delivery> taken;
    for (const db::Row& row :
         tx.run("deliveries.take",
                "update deliveries set state = 'SENDING', worker = $2, claim = $3, "
                "attempt = attempt + 1 where " +
                    place + " in (" + free + ") returning recipient, channel, address, attempt, crashes",
                std::move(binds))
             .rows) {
        taken.push_back({event_id, row.text(0), row.text(1), row.maybe_text(2).value_or(""),
                         static_cast<int>(row.integer(3)), claim, static_cast<int>(row.integer(4))});
    }
    return taken;
}

std::int64_t pass_over(db::Tx& tx, const std::string& event_id, const std::vector<std::string>& earlier, Millis now,
                       Millis until) {
    std::vector<db::Value> binds{event_id, now, until};
    const std::string place(tx.row_place());
    const std::string waited_for =
        count_of_earlier(db::places_for(earlier, binds), "e.state = 'WAITING' and e.due_at > $2");
    return tx
        .run("deliveries.pass_over",
             "update deliveries set due_at = $3 where " + place + " in (select c.place from (select d." + place +
                 " as place, d.recipient from deliveries d where d.event_id = $1 and d.state = 'WAITING' and "
                 "d.due_at <= $2 order by d.due_at limit " +
                 looked_at + std::string(tx.skip_locked()) + ") c where " + waited_for + " > 0)",
             std::move(binds))
        .changed;
}

void put_back(db::Tx& tx, const Delivery& delivery, Millis due_at) {
    tx.execute("deliveries.put_back", R"(update deliveries set state = 'WAITING', worker = null, claim = null,
        attempt = attempt - 1, due_at = $3 where event_id = $1 and recipient = $2)",
               delivery.event_id, delivery.recipient, due_at);
}

void call_off(db::Tx& tx, const Delivery& delivery, DeliveryState state, const std::string& reason) {
    tx.execute("deliveries.call_off", R"(update deliveries set state = $3, worker = null, claim = null,
        attempt = attempt - 1, reason = $4 where event_id = $1 and recipient = $2)",
               delivery.event_id, delivery.recipient, json::word_of(state), reason);
}

void note_attempts(db::Tx& tx, const Claim& claim, Millis now) {
    tx.execute("attempts.insert", R"(insert into attempts (event_id, recipient, attempt, worker, started_at)
        select event_id, recipient, attempt, worker, $3 from deliveries
        where worker = $1 and claim = $2 and state = 'SENDING')",
               claim.worker, claim.number, now);
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
        groups[{result.delivery.claim, result.delivery.event_id, sent ? "" : result.verdict.reason,
                result.delivery.attempt, result.state, result.due_at}]
            .push_back(result.delivery.recipient);
    }
    for (const auto& [same, recipients] : groups) {
        const std::string change =
            "update deliveries set state = $3, due_at = $4, reason = $5, worker = null, "
            "claim = null where ";
        std::vector<db::Value> binds{same.claim.worker, same.claim.number, db::bind(json::word_of(same.state)),
                                     same.due_at, db::bind(text::given(same.reason))};
        const std::string places = db::places_for(recipients, binds);
        const auto noted =
            tx.run("deliveries.note_results",
                   change + "worker = $1 and claim = $2 and state = 'SENDING' and recipient in (" + places + ")", binds)
                .changed;
        if (noted < static_cast<std::int64_t>(recipients.size())) {
            // Of a sender that was given up meanwhile.
            binds[0] = same.event_id;
            binds[1] = std::int64_t(same.attempt);
            tx.run("deliveries.note_late",
                   change + "event_id = $1 and attempt = $2 and state in ('SENDING', 'WAITING') and recipient in (" +
                       places + ")",
                   std::move(binds));
        }
        if (same.state == DeliveryState::Waiting) wake(tx, same.event_id, same.due_at);
    }
    for (const std::string& id : events) finish_if_done(tx, id);
}

bool is_overtaken(db::Tx& tx, const Delivery& delivery) {
    return tx
        .one("deliveries.is_overtaken", R"(select 1 from events this join events newer
            on newer.notice_id = this.notice_id and newer.id > this.id
            join deliveries d on d.event_id = newer.id and d.recipient = $2 and d.state <> 'CANCELLED'
                and newer.state <> 'CANCELLED'
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
               places + R"() and (select count(*) from deliveries newer
            where newer.event_id = $1 and newer.recipient = deliveries.recipient) > 0)",
           std::move(binds));
}

void cancel_some(db::Tx& tx, std::int64_t most) {
    const auto event =
        tx.one("events.find_untold", "select id, reason from events where untold = 1 order by id limit 1");
    if (!event) return;
    const std::string place(tx.row_place());
    const std::int64_t cancelled =
        tx.execute("deliveries.cancel_some",
                   "update deliveries set state = 'CANCELLED', reason = $2 where " + place + " in (select d." + place +
                       " from deliveries d where d.event_id = $1 and d.state = 'WAITING' order by d.due_at limit " +
                       std::to_string(most) + std::string(tx.skip_locked()) + ")",
                   event->text(0), event->maybe_text(1));
    if (cancelled == 0) tx.execute("events.told_none", "update events set untold = 0 where id = $1", event->text(0));
}

std::int64_t count_given_up(db::Tx& tx, const std::string& event_id) {
    return tx
        .one("deliveries.count_given_up", "select count(*) from deliveries where event_id = $1 and state in " GIVEN_UP,
             event_id)
        ->integer(0);
}

bool revive(db::Tx& tx, const std::string& event_id, const std::string& recipient, Millis now) {
    return tx.execute("deliveries.revive",
                      "update deliveries set state = 'WAITING', due_at = $3, reason = null "
                      "where event_id = $1 and recipient = $2 and state in " GIVEN_UP,
                      event_id, recipient, now) > 0;
}

void revive_some(db::Tx& tx, std::int64_t most, Millis now) {
    const auto event = tx.one("events.find_sent_again",
                              "select id, again_from from events where again_from is not null order by id limit 1");
    if (!event) return;
    const std::string id = event->text(0), from = event->text(1);
    const auto to = tx.one("deliveries.end_of_piece",
                           R"(select max(recipient) from (select recipient from deliveries
        where event_id = $1 and recipient > $2 order by recipient limit $3) piece)",
                           id, from, most)
                        ->maybe_text(0);
    tx.execute("events.note_sent_again", "update events set again_from = $2 where id = $1", id, to);
    if (to) {
        tx.execute("deliveries.revive_some",
                   "update deliveries set state = 'WAITING', due_at = $4, reason = null "
                   "where event_id = $1 and recipient > $2 and recipient <= $3 and state in " GIVEN_UP,
                   id, from, *to, now);
        wake(tx, id, now);
    } else {
        finish_if_done(tx, id);
    }
}

bool has_pieces(db::Tx& tx) {
    return tx
        .one(
            "events.has_pieces",
            "select 1 from events where untold = 1 union all select 1 from events where again_from is not null limit 1")
        .has_value();
}

std::vector<std::pair<DeliveryState, std::int64_t>> count_by_state(db::Tx& tx, const std::string& event_id) {
    std::vector<std::pair<DeliveryState, std::int64_t>> counts;
    for (const db::Row& row : tx.query(
             "deliveries.count", "select state, count(*) from deliveries where event_id = $1 group by state", event_id))
        counts.emplace_back(json::from_word<DeliveryState>(row.text(0)).value_or(DeliveryState::Cancelled),
                            row.integer(1));
    return counts;
}

Owed owed_by(db::Tx& tx, const std::string& page_id) {
    const auto row = tx.one("deliveries.owed", R"(select count(*), min(created_at) from (
        select e.created_at from events e join deliveries d on d.event_id = e.id and d.state = 'WAITING'
        where e.page_id = $1 and e.state in ('WAITING', 'SPREADING', 'SENDING') order by e.id limit $2) owed)",
                            page_id, most_owed);
    return {row->integer(0), row->maybe_integer(1)};
}

std::optional<Millis> next_due(db::Tx& tx, const std::string& event_id) {
    const auto row = tx.one("deliveries.next_due",
                            "select due_at from deliveries where event_id = $1 and state = 'WAITING' "
                            "order by due_at limit 1",
                            event_id);
    return row ? std::optional(row->integer(0)) : std::nullopt;
}

void finish_if_done(db::Tx& tx, const std::string& event_id) {
    // By their order, so that each comes from the index of what it asks for, however many were sent.
    tx.execute("events.finish", R"(update events set state = 'DONE' where id = $1 and state = 'SENDING'
        and again_from is null
        and (select due_at from deliveries where event_id = $1 and state = 'WAITING' order by due_at limit 1) is null
        and (select worker from deliveries where event_id = $1 and state = 'SENDING' order by worker limit 1) is null)",
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
