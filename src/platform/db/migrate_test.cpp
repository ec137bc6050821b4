// Tests of schema steps on both databases.
#include "platform/db/migrate.h"

#include "support/test_databases.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <thread>

namespace daymark::db {
namespace {

constexpr std::array<Migration, 3> steps{{
    {1, "0001_pages", "-- Pages; and more.\ncreate table pages (id text primary key, name text not null);\n"},
    {2, "0002_more",
     "create index pages_by_name on pages (name);\n"
     "insert into pages values ('a', 'semi;colon -- kept');\n"
     "alter table pages add column revision bigint not null default 0;"},
    {3, "0003_points", "create table points (at bigint not null, value double precision);"},
}};
constexpr std::span<const Migration> all(steps);

using Migrate = test::OnBothDatabases;
INSTANTIATE_TEST_SUITE_P(Databases, Migrate, test::both(), test::kind_name);

std::int64_t applied(Db& db) {
    return db.read([](Tx& tx) { return tx.one("test", "select count(*) from schema_migrations")->integer(0); });
}

std::string failure_of(Db& db, std::span<const Migration> migrations) {
    try {
        migrate(db, migrations);
    } catch (const std::runtime_error& error) {
        return error.what();
    }
    return "";
}

TEST_P(Migrate, RunsEachStepOnce) {
    EXPECT_EQ(migrate(db(), all.first(1)), 1);
    EXPECT_EQ(migrate(db(), all), 2);
    EXPECT_EQ(migrate(db(), all), 0);
    EXPECT_EQ(applied(db()), 3);
    const Row row = *db().read([](Tx& tx) { return tx.one("test", "select name, revision from pages"); });
    EXPECT_EQ(row.text(0), "semi;colon -- kept");
    EXPECT_EQ(row.integer(1), 0);
}

TEST_P(Migrate, RefusesANewerSchema) {
    EXPECT_EQ(migrate(db(), all), 3);
    EXPECT_NE(failure_of(db(), all.first(2)).find("schema 3"), std::string::npos);
    EXPECT_EQ(applied(db()), 3);
}

TEST_P(Migrate, AFailingStepChangesNothingAndSaysWhy) {
    constexpr std::array<Migration, 2> bad{{
        steps[0],
        {2, "0002_bad", "insert into pages values ('a', 'b');\ninsert into nowhere values (1);"},
    }};
    const std::string failure = failure_of(db(), bad);
    EXPECT_NE(failure.find("0002_bad"), std::string::npos) << failure;
    EXPECT_NE(failure.find("nowhere"), std::string::npos) << failure;
    EXPECT_EQ(applied(db()), 1);
    EXPECT_EQ(db().read([](Tx& tx) { return tx.one("test", "select count(*) from pages")->integer(0); }), 0);
    EXPECT_EQ(migrate(db(), all), 2);
}

TEST_P(Migrate, RefusesAGapInTheNumbers) {
    constexpr std::array<Migration, 2> gap{{steps[0], {3, "0003", "select 1;"}}};
    EXPECT_FALSE(failure_of(db(), gap).empty());
}

TEST_P(Migrate, StartersRunEachStepOnceTogether) {
    // SQLite allows one process; PostgreSQL gets a pool per starter, as separate nodes would.
    std::atomic<int> ran = 0;
    std::vector<std::thread> starters;
    for (int i = 0; i < 4; ++i) {
        starters.emplace_back([&] {
            const auto node = GetParam() == "sqlite" ? nullptr : test::open_database(database.kind, database.location);
            EXPECT_NO_THROW(ran += migrate(node ? *node : db(), all));
        });
    }
    for (std::thread& starter : starters) starter.join();
    EXPECT_EQ(ran, 3);
    EXPECT_EQ(applied(db()), 3);
}

}  // namespace
}  // namespace daymark::db
