// What may be bound to a statement, the same for both databases.
#pragma once

#include "platform/db/db.h"

namespace daymark::db {

/// Throws Error BadRequest for text that is not valid UTF-8 or holds NUL, and for numbers that are not finite: one
/// database would keep them, the other refuse or cut them.
void check_binds(const std::vector<Value>& binds);

}  // namespace daymark::db
