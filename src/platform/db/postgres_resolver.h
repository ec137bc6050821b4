// Host names turned into addresses without waiting longer than a caller can: libpq by itself waits for DNS without
// limit.
#pragma once

#include "platform/db/postgres_address.h"

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace daymark::db {

class PostgresResolver {
public:
    /// The parameters once for each address of their host; unchanged where there is no name to look up; empty when
    /// there is no such name. When DNS gives no answer before the deadline, the addresses it gave the last time.
    [[nodiscard]] std::vector<PostgresParameters> resolve(const PostgresParameters& parameters,
                                                          std::chrono::steady_clock::time_point deadline);

private:
    struct Lookup;
    [[nodiscard]] std::shared_ptr<Lookup> lookup_of(const std::string& name);

    std::mutex mutex_;
    std::map<std::string, std::shared_ptr<Lookup>> lookups_;
};

}  // namespace daymark::db
