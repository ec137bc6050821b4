// What can be done with workspaces.
#include "workspaces/workspace_actions.h"

#include "activity/activity.h"
#include "team/teammate_actions.h"
#include "users/user.h"
#include "workspaces/workspace_store.h"

namespace daymark::workspaces {
namespace {

constexpr std::string_view slug_letters = "abcdefghijklmnopqrstuvwxyz0123456789";

std::string checked_slug(const std::string& slug) {
    if (users::slug_of(slug, "") != slug) {
        throw Error::bad_field("slug", "must be 1 to 40 lower-case letters, digits and single dashes");
    }
    return slug;
}

}  // namespace

Workspace found(db::Tx& tx, const Act& act, const WorkspaceDraft& draft) {
    Workspace workspace;
    workspace.id = act.new_id();
    workspace.name = draft.name.value_or("Workspace");
    // Guess: five characters, as slugs of hosted workspaces have.
    workspace.slug = draft.slug ? checked_slug(*draft.slug) : act.world.random.text(5, slug_letters);
    workspace.settings = draft.settings;
    workspace.created_at = workspace.updated_at = act.now;
    while (!insert(tx, workspace)) {
        if (draft.slug) throw Error(ErrorCode::Conflict, "The workspace slug is already in use");
        workspace.slug = act.world.random.text(8, slug_letters);
    }
    team::add(tx, act, workspace.id, act.actor.user_id, team::Permission::Full);
    Act inside = act;
    inside.workspace_id = workspace.id;
    activity::record(tx, inside,
                     {"workspaces.found", workspace.id, {{"name", workspace.name}, {"slug", workspace.slug}}});
    return workspace;
}

void close(db::Tx& tx, const Act& act) {
    activity::record(tx, act, {"workspaces.close", act.workspace_id, {}});
    mark_deleted(tx, act.workspace_id, act.now);
}

}  // namespace daymark::workspaces
