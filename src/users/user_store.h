// Every SQL statement on users and their API keys.
#pragma once

#include "platform/db/db.h"
#include "users/user.h"

#include <optional>
#include <string>
#include <vector>

namespace daymark::users {

/// The user among the columns of a row: id, email, name, slug, avatar, created_at, updated_at, from `first` on.
[[nodiscard]] User user_from(const db::Row& row, std::size_t first = 0);

/// False when the address belongs to somebody already.
[[nodiscard]] bool insert(db::Tx& tx, const User& user);
[[nodiscard]] std::optional<User> find(db::Tx& tx, const std::string& id);
/// Addresses compare without case.
[[nodiscard]] std::optional<User> find_by_email(db::Tx& tx, const std::string& email);

/// With their keys and memberships.
void erase(db::Tx& tx, const std::string& id);

/// False when there is a key of that text already.
[[nodiscard]] bool insert_key(db::Tx& tx, const ApiKey& key, const std::string& hash);
struct KeyHolder {
    ApiKey key;
    User user;
};
/// Also finds expired and revoked keys; the caller judges.
[[nodiscard]] std::optional<KeyHolder> find_by_key_hash(db::Tx& tx, const std::string& hash);
void note_key_use(db::Tx& tx, const std::string& key_id, Millis now);
[[nodiscard]] std::vector<ApiKey> list_keys(db::Tx& tx, const std::string& user_id);
/// Those that were signed out of or ran out.
void forget_ended_sessions(db::Tx& tx, const std::string& user_id, Millis now);
/// False when the user has no live key of that id.
[[nodiscard]] bool revoke_key(db::Tx& tx, const std::string& user_id, const std::string& key_id, Millis now);

}  // namespace daymark::users
