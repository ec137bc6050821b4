// Routes on the caller's own account: profile (contract §6.5) and, as extension, API keys.
#include "users/user_api.h"

#include "pages/page_actions.h"
#include "pages/page_store.h"
#include "team/teammate_actions.h"
#include "team/teammate_store.h"
#include "users/user_actions.h"
#include "users/user_json.h"
#include "users/user_store.h"
#include "workspaces/workspace_store.h"

namespace daymark::users {

KeyView view(const ApiKey& key, std::optional<std::string> text) {
    return {key.id,
            key.name,
            key.hint,
            {key.created_at},
            json::time_of(key.last_used_at),
            json::time_of(key.expires_at),
            json::time_of(key.revoked_at),
            key.scope,
            key.page_id,
            key.session,
            std::move(text)};
}

namespace {

json::value show(api::Call& call) { return json::write(view(call.caller)); }

json::value index_keys(api::Call& call) {
    const auto keys = call.db.read([&](db::Tx& tx) { return list_keys(tx, call.caller.id); });
    json::array shown;
    for (const ApiKey& key : keys) shown.push_back(json::write(view(key)));
    return shown;
}

json::value create_key(api::Call& call) {
    const auto draft = call.read<KeyDraft>();
    const NewKey made = call.db.write([&](db::Tx& tx) {
        if (draft.page_id && !pages::find_held(tx, *draft.page_id, call.caller.id)) {
            throw Error::bad_field("pageId", "is not a page of yours");
        }
        return give_key(tx, call.act, call.caller.id, draft);
    });
    return json::write(view(made.key, made.text));
}

json::value destroy_key(api::Call& call) {
    const std::string& id = call.param("key_id");
    call.db.write([&](db::Tx& tx) { take_key(tx, call.act, call.caller.id, id); });
    return json::write(api::IdView{id});
}

/// What is left of a workspace when this member goes: nothing when they were alone, else what it was.
void leave_workspace(db::Tx& tx, const api::Call& call, const team::Teammate& member, json::array& orphaned) {
    Act act = call.act;
    act.workspace_id = member.workspace_id;
    if (team::is_alone(tx, member)) return pages::close_workspace(tx, act);
    const bool last_owner =
        member.permission == team::Permission::Full && !team::has_other_owner(tx, member.workspace_id, member.id);
    if (last_owner) orphaned.emplace_back(workspaces::find(tx, member.workspace_id).value().name);
    if (last_owner) return;
    pages::touch_all(tx, act);
    team::remove(tx, act, member.id);
}

json::value destroy(api::Call& call) {
    call.db.write([&](db::Tx& tx) {
        json::array orphaned;
        for (const team::Teammate& member : team::list_of_user(tx, call.caller.id)) {
            leave_workspace(tx, call, member, orphaned);
        }
        if (!orphaned.empty()) {
            throw Error(
                ErrorCode::Conflict,
                "Give somebody else FULL before, or remove the others, in the workspaces " + json::text(orphaned));
        }
        leave(tx, call.caller.id);
    });
    return json::write(api::IdView{call.caller.id});
}

using enum http::Method;
using enum team::Needs;
constexpr api::Route table[] = {
    {Get,
     api::Under::V1AndV2,
     "/user",
     User,
     show,
     "user.show",
     "Show the user a key belongs to",
     nullptr,
     api::gives<UserView>,
     {},
     true},
    {Delete, api::Under::V1AndV2, "/user", User, destroy, "user.destroy",
     "Delete your account, your keys, and the workspaces in which you are alone", nullptr, api::gives<api::IdView>},
    {Get, api::Under::Extension, "/keys", User, index_keys, "keys.index", "List your API keys", nullptr,
     api::gives<std::vector<KeyView>>},
    {Post, api::Under::Extension, "/keys", User, create_key, "keys.create", "Create an API key", api::takes<KeyDraft>,
     api::gives<KeyView>},
    {Delete, api::Under::Extension, "/keys/:key_id", User, destroy_key, "keys.destroy", "Revoke an API key", nullptr,
     api::gives<api::IdView>},
};

}  // namespace

std::span<const api::Route> routes() { return table; }

}  // namespace daymark::users
