// Every SQL statement on general notices.
#pragma once

#include "general_notices/general_notice.h"
#include "notices/brief.h"
#include "notices/selection.h"
#include "platform/db/slice.h"

#include <optional>
#include <string>
#include <vector>

namespace daymark::general_notices {

/// The notice's own row; its components have their own statement.
void insert(db::Tx& tx, const GeneralNotice& notice);
void update(db::Tx& tx, const GeneralNotice& notice);
void erase(db::Tx& tx, const std::string& page_id, const std::string& id);

/// Replaces the list of components.
void set_components(db::Tx& tx, const GeneralNotice& notice);

/// Whole, with components. Only through its page.
[[nodiscard]] std::optional<GeneralNotice> find(db::Tx& tx, const std::string& page_id, const std::string& id);
[[nodiscard]] GeneralNotice require(db::Tx& tx, const std::string& page_id, const std::string& id);

/// Newest start first.
[[nodiscard]] std::vector<GeneralNotice> list_of_page(db::Tx& tx, const std::string& page_id, const db::Slice& slice);
[[nodiscard]] db::Cursor cursor_of(const GeneralNotice& notice);

/// Published ones that are not over at `now`, also those ahead, and those that began at `since` or later; newest start
/// first. `among` as in notices::Selection; what touches no component is for all readers.
[[nodiscard]] std::vector<GeneralNotice> list_for_readers(db::Tx& tx, const std::string& page_id, Millis since,
                                                          Millis now, const std::string& among, std::int64_t limit);
/// Published ones that have begun by `now`, newest start first.
[[nodiscard]] std::vector<GeneralNotice> list_selected(db::Tx& tx, const std::string& page_id,
                                                       const notices::Selection& selection, Millis now);

/// All published ones that have begun by `now`, newest start first.
[[nodiscard]] std::vector<notices::Brief> list_briefs(db::Tx& tx, const std::string& page_id, Millis now);

}  // namespace daymark::general_notices
