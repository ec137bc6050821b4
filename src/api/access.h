// The gate before every handler: who calls, and may they?
#pragma once

#include "api/call.h"
#include "api/route.h"

#include <map>
#include <mutex>
#include <string>

namespace daymark::api {

class Gate {
public:
    Gate(db::Db& db, const World& world) : db_(db), world_(world) {}

    /// The call a route's handler may be given. Throws Error:
    /// Unauthorized without a key, Forbidden for an unknown key and for what the caller may not do.
    /// An unknown page and somebody else's page get the same answer.
    [[nodiscard]] Call admit(const Route& route, const http::Request& request, const http::Params& params);

private:
    void admit_key(Call& call);
    void note_use(const users::ApiKey& key, Millis now);

    db::Db& db_;
    const World& world_;
};

}  // namespace daymark::api
