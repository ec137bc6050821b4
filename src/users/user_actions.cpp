// What can be done with users. People belong to no workspace, so these changes stand in no workspace's activity log.
#include "users/user_actions.h"

#include "users/key_text.h"
#include "users/user_store.h"

#include <algorithm>

namespace daymark::users {
namespace {

NewKey insert_with_text(db::Tx& tx, const Act& act, ApiKey key, std::string text) {
    key.id = act.new_id();
    key.hint = hint_of(text);
    key.created_at = act.now;
    if (!insert_key(tx, key, act.world.key.hash(text))) throw Error(ErrorCode::Conflict, "This key is in use already");
    return {std::move(key), std::move(text)};
}

}  // namespace

User sign_up(db::Tx& tx, const Act& act, const UserDraft& draft) {
    if (!is_email(draft.email)) throw Error::bad_field("email", "must be an e-mail address such as kim@example.com");
    User user;
    user.id = act.new_id();
    user.email = draft.email;
    user.name = draft.name;
    user.slug = slug_of(draft.name.value_or(draft.email.substr(0, draft.email.find('@'))), "user");
    user.created_at = user.updated_at = act.now;
    if (!insert(tx, user)) throw Error(ErrorCode::Conflict, "The e-mail address is already in use");
    return find(tx, user.id).value();
}

NewKey give_key(db::Tx& tx, const Act& act, const std::string& user_id, const KeyDraft& draft) {
    if (draft.expires && draft.expires->at <= act.now) throw Error::bad_field("expiresAt", "must be in the future");
    if (draft.text && !is_imported_key(*draft.text)) {
        throw Error::bad_field("key", "must be 32 lower-case letters and digits, not all alike");
    }
    ApiKey key;
    key.user_id = user_id;
    key.name = draft.name;
    if (draft.expires) key.expires_at = draft.expires->at;
    key.scope = draft.scope;
    key.page_id = draft.page_id;
    return insert_with_text(tx, act, std::move(key), draft.text ? *draft.text : make_key_text(act.world.random));
}

NewKey open_session(db::Tx& tx, const Act& act, const ApiKey& with) {
    forget_ended_sessions(tx, with.user_id, act.now);
    ApiKey key;
    key.user_id = with.user_id;
    key.name = "Dashboard";
    key.expires_at = std::min(act.now + session_lasts, with.expires_at.value_or(act.now + session_lasts));
    key.scope = with.scope;
    key.page_id = with.page_id;
    key.session = true;
    return insert_with_text(tx, act, std::move(key), make_key_text(act.world.random));
}

void take_key(db::Tx& tx, const Act& act, const std::string& user_id, const std::string& key_id) {
    if (!revoke_key(tx, user_id, key_id, act.now)) throw Error::not_found("API key");
}

void leave(db::Tx& tx, const std::string& user_id) { erase(tx, user_id); }

}  // namespace daymark::users
