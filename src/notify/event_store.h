// Every SQL statement on events: what is to be told, and how far that has come.
#pragma once

#include "notify/delivery.h"
#include "platform/db/slice.h"

#include <optional>
#include <string>
#include <vector>

namespace daymark::notify {

/// Pages of which something is due, unless they are stopped; in no order.
[[nodiscard]] std::vector<std::string> list_busy_pages(db::Tx& tx, Millis now);
/// Of one page, what is due and was raised first.
[[nodiscard]] std::vector<StoredEvent> list_due(db::Tx& tx, const std::string& page_id, Millis now, std::int64_t most);
/// Unfinished ones of the same notice that were raised before.
[[nodiscard]] std::vector<std::string> list_earlier(db::Tx& tx, const StoredEvent& event);

/// All unfinished ones of a page, held ones among them.
[[nodiscard]] std::vector<StoredEvent> list_unfinished(db::Tx& tx, const std::string& page_id);
/// Pages that have such.
[[nodiscard]] std::vector<std::string> list_owing_pages(db::Tx& tx);
[[nodiscard]] std::int64_t count_held(db::Tx& tx, const std::string& page_id);
/// Whether newer news of the same notice went out or is about to.
[[nodiscard]] bool has_newer(db::Tx& tx, const StoredEvent& event);

/// Holds what was due before then and nobody looked after. How many.
std::int64_t hold_overdue(db::Tx& tx, Millis before, const std::string& reason);
/// Goes on where it was held.
void release(db::Tx& tx, const StoredEvent& event, Millis now);

[[nodiscard]] std::optional<StoredEvent> find_event(db::Tx& tx, const std::string& page_id, const std::string& id);
/// Newest first.
[[nodiscard]] std::vector<StoredEvent> list_events(db::Tx& tx, const std::string& page_id, const db::Slice& slice);
[[nodiscard]] db::Cursor cursor_of(const StoredEvent& event);
/// Raised since then, news only.
[[nodiscard]] std::int64_t count_raised(db::Tx& tx, const std::string& page_id, Millis since);

/// Moves on the place up to which subscribers were looked at; false when somebody else did.
[[nodiscard]] bool move_on(db::Tx& tx, const StoredEvent& event, std::int64_t to);
void add_recipients(db::Tx& tx, const std::string& id, std::int64_t more);
void set_state(db::Tx& tx, const std::string& id, EventState state, const std::string& reason = {});
/// Nobody hears of it any more. What waits of it is cancelled piece by piece afterwards (`cancel_some`).
void call_off(db::Tx& tx, const std::string& id, const std::string& reason);
/// People are told from now on.
void start_anew(db::Tx& tx, const std::string& id, EventState state, Millis now);
/// All of it that was given up is sent again from now on, piece by piece (`revive_some`).
void send_all_again(db::Tx& tx, const std::string& id, EventState state, Millis now);
/// When it is looked at again.
void set_due(db::Tx& tx, const std::string& id, Millis due_at);
/// Looked at no later than then.
void wake(db::Tx& tx, const std::string& id, Millis due_at);

}  // namespace daymark::notify
