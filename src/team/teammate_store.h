// Every SQL statement on the members of workspaces.
#pragma once

#include "platform/db/slice.h"
#include "team/teammate.h"

#include <optional>
#include <string>
#include <vector>

namespace daymark::team {

void insert(db::Tx& tx, const Teammate& teammate);
void set_permission(db::Tx& tx, const std::string& id, Permission permission);
void erase(db::Tx& tx, const std::string& id);

/// What the user holds on the workspace; nothing for strangers and deleted workspaces.
[[nodiscard]] std::optional<Permission> permission_of(db::Tx& tx, const std::string& workspace_id,
                                                      const std::string& user_id);
/// Only through its workspace: a member of another one is not found.
[[nodiscard]] std::optional<Teammate> find(db::Tx& tx, const std::string& workspace_id, const std::string& id);
[[nodiscard]] std::optional<Teammate> find_user(db::Tx& tx, const std::string& workspace_id,
                                                const std::string& user_id);
/// In the order in which they came.
[[nodiscard]] std::vector<Teammate> list_of_workspace(db::Tx& tx, const std::string& workspace_id,
                                                      const db::Slice& slice);
[[nodiscard]] db::Cursor cursor_of(const Teammate& teammate);
/// Those of `ids` that are in the workspace.
[[nodiscard]] std::vector<Teammate> list_by_ids(db::Tx& tx, const std::string& workspace_id,
                                                const std::vector<std::string>& ids);
/// Whether anybody but this member has FULL on the workspace.
[[nodiscard]] bool has_other_owner(db::Tx& tx, const std::string& workspace_id, const std::string& member_id);
/// Every living workspace of a user, with what they are there.
[[nodiscard]] std::vector<Teammate> list_of_user(db::Tx& tx, const std::string& user_id);
/// Whether nobody else is in the member's workspace.
[[nodiscard]] bool is_alone(db::Tx& tx, const Teammate& member);

}  // namespace daymark::team
