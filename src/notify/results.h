// What becomes of a delivery after an attempt, and of whoever was to get it.
#pragma once

#include "activity/act.h"
#include "notify/delivery.h"
#include "platform/db/db.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace daymark::notify {

/// The delivery after a verdict: sent, waiting for its next attempt, or dead. `waits`: the channel's; `luck`: from 0 to
/// 1, spreads the next attempts of many by a fifth around their time.
[[nodiscard]] Result result_of(const Delivery& delivery, const Verdict& verdict, std::span<const Millis> waits,
                               double luck, Millis now);

/// What is known of the one it went to.
struct Target {
    std::string page_id, workspace_id = {};
    std::string webhook_host = {};  // of webhooks
    bool is_test = false;           // what comes of it says nothing of whoever gets it
};
struct Outcome {
    Result result;
    Target target;
    std::string channel = {};  // its name
    Millis resting_until = 0;  // until then the other side is left in peace
};

/// Takes in what came of attempts, in one transaction: an address that is gone is paused, and so is a webhook of which
/// ten deliveries in a row failed; its owner is told the first time, and not again before a day has gone.
void take_in(db::Db& db, const World& world, const std::vector<Outcome>& outcomes);

/// Something did not reach the subscriber. `over`: nothing is sent to them any more, for that reason.
void count_failure(db::Tx& tx, subscribers::Subscriber& subscriber, bool over, const std::string& reason, Millis now);

inline constexpr std::int64_t most_failures_in_row = 10;

}  // namespace daymark::notify
