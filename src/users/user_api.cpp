// Routes on the caller's own account: profile (contract §6.5) and, as extension, API keys.
#include "users/user_api.h"

#include "users/user_actions.h"
#include "users/user_json.h"
#include "users/user_store.h"

namespace daymark::users {

KeyView view(const ApiKey& key, std::optional<std::string> text) {
    return {key.id,
            key.name,
            key.hint,
            {key.created_at},
            json::time_of(key.last_used_at),
            json::time_of(key.expires_at),
            json::time_of(key.revoked_at),
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
    if (draft.expires && draft.expires->at <= call.act.now)
        throw Error::bad_field("expiresAt", "must be in the future");
    const auto expires = draft.expires ? std::optional(draft.expires->at) : std::nullopt;
    const NewKey made =
        call.db.write([&](db::Tx& tx) { return give_key(tx, call.act, call.caller.id, draft.name, expires); });
    return json::write(view(made.key, made.text));
}

json::value destroy_key(api::Call& call) {
    const std::string& id = call.param("key_id");
    call.db.write([&](db::Tx& tx) { take_key(tx, call.act, call.caller.id, id); });
    return json::write(api::IdView{id});
}

using enum http::Method;
using enum team::Needs;
constexpr api::Route table[] = {
    {Get, api::Under::V1AndV2, "/user", User, show, "user.show", "Show the user a key belongs to", nullptr,
     api::gives<UserView>},
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
