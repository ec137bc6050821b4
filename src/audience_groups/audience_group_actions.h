// What can be done with audience groups.
#pragma once

#include "activity/act.h"
#include "audience_groups/audience_group_json.h"
#include "platform/db/db.h"

#include <string>
#include <vector>

namespace daymark::audience_groups {

/// Components must be of the act's page, teammates of its workspace: else Error BadRequest names the entry.
AudienceGroup create(db::Tx& tx, const Act& act, const AudienceGroupEdit& draft);
AudienceGroup edit(db::Tx& tx, const Act& act, const std::string& id, const AudienceGroupEdit& edit);
AudienceGroup remove(db::Tx& tx, const Act& act, const std::string& id);

/// Puts a teammate into those groups of the page; other groups of theirs stay.
void join(db::Tx& tx, const Act& act, const std::string& teammate_id, const std::vector<std::string>& group_ids);

}  // namespace daymark::audience_groups
