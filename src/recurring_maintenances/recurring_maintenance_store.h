// Every SQL statement on recurring maintenances.
#pragma once

#include "platform/db/slice.h"
#include "recurring_maintenances/recurring_maintenance.h"

#include <string>
#include <vector>

namespace daymark::recurring_maintenances {

void insert(db::Tx& tx, const RecurringMaintenance& made);
void update(db::Tx& tx, const RecurringMaintenance& changed);
void erase(db::Tx& tx, const std::string& page_id, const std::string& id);

/// Only through its page.
[[nodiscard]] RecurringMaintenance require(db::Tx& tx, const std::string& page_id, const std::string& id);
/// Oldest first.
[[nodiscard]] std::vector<RecurringMaintenance> list_of_page(db::Tx& tx, const std::string& page_id,
                                                             const db::Slice& slice);
[[nodiscard]] db::Cursor cursor_of(const RecurringMaintenance& of);

/// One whose planned maintenance has begun, so that the next is to be planned.
struct Due {
    std::string workspace_id, page_id, id;
    Millis planned_at = 0;
};
[[nodiscard]] std::vector<Due> list_due(db::Tx& tx, Millis now, std::int64_t limit);
/// Takes a due one for this transaction; false when another has planned the next already.
[[nodiscard]] bool claim(db::Tx& tx, const Due& due);

}  // namespace daymark::recurring_maintenances
