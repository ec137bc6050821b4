// Every SQL statement on users and their API keys.
#include "users/user_store.h"

#include "users/user_json.h"

namespace daymark::users {
namespace {

// The order of key_from.
#define KEY_COLUMNS                                                                                        \
    "k.id, k.user_id, k.hint, k.name, k.created_at, k.last_used_at, k.expires_at, k.revoked_at, k.scope, " \
    "k.page_id, k.session"
constexpr std::size_t key_columns = 11;

ApiKey key_from(const db::Row& row) {
    return {row.text(0),          row.text(1),          row.text(2),
            row.text(3),          row.integer(4),       row.maybe_integer(5),
            row.maybe_integer(6), row.maybe_integer(7), json::from_word<Scope>(row.text(8)).value_or(Scope::Read),
            row.maybe_text(9),    row.boolean(10)};
}

}  // namespace

User user_from(const db::Row& row, std::size_t first) {
    return {row.text(first),           row.text(first + 1),    row.maybe_text(first + 2), row.text(first + 3),
            row.maybe_text(first + 4), row.integer(first + 5), row.integer(first + 6)};
}

bool insert(db::Tx& tx, const User& user) {
    return tx
        .one("users.insert", R"(insert into users (id, email, name, slug, avatar, created_at, updated_at)
        values ($1, lower($2), $3, $4, $5, $6, $7) on conflict (email) do nothing returning id)",
             user.id, user.email, user.name, user.slug, user.avatar, user.created_at, user.updated_at)
        .has_value();
}

std::optional<User> find(db::Tx& tx, const std::string& id) {
    const auto row = tx.one(
        "users.find", "select id, email, name, slug, avatar, created_at, updated_at from users where id = $1", id);
    return row ? std::optional(user_from(*row)) : std::nullopt;
}

std::optional<User> find_by_email(db::Tx& tx, const std::string& email) {
    const auto row = tx.one(
        "users.find_by_email",
        "select id, email, name, slug, avatar, created_at, updated_at from users where email = lower($1)", email);
    return row ? std::optional(user_from(*row)) : std::nullopt;
}

bool insert_key(db::Tx& tx, const ApiKey& key, const std::string& hash) {
    return tx
        .one("users.insert_key", R"(insert into api_keys (id, user_id, hash, hint, name, created_at, expires_at, scope,
        page_id, session) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (hash) do nothing returning id)",
             key.id, key.user_id, hash, key.hint, key.name, key.created_at, key.expires_at, json::word_of(key.scope),
             key.page_id, key.session)
        .has_value();
}

std::optional<KeyHolder> find_by_key_hash(db::Tx& tx, const std::string& hash) {
    const auto row =
        tx.one("users.find_by_key_hash", "select " KEY_COLUMNS R"(, u.id, u.email, u.name, u.slug, u.avatar,
        u.created_at, u.updated_at from api_keys k join users u on u.id = k.user_id where k.hash = $1)",
               hash);
    return row ? std::optional(KeyHolder{key_from(*row), user_from(*row, key_columns)}) : std::nullopt;
}

void note_key_use(db::Tx& tx, const std::string& key_id, Millis now) {
    tx.execute("users.note_key_use", "update api_keys set last_used_at = $2 where id = $1", key_id, now);
}

std::vector<ApiKey> list_keys(db::Tx& tx, const std::string& user_id) {
    std::vector<ApiKey> keys;
    for (const db::Row& row :
         tx.query("users.list_keys",
                  "select " KEY_COLUMNS " from api_keys k where k.user_id = $1 order by k.created_at, k.id", user_id)) {
        keys.push_back(key_from(row));
    }
    return keys;
}

bool revoke_key(db::Tx& tx, const std::string& user_id, const std::string& key_id, Millis now) {
    return tx.execute("users.revoke_key",
                      "update api_keys set revoked_at = $3 where user_id = $1 and id = $2 and revoked_at is null",
                      user_id, key_id, now) == 1;
}

void forget_ended_sessions(db::Tx& tx, const std::string& user_id, Millis now) {
    tx.execute("users.forget_ended_sessions", R"(delete from api_keys where user_id = $1 and session = 1
        and (revoked_at is not null or expires_at <= $2))",
               user_id, now);
}

void erase(db::Tx& tx, const std::string& id) { tx.execute("users.erase", "delete from users where id = $1", id); }

}  // namespace daymark::users
