// What stores may rely on, on both databases: types, transactions, failures, concurrency.
#include "platform/db/db.h"

#include "support/test_databases.h"

#include <gtest/gtest.h>

#include <atomic>
#include <limits>
#include <thread>

namespace daymark::db {
namespace {

class Database : public test::OnBothDatabases {
protected:
    void SetUp() override {
        test::OnBothDatabases::SetUp();
        if (IsSkipped()) return;
        execute("create table things (id text primary key, number bigint, real double precision, note text)");
        execute("create table parts (id text primary key, thing text not null references things (id))");
    }

    void execute(std::string_view sql) const {
        db().write([&](Tx& tx) { tx.execute("test", sql); });
    }
    void insert(std::string_view id, std::int64_t number) const {
        db().write([&](Tx& tx) { add(tx, id, number); });
    }
    static void add(Tx& tx, std::string_view id, std::int64_t number) {
        tx.execute("test.add", "insert into things (id, number) values ($1, $2)", id, number);
    }
    [[nodiscard]] std::int64_t count() const {
        return db().read([](Tx& tx) { return tx.one("test.count", "select count(*) from things")->integer(0); });
    }
    [[nodiscard]] std::int64_t number_of(std::string_view id) const {
        return db().read(
            [&](Tx& tx) { return tx.one("test.number", "select number from things where id = $1", id)->integer(0); });
    }
    /// The code of the Error that the call throws; nothing when it does not.
    template <class Call>
    static std::optional<ErrorCode> refusal(Call call) {
        try {
            call();
        } catch (const Error& error) {
            return error.code();
        }
        return std::nullopt;
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, Database, test::both(), test::kind_name);

TEST_P(Database, TellsItsKindAndHealth) {
    EXPECT_EQ(db().kind(), GetParam());
    EXPECT_TRUE(db().healthy());
}

TEST_P(Database, ValuesComeBackAsTheyWentIn) {
    const std::string text = "it's \"$1\" \\ Zürich 中文 🎉 \r\n\t";
    const auto lowest = std::numeric_limits<std::int64_t>::min();
    for (const double real : {0.1, -2.5, 1e308, 5e-324, 3.0, 123456789.123456789}) {
        const Row row = *db().write([&](Tx& tx) {
            return tx.one("test", "insert into things values ($1, $2, $3, $4) returning id, number, real, note", text,
                          lowest, real, nullptr);
        });
        EXPECT_EQ(row.text(0), text);
        EXPECT_EQ(row.integer(1), lowest);
        EXPECT_EQ(row.real(2), real);
        EXPECT_TRUE(row.is_null(3));
        EXPECT_EQ(row.maybe_text(3), std::nullopt);
        execute("delete from things");
    }
}

TEST_P(Database, BooleansAreZeroAndOne) {
    insert("a", 1);
    const Row row = *db().read([](Tx& tx) {
        return tx.one(
            "test", "select number = 1, number = 2, exists (select 1 from parts) from things where number = $1", true);
    });
    EXPECT_TRUE(row.boolean(0));
    EXPECT_FALSE(row.boolean(1));
    EXPECT_FALSE(row.boolean(2));
}

TEST_P(Database, NullsHaveTheTypeOfTheirColumn) {
    db().write([](Tx& tx) {
        const std::optional<std::int64_t> number;
        const std::optional<std::string> note;
        const std::optional<double> real;
        tx.execute("test", "insert into things (id, number, note, real) values ($1, $2, $3, $4)", "a", number, note,
                   real);
        EXPECT_EQ(tx.query("test", "select id from things where number is not distinct from $1", number).size(), 1u);
        // The same statement with a value after it was prepared with a null.
        tx.execute("test", "insert into things (id, number, note, real) values ($1, $2, $3, $4)", "b", 7, "x", 0.5);
        tx.execute("test", "update things set number = coalesce($1, number) where id = $2", number, "b");
    });
    EXPECT_EQ(number_of("b"), 7);
    const Row row = *db().read([](Tx& tx) { return tx.one("test", "select number, note from things where id = 'a'"); });
    EXPECT_EQ(row.maybe_integer(0), std::nullopt);
    EXPECT_THROW((void)row.integer(0), Error);
    EXPECT_THROW((void)row.text(1), Error);
    EXPECT_THROW((void)row.text(2), Error);
}

TEST_P(Database, SumsOfIntegersAreIntegers) {
    insert("a", 5'000'000'000);
    insert("b", 2);
    const Row row = *db().read([](Tx& tx) {
        return tx.one("test", "select sum(number), avg(number), max(number), count(*), sum(real) from things");
    });
    EXPECT_EQ(row.integer(0), 5'000'000'002);
    EXPECT_EQ(row.real(1), 2'500'000'001.0);
    EXPECT_EQ(row.integer(2), 5'000'000'000);
    EXPECT_EQ(row.integer(3), 2);
    EXPECT_TRUE(row.is_null(4));
}

TEST_P(Database, BindsGoByTheirNumber) {
    const Row row = *db().read([](Tx& tx) {
        return tx.one("test", "select cast($2 as text) || '-' || $1 || '-' || $2, '$1', 'it''s $2'", "first", "second");
    });
    EXPECT_EQ(row.text(0), "second-first-second");
    EXPECT_EQ(row.text(1), "$1");
    EXPECT_EQ(row.text(2), "it's $2");
}

TEST_P(Database, TextMustBeUtf8WithoutNul) {
    for (const std::string_view text : {std::string_view("a\0b", 3), std::string_view("\xFF")}) {
        EXPECT_EQ(refusal([&] { insert(text, 1); }), ErrorCode::BadRequest);
    }
    EXPECT_EQ(count(), 0);
}

TEST_P(Database, BigTextComesBackWhole) {
    std::string text;
    while (text.size() < 8'000'000) text += "Zürich 中文 🎉 0123456789 ";
    db().write([&](Tx& tx) { tx.execute("test", "insert into things (id, note) values ('a', $1)", text); });
    const Row row = *db().read([](Tx& tx) { return tx.one("test", "select note from things"); });
    EXPECT_EQ(row.text(0), text);
}

TEST_P(Database, AnExceptionRollsBackAndPassesThrough) {
    struct Stop {};
    EXPECT_THROW(db().write([](Tx& tx) {
        add(tx, "a", 1);
        throw Stop();
    }),
                 Stop);
    EXPECT_EQ(refusal([&] {
                  db().write([](Tx& tx) {
                      add(tx, "a", 1);
                      throw Error::not_found("Component");
                  });
              }),
              ErrorCode::NotFound);
    EXPECT_EQ(count(), 0);
    EXPECT_EQ(db().write([](Tx&) { return std::string("result"); }), "result");
}

TEST_P(Database, ChangesAreCounted) {
    db().write([](Tx& tx) {
        for (const char* id : {"a", "b", "c"}) add(tx, id, 1);
        EXPECT_EQ(tx.execute("test", "update things set number = 2 where id <> $1", "a"), 2);
        EXPECT_EQ(tx.execute("test", "select id from things"), 0);
        EXPECT_EQ(tx.execute("test", "delete from things where number = $1", 2), 2);
        EXPECT_EQ(tx.execute("test", "delete from things where number = $1", 2), 0);
        EXPECT_EQ(tx.execute("test", "create table more (id text)"), 0);
        EXPECT_EQ(tx.execute("test", "with x as (select 1) update things set number = 3"), 1);
        EXPECT_EQ(tx.run("test", "update things set number = 4 returning number", {}).changed, 1);
    });
}

TEST_P(Database, UniqueKeysAndReferencesConflict) {
    insert("a", 1);
    EXPECT_EQ(refusal([&] { insert("a", 2); }), ErrorCode::Conflict);
    EXPECT_EQ(refusal([&] { execute("insert into parts values ('p', 'nowhere')"); }), ErrorCode::Conflict);
    execute("insert into parts values ('p', 'a')");
    EXPECT_EQ(refusal([&] { execute("delete from things"); }), ErrorCode::Conflict);
    EXPECT_EQ(count(), 1);
}

TEST_P(Database, OtherFailuresAreOurs) {
    EXPECT_EQ(refusal([&] { execute("insert into nowhere values (1)"); }), ErrorCode::Internal);
    EXPECT_EQ(refusal([&] { execute("insert into parts values ('p', null)"); }), ErrorCode::Internal);
    EXPECT_EQ(refusal([&] { execute("insert into things (id, number) values ('a', 'many')"); }), ErrorCode::Internal);
    EXPECT_EQ(refusal([&] { execute("select 1; select 2"); }), ErrorCode::Internal);
    EXPECT_EQ(refusal([&] { execute("select number from things where id = $1"); }), ErrorCode::Internal);
    EXPECT_EQ(refusal([&] {
                  db().write([](Tx& tx) { tx.execute("test", "select id from things where id = $1", "a", "b"); });
              }),
              ErrorCode::Internal);
}

TEST_P(Database, AFailedStatementEndsItsTransaction) {
    insert("a", 1);
    const auto swallow = [](Tx& tx) {
        add(tx, "b", 1);
        try {
            add(tx, "a", 2);
        } catch (const Error&) {
        }
    };
    EXPECT_EQ(refusal([&] { db().write(swallow); }), ErrorCode::Internal);
    EXPECT_EQ(refusal([&] {
                  db().write([&](Tx& tx) {
                      swallow(tx);
                      add(tx, "c", 1);
                  });
              }),
              ErrorCode::Internal);
    EXPECT_EQ(count(), 1);
}

TEST_P(Database, DoingNothingOnConflictReturnsNothing) {
    const auto add_once = [&](std::int64_t number) {
        return db().write([&](Tx& tx) {
            return tx.one("test",
                          "insert into things (id, number) values ('a', $1) on conflict do nothing returning number",
                          number);
        });
    };
    EXPECT_EQ(add_once(1)->integer(0), 1);
    EXPECT_FALSE(add_once(2).has_value());
    EXPECT_EQ(number_of("a"), 1);
}

TEST_P(Database, ReadsMayNotWrite) {
    EXPECT_EQ(refusal([&] { db().read([](Tx& tx) { add(tx, "a", 1); }); }), ErrorCode::Internal);
    EXPECT_EQ(count(), 0);
    insert("a", 1);
    EXPECT_EQ(count(), 1);
}

TEST_P(Database, AReadSeesOneState) {
    insert("a", 1);
    db().read([&](Tx& tx) {
        EXPECT_EQ(tx.one("test", "select count(*) from things")->integer(0), 1);
        std::thread([&] { insert("b", 2); }).join();
        EXPECT_EQ(tx.one("test", "select count(*) from things")->integer(0), 1);
    });
    EXPECT_EQ(count(), 2);
}

TEST_P(Database, AWriteInsideAWriteIsABug) {
    EXPECT_EQ(refusal([&] { db().write([&](Tx&) { insert("a", 1); }); }), ErrorCode::Internal);
    insert("b", 1);
    EXPECT_EQ(count(), 1);
}

TEST_P(Database, HintsAreGivenAfterTheCommitOnly) {
    std::vector<std::int64_t> seen;
    db().write([&](Tx& tx) {
        tx.after_commit([&] { seen.push_back(count()); });
        tx.after_commit([] { throw std::runtime_error("a hint that fails"); });
        tx.after_commit([&] { seen.push_back(-1); });
        add(tx, "a", 1);
    });
    EXPECT_EQ(seen, (std::vector<std::int64_t>{1, -1}));
    EXPECT_TRUE(refusal([&] {
        db().write([&](Tx& tx) {
            tx.after_commit([&] { seen.clear(); });
            add(tx, "a", 1);
        });
    }));
    EXPECT_EQ(seen.size(), 2u);
}

TEST_P(Database, WhatMayBeLostIsThereAndTheNextWaitsForTheDiskAgain) {
    const auto waits = [this](Tx& tx) {
        if (db().kind() == "sqlite") return true;
        return tx.one("test", "select current_setting('synchronous_commit')")->text(0) == "on";
    };
    db().write([&](Tx& tx) {
        tx.may_be_lost();
        add(tx, "a", 1);
        EXPECT_EQ(waits(tx), db().kind() == "sqlite");
    });
    EXPECT_EQ(count(), 1);
    EXPECT_TRUE(db().write(waits));
}

TEST_P(Database, ConcurrentWritesAllCount) {
    constexpr int threads = 8, writes = 200;
    insert("total", 0);
    std::atomic<int> failed = 0;
    std::vector<std::thread> running;
    for (int t = 0; t < threads; ++t) {
        running.emplace_back([&, t] {
            for (int i = 0; i < writes; ++i) {
                const auto refused = refusal([&] {
                    db().write([&](Tx& tx) {
                        const std::int64_t total =
                            tx.one("test", "select number from things where id = 'total'")->integer(0);
                        add(tx, std::to_string(t) + "/" + std::to_string(i), total);
                        tx.execute("test", "update things set number = $1 where id = 'total'", total + 1);
                    });
                });
                failed += refused ? 1 : 0;
            }
        });
    }
    for (std::thread& thread : running) thread.join();
    EXPECT_EQ(failed, 0);
    EXPECT_EQ(number_of("total"), threads * writes);
    EXPECT_EQ(count(), threads * writes + 1);
    // Each transaction saw another total: none ran on what another was changing.
    const Row row = *db().read([](Tx& tx) { return tx.one("test", "select count(distinct number) from things"); });
    EXPECT_EQ(row.integer(0), threads * writes + 1);
}

TEST_P(Database, OneFailureLeavesItsNeighboursAlone) {
    constexpr int threads = 8, writes = 60;
    insert("taken", 0);
    std::atomic<int> conflicts = 0;
    std::vector<std::thread> running;
    for (int t = 0; t < threads; ++t) {
        running.emplace_back([&, t] {
            for (int i = 0; i < writes; ++i) {
                const auto refused = refusal([&] {
                    db().write([&](Tx& tx) {
                        add(tx, std::to_string(t) + "/" + std::to_string(i), i);
                        if (i % 3 == 0) add(tx, "taken", i);
                    });
                });
                EXPECT_EQ(refused.has_value(), i % 3 == 0);
                conflicts += refused == ErrorCode::Conflict ? 1 : 0;
            }
        });
    }
    for (std::thread& thread : running) thread.join();
    EXPECT_EQ(conflicts, threads * writes / 3);
    EXPECT_EQ(count(), threads * writes * 2 / 3 + 1);
}

}  // namespace
}  // namespace daymark::db
