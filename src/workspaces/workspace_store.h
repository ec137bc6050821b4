// Every SQL statement on workspaces.
#pragma once

#include "platform/db/slice.h"
#include "workspaces/workspace.h"

#include <optional>
#include <string>
#include <vector>

namespace daymark::workspaces {

/// False when a living workspace has the slug.
[[nodiscard]] bool insert(db::Tx& tx, const Workspace& workspace);
[[nodiscard]] std::optional<Workspace> find(db::Tx& tx, const std::string& id);
/// The workspaces of a user, oldest first.
[[nodiscard]] std::vector<Workspace> list_of_user(db::Tx& tx, const std::string& user_id, const db::Slice& slice);
[[nodiscard]] db::Cursor cursor_of(const Workspace& workspace);
[[nodiscard]] std::vector<std::string> list_page_ids(db::Tx& tx, const std::string& workspace_id);
/// Ids that come after `after`, deleted workspaces included; at most `limit`.
[[nodiscard]] std::vector<std::string> list_ids(db::Tx& tx, const std::string& after, std::int64_t limit);
void mark_deleted(db::Tx& tx, const std::string& id, Millis now);

}  // namespace daymark::workspaces
