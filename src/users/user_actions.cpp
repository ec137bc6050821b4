// What can be done with users. People belong to no workspace, so these changes stand in no workspace's activity log.
#include "users/user_actions.h"

#include "users/key_text.h"
#include "users/user_store.h"

namespace daymark::users {

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
    NewKey made;
    made.text = draft.text ? *draft.text : make_key_text(act.world.random);
    made.key.id = act.new_id();
    made.key.user_id = user_id;
    made.key.hint = hint_of(made.text);
    made.key.name = draft.name;
    made.key.created_at = act.now;
    if (draft.expires) made.key.expires_at = draft.expires->at;
    made.key.scope = draft.scope;
    made.key.page_id = draft.page_id;
    if (!insert_key(tx, made.key, act.world.key.hash(made.text))) {
        throw Error(ErrorCode::Conflict, "This key is in use already");
    }
    return made;
}

void take_key(db::Tx& tx, const Act& act, const std::string& user_id, const std::string& key_id) {
    if (!revoke_key(tx, user_id, key_id, act.now)) throw Error::not_found("API key");
}

void leave(db::Tx& tx, const std::string& user_id) { erase(tx, user_id); }

}  // namespace daymark::users
