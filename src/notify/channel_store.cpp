// SQL on channels.
#include "notify/channel_store.h"

#include "platform/text/given.h"

#include <algorithm>
#include <map>
#include <utility>

namespace daymark::notify {
namespace {

constexpr std::int64_t slots = 8, days_looked_at = 7;  // of migration 0025

/// What one channel of one page had of many attempts.
struct Share {
    bool succeeded = false, failed = false;
    std::string reason;
    std::int64_t given_up = 0;
    Millis resting_until = 0;
};

void add(const Outcome& outcome, Share& share) {
    const bool sent = outcome.result.state == DeliveryState::Sent;
    (sent ? share.succeeded : share.failed) = true;
    if (!sent) share.reason = outcome.result.verdict.reason;
    if (outcome.result.state == DeliveryState::Dead) ++share.given_up;
    share.resting_until = std::max(share.resting_until, outcome.resting_until);
}

}  // namespace

void note_health(db::Tx& tx, const std::vector<Outcome>& outcomes, Millis now) {
    // In the same order everywhere, so that no two wait for each other.
    std::map<std::pair<std::string, std::string>, Share> shares;
    for (const Outcome& outcome : outcomes) {
        if (!outcome.channel.empty()) add(outcome, shares[{outcome.target.page_id, outcome.channel}]);
    }
    const auto at = [now](bool happened) { return happened ? std::optional(now) : std::nullopt; };
    const std::int64_t today = now / one_day;
    for (const auto& [key, share] : shares) {
        // A page that was erased meanwhile is passed over.
        tx.execute("channel_health.note", R"(insert into channel_health
            (page_id, channel, last_success_at, last_failure_at, last_failure_reason, resting_until)
            select id, $2, $3, $4, $5, $6 from pages where id = $1
            on conflict (page_id, channel) do update set
                last_success_at = coalesce(excluded.last_success_at, channel_health.last_success_at),
                last_failure_at = coalesce(excluded.last_failure_at, channel_health.last_failure_at),
                last_failure_reason = coalesce(excluded.last_failure_reason, channel_health.last_failure_reason),
                resting_until = case when excluded.resting_until > channel_health.resting_until
                    then excluded.resting_until else channel_health.resting_until end)",
                   key.first, key.second, at(share.succeeded), at(share.failed), text::given(share.reason),
                   share.resting_until);
        if (share.given_up == 0) continue;
        tx.execute("channel_days.note", R"(insert into channel_days (page_id, channel, slot, day, failed)
            select id, $2, $3, $4, $5 from pages where id = $1
            on conflict (page_id, channel, slot) do update set day = excluded.day, failed = excluded.failed
                + case when channel_days.day = excluded.day then channel_days.failed else 0 end)",
                   key.first, key.second, today % slots, today, share.given_up);
    }
}

std::vector<ChannelHealth> list_health(db::Tx& tx, const std::string& page_id, Millis now) {
    std::vector<ChannelHealth> list;
    for (const db::Row& row : tx.query("channel_health.list", R"(select h.channel, h.last_success_at, h.last_failure_at,
        h.last_failure_reason, h.resting_until, cast(coalesce((select sum(d.failed) from channel_days d
            where d.page_id = h.page_id and d.channel = h.channel and d.day > $2), 0) as bigint)
        from channel_health h where h.page_id = $1)",
                                       page_id, now / one_day - days_looked_at)) {
        list.push_back({row.text(0), row.maybe_integer(1), row.maybe_integer(2), row.maybe_text(3).value_or(""),
                        row.integer(4), row.integer(5)});
    }
    return list;
}

std::vector<WaitingShare> list_waiting(db::Tx& tx, const std::string& page_id) {
    std::vector<WaitingShare> list;
    for (const db::Row& row : tx.query("deliveries.list_waiting", R"(select channel, count(*), min(created_at) from
        (select d.channel as channel, e.created_at as created_at from events e
            join deliveries d on d.event_id = e.id and d.state = 'WAITING'
            where e.page_id = $1 and e.state in ('WAITING', 'SPREADING', 'SENDING') order by e.id limit $2) owed
        group by channel)",
                                       page_id, most_looked_at))
        list.push_back({row.text(0), row.integer(1), row.integer(2)});
    return list;
}

std::int64_t count_tests(db::Tx& tx, const std::string& page_id, Millis since) {
    return tx
        .one("events.count_tests",
             "select count(*) from events where kind = 'TEST' and page_id = $1 and created_at > $2", page_id, since)
        ->integer(0);
}

}  // namespace daymark::notify
