// Schema migrations: numbered SQL files inside the binary, run in order, each in its own transaction.
#pragma once

#include "platform/db/db.h"

#include <span>
#include <string_view>

namespace daymark::db {

struct Migration {
    int number = 0;         // 1, 2, 3 … without gaps
    std::string_view name;  // "0001_foundation"
    std::string_view sql;   // statements ended by ';' at the end of a line
};

/// Brings the schema up to the last migration; the number of steps run. Two nodes may start together: each step runs
/// once. Throws std::runtime_error when the database is newer than this program.
int migrate(Db& db, std::span<const Migration> migrations);

}  // namespace daymark::db
