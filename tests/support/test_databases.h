// Empty databases for tests, one of each kind, gone again when the test ends.
#pragma once

#include "platform/db/db.h"
#include "platform/db/migrate.h"

#include <gtest/gtest.h>

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace daymark::test {

/// "sqlite" and "postgresql".
[[nodiscard]] std::vector<std::string> kinds();

/// PostgreSQL needs DAYMARK_TEST_POSTGRES, the libpq address of a server on which tests may create schemas.
[[nodiscard]] bool available(const std::string& kind);

/// A database of its own; `db` may be closed and opened again at `location`.
struct TestDatabase {
    std::string kind;
    std::string location;                // file or URL, as open_sqlite and open_postgres take it
    std::shared_ptr<const void> keeper;  // deletes the database last
    std::unique_ptr<db::Db> db;
};

/// An empty database, brought up to the last of `migrations`.
[[nodiscard]] TestDatabase fresh_database(const std::string& kind, std::span<const db::Migration> migrations = {});

/// Opens the database of `location` once more (SQLite: close the first before).
[[nodiscard]] std::unique_ptr<db::Db> open_database(const std::string& kind, const std::string& location);

/// A fixture that runs each `TEST_P` on both databases:
///     using Incidents = test::OnBothDatabases;
///     INSTANTIATE_TEST_SUITE_P(Databases, Incidents, test::both(), test::kind_name);
class OnBothDatabases : public testing::TestWithParam<std::string> {
protected:
    void SetUp() override {
        if (!available(GetParam())) GTEST_SKIP() << "DAYMARK_TEST_POSTGRES is not set";
        database = fresh_database(GetParam());
    }
    [[nodiscard]] db::Db& db() const { return *database.db; }

    TestDatabase database;
};
[[nodiscard]] inline auto both() { return testing::ValuesIn(kinds()); }
[[nodiscard]] inline std::string kind_name(const testing::TestParamInfo<std::string>& info) { return info.param; }

}  // namespace daymark::test
