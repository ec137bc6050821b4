// What can be done with maintenances: schedule, edit, update, remove, and what they do by themselves.
#pragma once

#include "activity/act.h"
#include "maintenances/maintenance.h"
#include "maintenances/maintenance_json.h"
#include "maintenances/maintenance_store.h"
#include "platform/db/db.h"

#include <string>

namespace daymark::maintenances {

/// Plans (or files afterwards) a maintenance with its first update. Error BadRequest without a name, with an end before
/// its start, or naming the entry of `components` that is not on the page.
Maintenance schedule(db::Tx& tx, const Act& act, const MaintenanceEdit& draft);

/// Changes what the edit names. Another status than now, or a message, adds an update.
Maintenance edit(db::Tx& tx, const Act& act, const std::string& id, const MaintenanceEdit& edit);

/// Removes the maintenance with its updates and what it set.
void remove(db::Tx& tx, const Act& act, const std::string& id);

/// Adds an update; the maintenance takes over its status and its end. The id of the new update and the whole
/// maintenance.
struct Posted {
    Maintenance maintenance;
    std::string update_id;
};
Posted post_update(db::Tx& tx, const Act& act, const std::string& maintenance_id, const UpdateEdit& draft);
Maintenance edit_update(db::Tx& tx, const Act& act, const std::string& maintenance_id, const std::string& update_id,
                        const UpdateEdit& edit);
/// The status follows from the updates that are left.
void remove_update(db::Tx& tx, const Act& act, const std::string& maintenance_id, const std::string& update_id);

/// Does what is due, once: of several nodes, or after a restart, only the first call finds it to be done. What is late
/// still begins and ends at its planned minute, and the activity log says how late it was done. False when there was
/// nothing to do any more.
bool carry_out(db::Tx& tx, const Act& act, const DueTransition& due);

}  // namespace daymark::maintenances
