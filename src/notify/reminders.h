// Incidents of which nothing was said for long are called to their people's mind.
#pragma once

#include "activity/act.h"
#include "platform/db/db.h"

#include <optional>
#include <vector>

namespace daymark::notify {

/// When people are reminded of an incident of which nothing was said since `quiet_since`; the workspace says after how
/// many hours.
struct ReminderPlan {
    Millis reached = 0;             // the longest of these waits that is over; 0: none
    std::optional<Millis> next_at;  // when the next one will be
};
[[nodiscard]] ReminderPlan plan_reminder(const std::vector<double>& hours, Millis quiet_since, Millis now);

/// Reminds of all that is due; how many incidents. Any number of nodes may call it at once: each wait is told once, and
/// of several that went by during a stop only the longest.
int remind(db::Db& db, const World& world);

}  // namespace daymark::notify
