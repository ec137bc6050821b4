// The gate before every handler.
#include "api/access.h"

#include "api/session_cookie.h"
#include "pages/page_store.h"
#include "team/teammate_store.h"
#include "users/key_text.h"

#include <algorithm>

namespace daymark::api {
namespace {

constexpr std::string_view scheme = "bearer ";

/// The text behind "Bearer ", the scheme in any case; empty when there is none.
std::string_view bearer_of(std::string_view header) {
    const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + ('a' - 'A') : a) == b; };
    if (header.size() < scheme.size() || !std::ranges::equal(header.substr(0, scheme.size()), scheme, same)) return {};
    header.remove_prefix(scheme.size());
    while (header.starts_with(' ')) header.remove_prefix(1);
    return header;
}

[[noreturn]] void refuse() { throw Error(ErrorCode::Forbidden, "Not authorized"); }

}  // namespace

void Gate::note_use(const users::ApiKey& key, Millis now) {
    // Exact to a minute: a busy key must not cost a write for every read.
    if (key.last_used_at && now - *key.last_used_at < one_minute) return;
    try {
        db_.write([&](db::Tx& tx) { users::note_key_use(tx, key.id, now); });
    } catch (const Error&) {
        // A database that can only be read must not keep readers out.
    }
}

Gate::Proof Gate::proof_of(const http::Request& request) const {
    if (const std::string_view key = bearer_of(request.header("authorization")); !key.empty()) return {key};
    if (const std::string_view session = session_of(request, world_); !session.empty()) return {session, true};
    throw Error(ErrorCode::Unauthorized, "Send your API key as \"Authorization: Bearer <key>\"");
}

std::optional<users::KeyHolder> Gate::holder_of(const Proof& proof) {
    if (!users::looks_like_key(proof.text)) return std::nullopt;
    return db_.read([&](db::Tx& tx) { return users::find_by_key_hash(tx, world_.key.hash(proof.text)); });
}

Call Gate::identify(const Route& route, const http::Request& request, const http::Params& params) {
    Call call{request, params, db_, Act{world_, {}, request.remote_address, world_.clock.now(), {}, {}}, {}, {}, {}};
    if (route.needs == team::Needs::Nothing) return call;
    const Proof proof = proof_of(request);
    const auto holder = holder_of(proof);
    if (!holder || !holder->key.is_live(call.act.now) || holder->key.session != proof.session) {
        if (proof.session) throw Error(ErrorCode::Unauthorized, "Your session has ended; sign in again");
        throw Error(ErrorCode::Forbidden, "API key does not belong to a user.");
    }
    note_use(holder->key, call.act.now);
    call.act.actor = {ActorKind::Key, holder->key.id, holder->user.id};
    call.caller = holder->user;
    call.key = holder->key;
    return call;
}

void Gate::permit(const Route& route, Call& call) {
    if (route.needs == team::Needs::Nothing) return;
    if (call.key.scope == users::Scope::Read && route.method != http::Method::Get) {
        throw Error(ErrorCode::Forbidden, "This API key may only read");
    }
    const bool on_page = route.needs > team::Needs::OwnWorkspace;
    if (call.key.page_id && (on_page ? call.param("page_id") != *call.key.page_id : !route.for_page_keys)) {
        throw Error(ErrorCode::Forbidden, "This API key is for one page only");
    }
    if (route.needs == team::Needs::OwnWorkspace) permit_workspace(route, call);
    if (on_page) permit_page(route, call);
}

void Gate::permit_workspace(const Route& route, Call& call) {
    const std::string& id = call.param("workspace_id");
    const auto permission = looks_like_id(id)
                                ? db_.read([&](db::Tx& tx) { return team::permission_of(tx, id, call.caller.id); })
                                : std::nullopt;
    if (!permission || !team::may(*permission, route.needs)) refuse();
    call.act.workspace_id = id;
}

void Gate::permit_page(const Route& route, Call& call) {
    const std::string& id = call.param("page_id");
    auto held = looks_like_id(id) ? db_.read([&](db::Tx& tx) { return pages::find_held(tx, id, call.caller.id); })
                                  : std::nullopt;
    if (!held || !team::may(held->permission, route.needs)) refuse();
    call.act.workspace_id = held->page.workspace_id;
    call.act.page_id = id;
    call.page = std::move(held->page);
    call.permission = held->permission;
}

}  // namespace daymark::api
