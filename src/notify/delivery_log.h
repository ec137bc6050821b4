// What was sent to whom, as owners see it, and how that is forgotten: every SQL statement on it.
#pragma once

#include "notify/delivery.h"
#include "platform/db/slice.h"

#include <optional>
#include <string>
#include <vector>

namespace daymark::notify {

struct LoggedAttempt {
    std::int64_t attempt = 0;
    Millis started_at = 0;
    std::optional<Millis> finished_at;
    std::string result, reason;
};
struct LoggedDelivery {
    std::string event_id, recipient, channel, address, state, reason;
    Millis due_at = 0;
    std::string kind;  // of the event
    std::vector<LoggedAttempt> attempts;
};
/// Of one event, by recipient; `state` "": all. The address of a webhook is not told.
[[nodiscard]] std::vector<LoggedDelivery> list_deliveries(db::Tx& tx, const std::string& event_id,
                                                          const std::string& state, const db::Slice& slice);
[[nodiscard]] db::Cursor cursor_of(const LoggedDelivery& delivery);

/// As whom somebody stands in the log: under these names, or by this address ("": none).
struct Person {
    std::vector<std::string> recipients;
    std::string address;
};
/// A subscriber, who may have left.
[[nodiscard]] Person person_of_subscriber(const std::string& subscriber_id);

/// Of one page, newest event first.
[[nodiscard]] std::vector<LoggedDelivery> list_deliveries_to(db::Tx& tx, const std::string& page_id,
                                                             const Person& person, const std::string& state,
                                                             const db::Slice& slice);

/// Takes addresses, and what other sides said, out of the page's messages to that person; what waits is called off.
/// States, times and the subscriber's id stay. The number of messages.
std::int64_t forget_person(db::Tx& tx, const std::string& page_id, const Person& person);

/// Events of before then with all that hangs on them, at most so many rows at once. False when there is more.
bool forget_events(db::Tx& tx, Millis before, std::int64_t most);

}  // namespace daymark::notify
