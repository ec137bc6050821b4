// Enough of a notice to tell whether what readers see of it is still the same.
#pragma once

#include "notices/removed.h"
#include "platform/db/db.h"

#include <string>
#include <vector>

namespace daymark::notices {

struct Brief {
    Kind kind = Kind::Incident;
    std::string id;
    Millis started_at = 0;  // of a maintenance: its planned start
    Millis updated_at = 0;
    bool resolved = false;                // of a general notice: over
    std::vector<std::string> components;  // ids
};

/// From rows of id, start, last change, 1 when resolved, component or null: one row for each component, those of a
/// notice side by side.
[[nodiscard]] std::vector<Brief> briefs_from(const db::Rows& rows, Kind kind);

}  // namespace daymark::notices
