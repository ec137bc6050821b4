// Many rows at once.
#pragma once

#include "platform/db/db.h"

#include <string_view>
#include <vector>

namespace daymark::db {

/// Inserts rows, all of the same length, in portions of few sizes, so that there are few statements to prepare.
/// `into`: "insert into answers (event_id, recipient)"; `end`: what follows the values.
void insert_rows(Tx& tx, std::string_view name, std::string_view into, std::vector<std::vector<Value>> rows,
                 std::string_view end = {});

/// "(select …)" of pairs of texts, which are appended to `binds`: for "(a, b) in …", so that both databases look each
/// of them up by an index. The last pair is repeated as by `places_for`.
[[nodiscard]] std::string pairs_for(const std::vector<std::pair<std::string, std::string>>& pairs,
                                    std::vector<Value>& binds);
/// The same of pairs with one first, such as a page and many addresses. PostgreSQL compares each row with each of many
/// places when it planned "in ($1, $2, …)" while the table was small.
[[nodiscard]] std::string pairs_for(const std::string& first, const std::vector<std::string>& seconds,
                                    std::vector<Value>& binds);

}  // namespace daymark::db
