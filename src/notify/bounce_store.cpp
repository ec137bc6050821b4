// SQL on mails that came back.
#include "notify/bounce_store.h"

#include "notify/delivery_store.h"

namespace daymark::notify {

bool insert_bounce(db::Tx& tx, const StoredBounce& bounce) {
    return tx.execute("bounces.insert", R"(insert into bounces (report, subscriber_id, kind, run, created_at)
        values ($1, $2, $3, $4, $5) on conflict do nothing)",
                      bounce.report, bounce.subscriber_id, json::word_of(bounce.kind), bounce.run,
                      bounce.created_at) > 0;
}

std::optional<SoftRun> last_soft(db::Tx& tx, const std::string& subscriber_id) {
    const auto row = tx.one("bounces.last_soft", R"(select run, created_at from bounces
        where subscriber_id = $1 and run > 0 order by created_at desc, run desc limit 1)",
                            subscriber_id);
    return row ? std::optional(SoftRun{row->integer(0), row->integer(1)}) : std::nullopt;
}

void end_run(db::Tx& tx, const std::string& subscriber_id) {
    tx.execute("bounces.end_run", "update bounces set run = 0 where subscriber_id = $1 and run > 0", subscriber_id);
}

std::int64_t forget_bounces(db::Tx& tx, Millis before, std::int64_t most) {
    return tx.execute("bounces.forget", R"(delete from bounces where report in (
        select report from bounces where created_at < $1 order by created_at limit $2))",
                      before, most);
}

std::vector<std::string> list_events_told(db::Tx& tx, const std::string& page_id, const std::string& recipient,
                                          Millis since) {
    std::vector<std::string> ids;
    for (const db::Row& row : tx.query("bounces.events_told", R"(select e.id from events e
        join deliveries d on d.event_id = e.id and d.recipient = $2
        where e.page_id = $1 and e.created_at >= $3 order by e.id desc limit 1000)",
                                       page_id, recipient, since))
        ids.push_back(row.text(0));
    return ids;
}

void note_returned(db::Tx& tx, const std::string& event_id, const std::string& recipient, const std::string& reason) {
    // A server near by may write back before its first answer is kept.
    tx.execute("deliveries.note_returned", R"(update deliveries set state = 'DEAD', reason = $3, worker = null,
        claim = null where event_id = $1 and recipient = $2 and state in ('SENT', 'SENDING'))",
               event_id, recipient, reason);
    finish_if_done(tx, event_id);
}

void note_remark(db::Tx& tx, const std::string& event_id, const std::string& recipient, const std::string& reason) {
    tx.execute("deliveries.note_remark",
               "update deliveries set reason = $3 where event_id = $1 and recipient = $2 and state = 'SENT'", event_id,
               recipient, reason);
}

void count_bounce(db::Tx& tx, BounceKind kind) {
    tx.execute("bounce_counts.raise", R"(insert into bounce_counts (kind, bounces) values ($1, 1)
        on conflict (kind) do update set bounces = bounce_counts.bounces + 1)",
               json::word_of(kind));
}

std::vector<std::pair<BounceKind, std::int64_t>> list_bounce_counts(db::Tx& tx) {
    std::vector<std::pair<BounceKind, std::int64_t>> counts;
    for (const db::Row& row : tx.query("bounce_counts.list", "select kind, bounces from bounce_counts")) {
        if (const auto kind = json::from_word<BounceKind>(row.text(0))) counts.emplace_back(*kind, row.integer(1));
    }
    return counts;
}

}  // namespace daymark::notify
