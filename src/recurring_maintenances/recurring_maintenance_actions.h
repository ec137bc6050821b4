// What can be done with recurring maintenances, and what they do by themselves.
#pragma once

#include "activity/act.h"
#include "platform/db/db.h"
#include "recurring_maintenances/recurring_maintenance_json.h"
#include "recurring_maintenances/recurring_maintenance_store.h"

#include <string>

namespace daymark::recurring_maintenances {

/// Plans the first one that is not over yet. Error BadRequest names what is missing or cannot be.
RecurringMaintenance create(db::Tx& tx, const Act& act, const json::object& body);

/// Changes what `body` names. A planned maintenance that has not begun is planned anew; others stay as they are.
RecurringMaintenance edit(db::Tx& tx, const Act& act, const std::string& id, const json::object& body);

/// No more follow, and the planned one goes unless it has begun.
void remove(db::Tx& tx, const Act& act, const std::string& id);

/// Plans the next one of each whose planned one has begun, exactly once however many nodes do it. Occurrences that are
/// over by then, as after a long stop, are left out. The number planned.
int plan_due(db::Db& db, const World& world);

}  // namespace daymark::recurring_maintenances
