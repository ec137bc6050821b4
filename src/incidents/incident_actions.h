// What can be done with incidents: open, edit, update, remove.
#pragma once

#include "activity/act.h"
#include "incidents/incident.h"
#include "incidents/incident_json.h"
#include "platform/db/db.h"

#include <string>

namespace daymark::incidents {

/// Opens (or files afterwards) an incident: its first update, the component statuses it brings, the page's status.
/// Error BadRequest naming the entry when `components` holds an id that is not on the page.
Incident open(db::Tx& tx, const Act& act, const IncidentDraft& draft);

/// Changes what the edit names. Another status than now, or a message, adds an update, so that the timeline
/// stays the truth.
Incident edit(db::Tx& tx, const Act& act, const std::string& id, const IncidentEdit& edit);

/// Removes the incident with its updates, and takes back the component statuses it has set.
void remove(db::Tx& tx, const Act& act, const std::string& id);

/// Adds an update; the incident takes over the status of the latest one. The id of the new update and the whole
/// incident.
struct Posted {
    Incident incident;
    std::string update_id;
};
Posted post_update(db::Tx& tx, const Act& act, const std::string& incident_id, const UpdateEdit& draft);
Incident edit_update(db::Tx& tx, const Act& act, const std::string& incident_id, const std::string& update_id,
                     const UpdateEdit& edit);
/// Status and durations follow from the updates that are left.
void remove_update(db::Tx& tx, const Act& act, const std::string& incident_id, const std::string& update_id);

}  // namespace daymark::incidents
