// Idempotency keys.
#include "api/idempotency.h"

#include "api/errors.h"
#include "api/idempotency_store.h"

namespace daymark::api {
namespace {

constexpr std::size_t longest_key = 255;

/// Lets what a handler does be part of a transaction that is open already.
class JoinedDb final : public db::Db {
public:
    JoinedDb(db::Tx& tx, std::string_view kind) : tx_(tx), kind_(kind) {}
    [[nodiscard]] bool healthy() override { return true; }
    [[nodiscard]] std::string_view kind() const override { return kind_; }

protected:
    void transact(Mode, const std::function<void(db::Tx&)>& work) override { work(tx_); }

private:
    db::Tx& tx_;
    std::string_view kind_;
};

std::string carried_out(db::Tx& tx, const Call& call, const Route& route) {
    JoinedDb joined(tx, call.db.kind());
    Call inner{call.request, call.params, joined,          call.act,  call.caller,
               call.key,     call.page,   call.permission, call.walks};
    return answered(inner, route);
}

std::string answer_of_first_time(db::Tx& tx, const Call& call, const KeptAnswer& repeated, const std::string& place) {
    const auto kept = find_kept(tx, repeated.user_id, repeated.key_hash);
    if (!kept || kept->request_hash != repeated.request_hash) {
        throw Error(ErrorCode::Conflict, "This Idempotency-Key was used for another request");
    }
    auto answer = call.act.world.key.open(kept->answer, place);
    if (!answer)
        throw Error(ErrorCode::Conflict, "The request was carried out, but its answer cannot be read any more");
    return *std::move(answer);
}

}  // namespace

http::Response once(const Call& call, const Route& route, std::string_view key) {
    if (key.size() > longest_key) throw Error::bad_field("Idempotency-Key", "must be at most 255 bytes long");
    const crypto::SecretKey& secret = call.act.world.key;
    const http::Request& request = call.request;
    KeptAnswer record;
    record.user_id = call.caller.id;
    record.key_hash = secret.hash("idempotency key " + std::string(key));
    record.request_hash =
        secret.hash(std::string(http::method_name(request.method)) + " " + request.target + "\n" + request.body);
    record.created_at = call.act.now;
    const std::string place = "idempotency_keys.answer/" + record.user_id + "/" + record.key_hash;

    bool replayed = false;
    http::Response response = json_response(call.db.write([&](db::Tx& tx) {
        replayed = !claim(tx, record);
        if (replayed) return answer_of_first_time(tx, call, record, place);
        std::string answer = carried_out(tx, call, route);
        record.answer = secret.seal(answer, place);
        keep_answer(tx, record);
        return answer;
    }));
    if (replayed) response.headers.emplace_back("idempotent-replayed", "true");
    return response;
}

}  // namespace daymark::api
