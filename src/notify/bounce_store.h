// Every SQL statement on mails that came back.
#pragma once

#include "notify/bounce.h"
#include "platform/db/db.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace daymark::notify {

struct StoredBounce {
    std::string report;  // names it
    std::string subscriber_id;
    BounceKind kind = BounceKind::Hard;
    std::int64_t run = 0;
    Millis created_at = 0;
};
/// False when it was taken in before.
[[nodiscard]] bool insert_bounce(db::Tx& tx, const StoredBounce& bounce);
/// The newest soft one that counts.
[[nodiscard]] std::optional<SoftRun> last_soft(db::Tx& tx, const std::string& subscriber_id);
/// What came back before is not held against them any more.
void end_run(db::Tx& tx, const std::string& subscriber_id);
std::int64_t forget_bounces(db::Tx& tx, Millis before, std::int64_t most = 5'000);

/// The page's events since then of which the recipient was told, newest first; at most a thousand.
[[nodiscard]] std::vector<std::string> list_events_told(db::Tx& tx, const std::string& page_id,
                                                        const std::string& recipient, Millis since);
/// What was taken by a server came back: it counts as given up, with that reason.
void note_returned(db::Tx& tx, const std::string& event_id, const std::string& recipient, const std::string& reason);
/// It arrived, and this was said of it.
void note_remark(db::Tx& tx, const std::string& event_id, const std::string& recipient, const std::string& reason);

void count_bounce(db::Tx& tx, BounceKind kind);
/// Since the beginning.
[[nodiscard]] std::vector<std::pair<BounceKind, std::int64_t>> list_bounce_counts(db::Tx& tx);

}  // namespace daymark::notify
