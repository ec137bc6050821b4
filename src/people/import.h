// Subscribers by the table: many at once, and nobody is told anything.
#pragma once

#include "activity/act.h"
#include "pages/page.h"
#include "platform/db/db.h"

#include <string>
#include <string_view>
#include <vector>

namespace daymark::people {

/// Of one table, as it is sent. Guess: what more there is comes in a second one.
inline constexpr std::size_t most_import_bytes = 16 << 20, most_imported = 100'000;

struct RowError {
    std::int64_t line = 0;
    std::string column;  // "" for the whole row
    std::string reason;
};
struct ImportReport {
    std::int64_t rows = 0, failed = 0;
    // Subscribers; a row may hold several.
    std::int64_t added = 0, known = 0, suppressed = 0;
    std::vector<RowError> errors;  // of the first hundred rows that failed
    std::vector<std::string> unknown_columns;
};

/// Subscribes to the act's page whom the table names. Who is subscribed keeps what they have; who is suppressed, or was
/// erased and barred, is not brought back. Rows that cannot be are passed over, a table that cannot be read is refused
/// as a whole (Error BadRequest naming the line).
/// Goes in portions, each a transaction of its own with its row in the activity log, so that a large table holds nobody
/// up; the same table again adds what a broken import left out. `dry_run`: says what would be, and changes nothing.
ImportReport import_subscribers(db::Db& db, const Act& act, const pages::Page& page, std::string_view table,
                                bool dry_run);

inline constexpr std::size_t import_portion = 1'000;

}  // namespace daymark::people
