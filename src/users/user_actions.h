// What can be done with users: sign them up, give and take keys.
#pragma once

#include "activity/act.h"
#include "platform/db/db.h"
#include "users/user_json.h"

#include <string>

namespace daymark::users {

struct UserDraft {
    std::string email;
    std::optional<std::string> name;
};

/// Error BadRequest for an address that is none, Conflict for one that is taken.
User sign_up(db::Tx& tx, const Act& act, const UserDraft& draft);

struct NewKey {
    ApiKey key;
    std::string text;  // shown once
};
/// Error BadRequest for a date that is past or a text that is no key, Conflict for a text that is a key already.
NewKey give_key(db::Tx& tx, const Act& act, const std::string& user_id, const KeyDraft& draft);
/// Signs in to the dashboard whoever has that key, with its reach. Sessions of theirs that ended are forgotten.
NewKey open_session(db::Tx& tx, const Act& act, const ApiKey& with);
/// Error NotFound when the user has no such live key.
void take_key(db::Tx& tx, const Act& act, const std::string& user_id, const std::string& key_id);

/// Erases the user with all keys and memberships. What only they could look after must be gone before.
void leave(db::Tx& tx, const std::string& user_id);

}  // namespace daymark::users
