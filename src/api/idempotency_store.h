// Every SQL statement on idempotency keys.
#pragma once

#include "platform/base/clock.h"
#include "platform/db/db.h"

#include <optional>
#include <string>

namespace daymark::api {

/// A request that was carried out under a key, with its sealed answer.
struct KeptAnswer {
    std::string user_id, key_hash, request_hash;
    std::string answer;
    Millis created_at = 0;
};

/// Takes the key for a request. False when the user has used it before.
[[nodiscard]] bool claim(db::Tx& tx, const KeptAnswer& request);
void keep_answer(db::Tx& tx, const KeptAnswer& answered);
[[nodiscard]] std::optional<KeptAnswer> find_kept(db::Tx& tx, const std::string& user_id, const std::string& key_hash);
/// Those made before; the number forgotten.
std::int64_t forget_answers(db::Tx& tx, Millis before);

}  // namespace daymark::api
