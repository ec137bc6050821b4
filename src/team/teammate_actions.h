// What can be done with a workspace's team.
#pragma once

#include "activity/act.h"
#include "platform/db/db.h"
#include "team/teammate_json.h"

#include <string>

namespace daymark::team {

/// Puts a user into a workspace that is none of theirs yet.
Teammate add(db::Tx& tx, const Act& act, const std::string& workspace_id, const std::string& user_id,
             Permission permission);

/// Invites into the act's workspace; somebody who has no account yet gets one. Whoever is there already gets the new
/// permission. Error Conflict when that would leave the workspace without an owner.
Teammate invite(db::Tx& tx, const Act& act, const Invitation& invitation);

/// Error NotFound, or Conflict when the workspace would have no owner left.
void remove(db::Tx& tx, const Act& act, const std::string& id);

}  // namespace daymark::team
