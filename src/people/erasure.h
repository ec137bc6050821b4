// One person, forgotten.
#pragma once

#include "activity/act.h"
#include "platform/db/db.h"

#include <string>

namespace daymark::people {

struct Erased {
    std::int64_t subscribers = 0;     // taken off
    std::int64_t webhooks = 0;        // of whose failures they are not told any more
    std::int64_t entry_requests = 0;  // asked to be let in
    std::int64_t messages = 0;        // in whose log nothing names them any more
    bool suppressed = false;          // and nobody can subscribe the address again
};

/// Takes whoever has the address, an e-mail address or a phone number as people write them, out of all that the act's
/// page keeps. What is not written in letters on messages stays: their states and times under the subscriber's id,
/// which is nobody's from now on, and that id in the activity log. `suppress`: a keyed hash of the address is kept, by
/// which it is not subscribed again; this is also done for an address that was suppressed before. Error BadRequest.
Erased erase_person(db::Tx& tx, const Act& act, const std::string& address, bool suppress);

}  // namespace daymark::people
