// What can be done with workspaces: found and close them.
#pragma once

#include "activity/act.h"
#include "platform/db/db.h"
#include "workspaces/workspace.h"

#include <string>

namespace daymark::workspaces {

struct WorkspaceDraft {
    std::optional<std::string> name;
    std::optional<std::string> slug;
    WorkspaceSettings settings;

    static constexpr std::string_view schema_name = "WorkspaceDraft";
    static constexpr auto fields = std::tuple{
        json::field("name", &WorkspaceDraft::name).up_to(255).not_blank(),
        json::field("slug", &WorkspaceDraft::slug).up_to(63).not_blank(),
        json::inlined(&WorkspaceDraft::settings),
    };
};

/// The acting user becomes its owner. Without a slug one is made; a taken slug is Error Conflict.
Workspace found(db::Tx& tx, const Act& act, const WorkspaceDraft& draft);

/// Closes the act's workspace. Its pages must have been deleted before.
void close(db::Tx& tx, const Act& act);

}  // namespace daymark::workspaces
