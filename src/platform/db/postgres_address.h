// Where a PostgreSQL server may be found: a libpq address taken apart into one set of parameters per host.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daymark::db {

/// Keywords and values as PQconnectStartParams takes them.
using PostgresParameters = std::vector<std::pair<std::string, std::string>>;

/// The value of a keyword, empty when it is not there.
[[nodiscard]] std::string value_of(const PostgresParameters& parameters, std::string_view keyword);

/// One entry for each host of the address, in its order. Throws std::runtime_error with a sentence for the operator.
/// libpq tries the hosts of one connection by itself, but without blocking it stays with the first that does not
/// answer.
[[nodiscard]] std::vector<PostgresParameters> postgres_hosts(const std::string& url);

}  // namespace daymark::db
