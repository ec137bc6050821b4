// Every SQL statement on subscribers.
#pragma once

#include "activity/act.h"
#include "platform/db/slice.h"
#include "subscribers/subscriber.h"

#include <optional>
#include <string>
#include <vector>

namespace daymark::subscribers {

/// `webhook` is stored as it stands: sealed by the caller. `place` is given here.
void insert(db::Tx& tx, const Subscriber& subscriber);
/// All of one page, with the components they chose; some 10 µs each.
void insert_all(db::Tx& tx, const std::vector<Subscriber>& subscribers);
void update(db::Tx& tx, const Subscriber& subscriber);
void erase(db::Tx& tx, const std::string& page_id, const std::string& id);
/// Held until the transaction ends: two that subscribe to one page follow each other.
void lock_list(db::Tx& tx, const std::string& page_id);
/// Failed attempts, and since when it is paused.
void set_health(db::Tx& tx, const Subscriber& subscriber);
/// Their messages arrive again.
void clear_failures(db::Tx& tx, const std::vector<std::string>& ids);
void set_notices(db::Tx& tx, const Subscriber& subscriber);
void set_components(db::Tx& tx, const Subscriber& subscriber);

/// Only through its page.
[[nodiscard]] std::optional<Subscriber> find(db::Tx& tx, const std::string& page_id, const std::string& id);
/// Of any page, in no order.
[[nodiscard]] std::vector<Subscriber> list_by_ids(db::Tx& tx, const std::vector<std::string>& ids);
[[nodiscard]] std::optional<Subscriber> find_by_address(db::Tx& tx, const std::string& page_id,
                                                        const std::string& address);
/// Of these addresses, those that are subscribed.
[[nodiscard]] std::vector<std::string> list_known(db::Tx& tx, const std::string& page_id,
                                                  const std::vector<std::string>& addresses);
/// In the order in which they came; without `search` a jump into the middle costs no more than the first page. `search`
/// must be part of the e-mail address or phone; empty: everybody.
[[nodiscard]] std::vector<Subscriber> list_of_page(db::Tx& tx, const std::string& page_id, const std::string& search,
                                                   const db::Slice& slice);
[[nodiscard]] db::Cursor cursor_of(const Subscriber& subscriber);

/// Nobody is told of failures there any more. The number of webhooks.
std::int64_t forget_webhook_email(db::Tx& tx, const std::string& page_id, const std::string& email);

/// What somebody asked for; hashes tell nothing without the server's key.
struct Request {
    std::string subscriber_id;
    std::string notice_id;  // "" for none
    std::string address_hash, asker_hash;
};
void insert_request(db::Tx& tx, const Act& act, const Request& request);
/// How many there were since then: for this address anywhere, by this asker, on this page.
struct RequestCounts {
    std::int64_t address = 0, asker = 0, page = 0;
};
[[nodiscard]] RequestCounts count_requests(db::Tx& tx, const Act& act, const Request& request, Millis address_since,
                                           Millis since);
/// Those before then, and with them who never said yes; at most so many at once. The number of requests.
std::int64_t forget_requests(db::Tx& tx, Millis before, std::int64_t most = 500);

}  // namespace daymark::subscribers
