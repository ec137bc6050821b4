// Addresses that get nothing of a page, whoever subscribes them; and what was posted before.
#pragma once

#include "notify/delivery.h"
#include "platform/db/slice.h"

#include <optional>
#include <string>
#include <vector>

namespace daymark::notify {

struct Suppression {
    std::string address;  // as subscribers store it
    std::string reason;
    Millis created_at = 0;
};

/// Of these addresses, those that are suppressed.
[[nodiscard]] std::vector<std::string> list_suppressed(db::Tx& tx, const std::string& page_id,
                                                       const std::vector<std::string>& addresses);
[[nodiscard]] std::vector<Suppression> list_suppressions(db::Tx& tx, const std::string& page_id,
                                                         const db::Slice& slice);
[[nodiscard]] db::Cursor cursor_of(const Suppression& suppression);
void suppress(db::Tx& tx, const std::string& page_id, const Suppression& suppression);
/// False when it was not.
[[nodiscard]] bool lift(db::Tx& tx, const std::string& page_id, const std::string& address);

/// What X calls the first post on the event's notice; nothing before there is one.
[[nodiscard]] std::optional<std::string> first_post(db::Tx& tx, const StoredEvent& event);

}  // namespace daymark::notify
