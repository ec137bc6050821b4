// Every SQL statement on audience groups.
#pragma once

#include "audience_groups/audience_group.h"
#include "platform/db/slice.h"

#include <optional>
#include <string>
#include <vector>

namespace daymark::audience_groups {

/// The group without its links.
void insert(db::Tx& tx, const AudienceGroup& group);
void update(db::Tx& tx, const AudienceGroup& group);
void erase(db::Tx& tx, const std::string& page_id, const std::string& id);
/// The links become those that the group holds.
void set_links(db::Tx& tx, const AudienceGroup& group);

/// Only through its page: a group of another page is not found.
[[nodiscard]] AudienceGroup require(db::Tx& tx, const std::string& page_id, const std::string& id);
/// Those of `ids` that are groups of the page.
[[nodiscard]] std::vector<AudienceGroup> list_by_ids(db::Tx& tx, const std::string& page_id,
                                                     const std::vector<std::string>& ids);
/// Oldest first.
[[nodiscard]] std::vector<AudienceGroup> list_of_page(db::Tx& tx, const std::string& page_id, const db::Slice& slice);
[[nodiscard]] db::Cursor cursor_of(const AudienceGroup& group);

}  // namespace daymark::audience_groups
