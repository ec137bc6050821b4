// What people can do about messages: take back, send again, stop and go on.
#pragma once

#include "activity/act.h"
#include "notify/delivery.h"
#include "notify/sending.h"
#include "notify/suppression_store.h"
#include "platform/db/db.h"
#include "subscribers/subscriber.h"

#include <string>

namespace daymark::notify {

/// Nobody hears of it who has not heard yet. Error NotFound; Conflict when all have.
StoredEvent take_back(db::Tx& tx, const Act& act, const std::string& event_id);

/// Messages that were given up or called off are due again, all of the event or the one to `recipient`. How many.
/// Error NotFound.
std::int64_t send_again(db::Tx& tx, const Act& act, const std::string& event_id, const std::string& recipient);

/// What a page owes, held or not, is sent after all, or dropped: all of it when `drop`, else what was held and has been
/// overtaken by newer news. How many events were dropped.
std::int64_t settle_owed(db::Tx& tx, const std::string& page_id, bool drop, Millis now);

/// Stops all messages of the act's page, or lets them go on: what waits is sent then, unless `drop`.
void stop_sending(db::Tx& tx, const Act& act, const std::string& reason);
void resume_sending(db::Tx& tx, const Act& act, bool drop);

/// A subscriber gets nothing until they are resumed. Error NotFound.
subscribers::Subscriber pause_subscriber(db::Tx& tx, const Act& act, const std::string& id, const std::string& reason);
subscribers::Subscriber resume_subscriber(db::Tx& tx, const Act& act, const std::string& id);

/// An address that gets nothing of the page any more, whoever subscribes it. `address`: an e-mail address or a phone
/// number, as people write them. Error BadRequest.
Suppression suppress_address(db::Tx& tx, const Act& act, const std::string& address, const std::string& reason);
/// The address in its canonical form; also one of somebody who was erased and barred. Error NotFound.
std::string lift_suppression(db::Tx& tx, const Act& act, const std::string& address);

}  // namespace daymark::notify
