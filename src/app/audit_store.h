// What checking the activity log of all workspaces asks of the database.
#pragma once

#include "platform/db/db.h"

#include <string>
#include <vector>

namespace daymark::app {

/// Ids of workspaces, deleted ones included, that come after `after`; at most `limit`.
[[nodiscard]] std::vector<std::string> list_workspace_ids(db::Tx& tx, const std::string& after, std::int64_t limit);

}  // namespace daymark::app
