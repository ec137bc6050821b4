// What can be done with subscribers.
#pragma once

#include "activity/act.h"
#include "pages/page.h"
#include "platform/db/db.h"
#include "subscribers/subscriber_json.h"

#include <string>

namespace daymark::subscribers {

struct Subscribed {
    Subscriber subscriber;
    std::string secret;  // of a webhook that had none, only now in clear
};
/// Subscribes one address. Who is subscribed already keeps id and confirmation, and gets the new choice of components
/// and language. Error BadRequest names what is wrong; Conflict for who was erased and barred.
Subscribed subscribe(db::Tx& tx, const Act& act, const pages::Page& page, const SubscriberDraft& draft);

/// Takes an address off; what it was. Error NotFound.
Subscriber unsubscribe(db::Tx& tx, const Act& act, const std::string& id);

}  // namespace daymark::subscribers
