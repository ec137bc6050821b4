// Signing in to the dashboard and out of it (extension). A key proves who somebody is; what the browser keeps is a
// session in a cookie, which scripts cannot read and programs cannot use.
#include "users/session_api.h"

#include "api/errors.h"
#include "api/session_cookie.h"
#include "users/user_actions.h"
#include "users/user_json.h"

namespace daymark::users {
namespace {

json::object shown(const User& user, const ApiKey& key) {
    return json::write(SessionView{view(user), json::time_of(key.expires_at), key.page_id});
}

json::value show(api::Call& call) { return shown(call.caller, call.key); }

http::Response with_cookie(const json::value& answer, const std::string& cookie) {
    http::Response response = api::json_response(json::text(answer));
    response.headers.emplace_back("set-cookie", cookie);
    return response;
}

http::Response create(api::Call& call) {
    const NewKey session = call.db.write([&](db::Tx& tx) { return open_session(tx, call.act, call.key); });
    return with_cookie(shown(call.caller, session.key),
                       api::session_cookie(session.text, session_lasts, call.act.world));
}

http::Response destroy(api::Call& call) {
    // An API key lives on.
    if (call.key.session) {
        call.db.write([&](db::Tx& tx) { take_key(tx, call.act, call.caller.id, call.key.id); });
    }
    return with_cookie(json::write(api::IdView{call.key.id}), api::session_cookie("", 0, call.act.world));
}

using enum http::Method;
constexpr auto ours = api::Under::Extension;
constexpr auto user = team::Needs::User;
constexpr api::Route table[] = {
    {.method = Get,
     .under = ours,
     .path = "/session",
     .needs = user,
     .handler = show,
     .name = "session.show",
     .summary = "Show who is signed in to the dashboard",
     .gives = api::gives<SessionView>,
     .for_page_keys = true},
    {.method = Post,
     .under = ours,
     .path = "/session",
     .needs = user,
     .handler = nullptr,
     .name = "session.create",
     .summary = "Sign in to the dashboard: the answer sets a cookie that reaches what the key reaches, for two weeks",
     .gives = api::gives<SessionView>,
     .for_page_keys = true,
     .raw = create},
    {.method = Delete,
     .under = ours,
     .path = "/session",
     .needs = user,
     .handler = nullptr,
     .name = "session.destroy",
     .summary = "Sign out of the dashboard",
     .gives = api::gives<api::IdView>,
     .for_page_keys = true,
     .raw = destroy},
};

}  // namespace

std::span<const api::Route> session_routes() { return table; }

}  // namespace daymark::users
