// What can be done with a workspace's team.
#include "team/teammate_actions.h"

#include "activity/activity.h"
#include "team/teammate_store.h"
#include "users/user_actions.h"
#include "users/user_store.h"

namespace daymark::team {
namespace {

/// The log cannot forget, so people stand in it by id and not by address.
json::object summary(const Teammate& teammate) {
    return {{"userId", teammate.user.id}, {"permission", word_of(teammate.permission)}};
}

/// A workspace without an owner could never be changed or closed again.
void keep_an_owner(db::Tx& tx, const Teammate& leaving) {
    if (leaving.permission != Permission::Full || has_other_owner(tx, leaving.workspace_id, leaving.id)) return;
    throw Error(ErrorCode::Conflict, "This is the last owner of the workspace; give somebody else FULL before");
}

Teammate with_permission(db::Tx& tx, const Act& act, Teammate teammate, Permission permission) {
    if (teammate.permission == permission) return teammate;
    const json::object before = summary(teammate);
    if (permission != Permission::Full) keep_an_owner(tx, teammate);
    teammate.permission = permission;
    set_permission(tx, teammate.id, permission);
    activity::record(tx, act, {"team.change", teammate.id, {{"before", before}, {"after", summary(teammate)}}});
    return teammate;
}

}  // namespace

Teammate add(db::Tx& tx, const Act& act, const std::string& workspace_id, const std::string& user_id,
             Permission permission) {
    Teammate teammate{act.new_id(), workspace_id, users::find(tx, user_id).value(), permission, act.now};
    insert(tx, teammate);
    return teammate;
}

Teammate invite(db::Tx& tx, const Act& act, const Invitation& invitation) {
    auto user = users::find_by_email(tx, invitation.email);
    if (!user) user = users::sign_up(tx, act, {invitation.email, std::nullopt});
    if (auto known = find_user(tx, act.workspace_id, user->id)) {
        return with_permission(tx, act, *std::move(known), invitation.permission);
    }
    Teammate teammate = add(tx, act, act.workspace_id, user->id, invitation.permission);
    activity::record(tx, act, {"team.invite", teammate.id, summary(teammate)});
    return teammate;
}

void remove(db::Tx& tx, const Act& act, const std::string& id) {
    const auto teammate = find(tx, act.workspace_id, id);
    if (!teammate) throw Error::not_found("Teammate");
    keep_an_owner(tx, *teammate);
    erase(tx, id);
    activity::record(tx, act, {"team.remove", id, {{"before", summary(*teammate)}}});
}

}  // namespace daymark::team
