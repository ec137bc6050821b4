// What can be done with postmortems: write and remove.
#pragma once

#include "activity/act.h"
#include "incidents/postmortem_json.h"
#include "platform/db/db.h"

#include <string>

namespace daymark::incidents {

/// Writes the incident's postmortem, or changes the one that is there. Error Conflict while the incident is open.
Postmortem write_postmortem(db::Tx& tx, const Act& act, const std::string& incident_id, const PostmortemEdit& edit);

/// Error NotFound when there is none.
void remove_postmortem(db::Tx& tx, const Act& act, const std::string& incident_id);

}  // namespace daymark::incidents
