// What can be done with users: sign them up, give and take keys.
#pragma once

#include "activity/act.h"
#include "platform/db/db.h"
#include "users/user.h"

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
NewKey give_key(db::Tx& tx, const Act& act, const std::string& user_id, const std::string& name,
                std::optional<Millis> expires_at = {});
/// Error NotFound when the user has no such live key.
void take_key(db::Tx& tx, const Act& act, const std::string& user_id, const std::string& key_id);

}  // namespace daymark::users
