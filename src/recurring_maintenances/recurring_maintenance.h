// A maintenance that comes again: a rule, and what each of its maintenances is made from. One is planned at a time.
#pragma once

#include "maintenances/maintenance_json.h"
#include "recurring_maintenances/recurrence.h"

#include <optional>
#include <string>

namespace daymark::recurring_maintenances {

struct RecurringMaintenance {
    std::string id;
    std::string page_id;
    Every every = Every::Weekly;
    Millis start_at = 0;
    std::int64_t duration_minutes = 60;   // Guess: the length of one that does not say it
    std::optional<Millis> until_at;       // none begins after it
    maintenances::MaintenanceEdit draft;  // without a window of its own
    std::optional<Millis> planned_at;     // start of the one that is planned; nothing when no more follow
    std::optional<std::string> maintenance_id;
    Millis created_at = 0;
    Millis updated_at = 0;

    [[nodiscard]] Millis duration() const { return duration_minutes * one_minute; }
};

}  // namespace daymark::recurring_maintenances
