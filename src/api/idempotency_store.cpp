// Every SQL statement on idempotency keys.
#include "api/idempotency_store.h"

namespace daymark::api {

bool claim(db::Tx& tx, const KeptAnswer& request) {
    return tx
        .one("idempotency.claim", R"(insert into idempotency_keys (user_id, key_hash, request_hash, answer, created_at)
        values ($1, $2, $3, '', $4) on conflict (user_id, key_hash) do nothing returning user_id)",
             request.user_id, request.key_hash, request.request_hash, request.created_at)
        .has_value();
}

void keep_answer(db::Tx& tx, const KeptAnswer& answered) {
    tx.execute("idempotency.keep_answer",
               "update idempotency_keys set answer = $3 where user_id = $1 and key_hash = $2", answered.user_id,
               answered.key_hash, answered.answer);
}

std::optional<KeptAnswer> find_kept(db::Tx& tx, const std::string& user_id, const std::string& key_hash) {
    const auto row = tx.one("idempotency.find_kept", R"(select user_id, key_hash, request_hash, answer, created_at
        from idempotency_keys where user_id = $1 and key_hash = $2)",
                            user_id, key_hash);
    if (!row) return std::nullopt;
    return KeptAnswer{row->text(0), row->text(1), row->text(2), row->text(3), row->integer(4)};
}

std::int64_t forget_answers(db::Tx& tx, Millis before) {
    return tx.execute("idempotency.forget_answers", "delete from idempotency_keys where created_at < $1", before);
}

}  // namespace daymark::api
