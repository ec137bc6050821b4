// Every SQL statement on uploads.
#pragma once

#include "platform/db/slice.h"
#include "uploads/upload.h"

#include <optional>
#include <string>
#include <vector>

namespace daymark::uploads {

void insert(db::Tx& tx, const Upload& upload, std::string_view bytes);
void erase(db::Tx& tx, const std::string& page_id, const std::string& id);
[[nodiscard]] std::optional<Upload> find(db::Tx& tx, const std::string& page_id, const std::string& id);
/// Newest first.
[[nodiscard]] std::vector<Upload> list_of_page(db::Tx& tx, const std::string& page_id, const db::Slice& slice);
[[nodiscard]] db::Cursor cursor_of(const Upload& upload);

struct Room {
    std::int64_t count = 0, bytes = 0;
};
/// What the page's uploads take.
[[nodiscard]] Room taken(db::Tx& tx, const std::string& page_id);

/// Of whichever page, as long as that is there.
[[nodiscard]] std::optional<Content> find_content(db::Tx& tx, const std::string& id);

}  // namespace daymark::uploads
