// Every SQL statement on how a page's channels fare.
#pragma once

#include "notify/results.h"
#include "platform/db/db.h"

#include <optional>
#include <string>
#include <vector>

namespace daymark::notify {

/// Takes in what came of attempts. Comes last in its transaction: nodes that send for one page wait for each other
/// here.
void note_health(db::Tx& tx, const std::vector<Outcome>& outcomes, Millis now);

struct ChannelHealth {
    std::string channel;  // its name
    std::optional<Millis> last_success_at, last_failure_at;
    std::string last_failure_reason;
    Millis resting_until = 0;  // until then somebody of the other side is left in peace
    std::int64_t failed = 0;   // messages given up today (UTC) and on the six days before
};
/// Of those channels that something was ever sent by.
[[nodiscard]] std::vector<ChannelHealth> list_health(db::Tx& tx, const std::string& page_id, Millis now);

/// What waits, by the channel's word ("EMAIL"), and since when its oldest. Of more than `most_looked_at` messages,
/// those of the oldest events.
struct WaitingShare {
    std::string channel;
    std::int64_t messages = 0;
    Millis since = 0;
};
[[nodiscard]] std::vector<WaitingShare> list_waiting(db::Tx& tx, const std::string& page_id);
inline constexpr std::int64_t most_looked_at = 20'000;

/// Tests that the page sent since then.
[[nodiscard]] std::int64_t count_tests(db::Tx& tx, const std::string& page_id, Millis since);

}  // namespace daymark::notify
