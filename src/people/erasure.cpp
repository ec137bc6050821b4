// Erasing of a person. Readers see none of it, so no page is touched.
#include "people/erasure.h"

#include "activity/activity.h"
#include "notify/delivery_log.h"
#include "notify/suppression_store.h"
#include "pages/entry_requests.h"
#include "subscribers/address.h"
#include "subscribers/barred_store.h"
#include "subscribers/subscriber_store.h"

namespace daymark::people {

Erased erase_person(db::Tx& tx, const Act& act, const std::string& address, bool suppress) {
    // Nobody subscribes it meanwhile.
    subscribers::lock_list(tx, act.page_id);
    notify::Person person{{}, subscribers::canonical_address(address, "address")};
    Erased erased;
    if (const auto subscriber = subscribers::find_by_address(tx, act.page_id, person.address)) {
        // With it go what they chose, what they asked for, and what came back.
        subscribers::erase(tx, act.page_id, subscriber->id);
        person.recipients.push_back(subscriber->id);
        erased.subscribers = 1;
    }
    erased.webhooks = subscribers::forget_webhook_email(tx, act.page_id, person.address);
    erased.entry_requests = pages::erase_entry_requests(tx, act.page_id, person.address);
    erased.messages = notify::forget_person(tx, act.page_id, person);
    const bool was_suppressed = notify::lift(tx, act.page_id, person.address);
    erased.suppressed = suppress || was_suppressed;
    if (erased.suppressed) subscribers::bar(tx, act, person.address);
    const std::string subject = person.recipients.empty() ? act.page_id : person.recipients.front();
    activity::record(tx, act,
                     {"people.erase",
                      subject,
                      {{"subscribers", erased.subscribers},
                       {"webhooks", erased.webhooks},
                       {"entryRequests", erased.entry_requests},
                       {"messages", erased.messages},
                       {"suppressed", erased.suppressed}}});
    return erased;
}

}  // namespace daymark::people
