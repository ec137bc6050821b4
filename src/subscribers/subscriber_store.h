// Every SQL statement on subscribers.
#pragma once

#include "platform/db/slice.h"
#include "subscribers/subscriber.h"

#include <optional>
#include <string>
#include <vector>

namespace daymark::subscribers {

/// `webhook` is stored as it stands: sealed by the caller. `place` is given here.
void insert(db::Tx& tx, const Subscriber& subscriber);
void update(db::Tx& tx, const Subscriber& subscriber);
void erase(db::Tx& tx, const std::string& page_id, const std::string& id);
void set_components(db::Tx& tx, const Subscriber& subscriber);

/// Only through its page.
[[nodiscard]] std::optional<Subscriber> find(db::Tx& tx, const std::string& page_id, const std::string& id);
[[nodiscard]] std::optional<Subscriber> find_by_address(db::Tx& tx, const std::string& page_id,
                                                        const std::string& address);
/// In the order in which they came; without `search` a jump into the middle costs no more than the first page. `search`
/// must be part of the e-mail address or phone; empty: everybody.
[[nodiscard]] std::vector<Subscriber> list_of_page(db::Tx& tx, const std::string& page_id, const std::string& search,
                                                   const db::Slice& slice);
[[nodiscard]] db::Cursor cursor_of(const Subscriber& subscriber);

}  // namespace daymark::subscribers
