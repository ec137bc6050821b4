// Routes of workspaces (contract §2.2).
#include "workspaces/workspace_api.h"

#include "pages/page_actions.h"
#include "team/teammate_store.h"
#include "workspaces/workspace_actions.h"
#include "workspaces/workspace_json.h"
#include "workspaces/workspace_store.h"

namespace daymark::workspaces {
namespace {

/// The pages of a workspace, for a member who may see them.
std::vector<std::string> pages_seen(db::Tx& tx, const std::string& workspace_id, const std::string& user_id) {
    const auto permission = team::permission_of(tx, workspace_id, user_id);
    const bool sees = permission && team::may(*permission, team::Needs::SeePage);
    return sees ? list_page_ids(tx, workspace_id) : std::vector<std::string>{};
}

json::value index(api::Call& call) {
    return call.db.read([&](db::Tx& tx) {
        const auto listed = list_of_user(tx, call.caller.id, call.slice());
        call.note_end(listed);
        json::array shown;
        for (const Workspace& workspace : listed) {
            shown.push_back(json::write(view(workspace, pages_seen(tx, workspace.id, call.caller.id))));
        }
        return shown;
    });
}

json::value create(api::Call& call) {
    const auto draft = call.read<WorkspaceDraft>();
    const Workspace made = call.db.write([&](db::Tx& tx) { return found(tx, call.act, draft); });
    return json::write(view(made, {}));
}

json::value destroy(api::Call& call) {
    call.db.write([&](db::Tx& tx) { pages::close_workspace(tx, call.act); });
    return json::write(api::IdView{call.act.workspace_id});
}

using enum http::Method;
constexpr api::Route table[] = {
    {Get, api::Under::V1, "/workspaces", team::Needs::User, index, "workspaces.index", "List your workspaces", nullptr,
     api::gives<std::vector<WorkspaceView>>, api::paging_parameters},
    {Post, api::Under::V1, "/workspaces", team::Needs::User, create, "workspaces.create", "Create a workspace",
     api::takes<WorkspaceDraft>, api::gives<WorkspaceView>},
    {Delete, api::Under::V1, "/workspaces/:workspace_id", team::Needs::OwnWorkspace, destroy, "workspaces.destroy",
     "Delete a workspace and its pages", nullptr, api::gives<api::IdView>},
};

}  // namespace

std::span<const api::Route> routes() { return table; }

}  // namespace daymark::workspaces
