// A part of a list: how much of it, and where it begins.
#pragma once

#include "platform/db/db.h"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daymark::db {

/// A place in a list: what its rows are ordered by, of the row there. It stays true while rows come and go.
using Cursor = std::vector<Value>;

struct Slice {
    std::int64_t limit = 50;
    std::int64_t offset = 0;      // rows to pass over
    std::optional<Cursor> after;  // only what follows this place
};

enum class Order { Rising, Falling };

/// The end of a query whose `where` is open: " and (c.position, c.id) > ($2, $3) order by c.position, c.id limit $4
/// offset $5". The columns must tell every row from the others.
[[nodiscard]] std::string slice_sql(const Slice& slice, std::initializer_list<std::string_view> columns, Order order,
                                    std::vector<Value>& binds);

}  // namespace daymark::db
