// The gate before every handler: who calls, and may they?
#pragma once

#include "api/call.h"
#include "api/route.h"
#include "users/user_store.h"

namespace daymark::api {

class Gate {
public:
    Gate(db::Db& db, const World& world) : db_(db), world_(world) {}

    /// Who calls: the call with its key and user. Throws Error Unauthorized without a key and when the dashboard's
    /// session has ended, Forbidden for a key that is unknown, expired or revoked. Public routes ask nobody.
    [[nodiscard]] Call identify(const Route& route, const http::Request& request, const http::Params& params);
    /// May they? Error Forbidden for what the user, or this key, may not do. An unknown page and somebody else's page
    /// get the same answer.
    void permit(const Route& route, Call& call);
    [[nodiscard]] Millis now() const { return world_.clock.now(); }

private:
    /// By what somebody shows who they are: a key, or the session of the dashboard.
    struct Proof {
        std::string_view text;
        bool session = false;
    };
    [[nodiscard]] Proof proof_of(const http::Request& request) const;
    [[nodiscard]] std::optional<users::KeyHolder> holder_of(const Proof& proof);
    void permit_workspace(const Route& route, Call& call);
    void permit_page(const Route& route, Call& call);
    void note_use(const users::ApiKey& key, Millis now);

    db::Db& db_;
    const World& world_;
};

}  // namespace daymark::api
