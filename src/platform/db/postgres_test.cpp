// Tests of what is PostgreSQL's alone: servers that freeze, go away and come back, and transactions that meet.
#include "platform/db/postgres_address.h"

#include "support/tcp_proxy.h"
#include "support/test_databases.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <thread>

namespace daymark::db {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using test::TcpProxy;

// Two seconds are promised; the rest is for a busy machine.
constexpr auto promised = 3s;

/// What the server calls the connections of this test program.
std::string own_name() { return "daymark_test_" + std::to_string(::getpid()); }

/// The same database by way of some ports of this machine, as keywords and values.
std::string address_through(const std::string& location, const std::string& ports) {
    std::string address;
    const PostgresParameters parameters = postgres_hosts(location).front();
    for (auto [keyword, value] : parameters) {
        if (keyword == "host" || keyword == "hostaddr" || keyword == "port" || keyword == "application_name") continue;
        for (std::size_t at = 0; (at = value.find_first_of("'\\", at)) != std::string::npos; at += 2)
            value.insert(at, "\\");
        address += keyword + "='" + value + "' ";
    }
    const std::string hosts = ports.find(',') == std::string::npos ? "127.0.0.1" : "127.0.0.1,127.0.0.1";
    return address + "sslmode=disable gssencmode=disable application_name=" + own_name() + " host=" + hosts +
           " port=" + ports;
}

class Postgres : public testing::Test {
protected:
    void SetUp() override {
        if (!test::available("postgresql")) GTEST_SKIP() << "DAYMARK_TEST_POSTGRES is not set";
        database_ = test::fresh_database("postgresql");
        const PostgresParameters direct = postgres_hosts(database_.location).front();
        const std::string port = value_of(direct, "port");
        std::string host = value_of(direct, "host");
        if (host.starts_with('/')) host += "/.s.PGSQL." + port;
        proxy_ = std::make_unique<TcpProxy>(host, port);
        db_ = open_postgres(address_through(database_.location, std::to_string(proxy_->port())), 4);
        direct_write([](Tx& tx) {
            tx.execute("test", "create table things (id text primary key, number bigint not null)");
            tx.execute("test", "insert into things values ('total', 0), ('other', 0)");
        });
    }

    /// By way of the proxy.
    [[nodiscard]] Db& db() const { return *db_; }
    [[nodiscard]] TcpProxy& proxy() const { return *proxy_; }

    template <class Work>
    void direct_write(Work work) const {
        database_.db->write(work);
    }
    static std::int64_t number(Tx& tx, const char* id) {
        return tx.one("test.number", "select number from things where id = $1", id)->integer(0);
    }
    static void set(Tx& tx, const char* id, std::int64_t number) {
        tx.execute("test.set", "update things set number = $2 where id = $1", id, number);
    }
    static void increment(Tx& tx) { set(tx, "total", number(tx, "total") + 1); }
    /// Which of the server's processes the connection leads to.
    static std::int64_t pid(Tx& tx) { return tx.one("test", "select pg_backend_pid()")->integer(0); }
    [[nodiscard]] std::int64_t total() const {
        return database_.db->read([](Tx& tx) { return number(tx, "total"); });
    }

    template <class Work>
    std::optional<Error> failure_of(Work work) const {
        try {
            db().write(work);
        } catch (const Error& error) {
            return error;
        }
        return std::nullopt;
    }
    [[nodiscard]] bool refused() const {
        const auto failure = failure_of(increment);
        return failure && failure->code() == ErrorCode::Unavailable;
    }
    /// Tries until a write goes through, at most 5 seconds.
    [[nodiscard]] bool recovers() const {
        const auto end = Clock::now() + 5s;
        while (Clock::now() < end) {
            if (!failure_of([](Tx& tx) { tx.query("test", "select 1"); })) return true;
            std::this_thread::sleep_for(20ms);
        }
        return false;
    }
    /// Opens several connections at once.
    void fill_pool() const {
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                EXPECT_NO_THROW(db().read([](Tx& tx) { tx.query("test", "select cast(pg_sleep(0.05) as text)"); }));
            });
        }
        for (std::thread& thread : threads) thread.join();
    }

    test::TestDatabase database_;
    std::unique_ptr<TcpProxy> proxy_;
    std::unique_ptr<Db> db_;
};

TEST_F(Postgres, AFrozenServerMeansUnavailableInTime) {
    fill_pool();
    proxy().set(TcpProxy::Mode::Freeze);
    const auto started = Clock::now();
    std::vector<std::thread> threads;
    std::atomic<int> failed = 0;
    for (int i = 0; i < 8; ++i) threads.emplace_back([&] { failed += refused() ? 1 : 0; });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(failed, 8);
    EXPECT_LT(Clock::now() - started, promised);
    EXPECT_FALSE(db().healthy());

    // After a pause one caller finds out whether the server is back; the others are not kept waiting.
    std::this_thread::sleep_for(300ms);
    std::atomic<int> waited = 0;
    threads.clear();
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&] {
            const auto before = Clock::now();
            EXPECT_TRUE(refused());
            waited += Clock::now() - before > 1s ? 1 : 0;
        });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_LE(waited, 1);

    proxy().set(TcpProxy::Mode::Forward);
    EXPECT_TRUE(recovers());
    EXPECT_TRUE(db().healthy());
    // And no more one at a time.
    db().read([&](Tx& tx) {
        EXPECT_EQ(number(tx, "total"), 0);
        EXPECT_FALSE(failure_of(increment));
    });
}

TEST_F(Postgres, AServerThatFreezesInMidTransactionChangesNothing) {
    const auto failure = failure_of([&](Tx& tx) {
        increment(tx);
        proxy().set(TcpProxy::Mode::Freeze);
        tx.query("test", "select 1");
    });
    ASSERT_TRUE(failure);
    EXPECT_EQ(failure->code(), ErrorCode::Unavailable);
    proxy().set(TcpProxy::Mode::Forward);
    EXPECT_TRUE(recovers());
    EXPECT_EQ(total(), 0);
}

TEST_F(Postgres, AServerThatRefusesIsUnavailableUntilItIsBack) {
    fill_pool();
    proxy().set(TcpProxy::Mode::Refuse);
    const auto started = Clock::now();
    for (int i = 0; i < 20; ++i) EXPECT_TRUE(refused());
    EXPECT_LT(Clock::now() - started, promised);
    proxy().set(TcpProxy::Mode::Forward);
    EXPECT_TRUE(recovers());
    EXPECT_FALSE(failure_of(increment));
    EXPECT_EQ(total(), 1);
}

TEST_F(Postgres, BrokenIdleConnectionsAreReplacedUnseen) {
    fill_pool();
    proxy().cut();
    EXPECT_FALSE(failure_of(increment));
    direct_write([](Tx& tx) {
        tx.query("test", "select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1",
                 own_name());
    });
    EXPECT_FALSE(failure_of(increment));
    EXPECT_EQ(total(), 2);
}

TEST_F(Postgres, ConnectionsToAServerThatIsNoLongerThePrimaryAreReplaced) {
    // As after a failover: every open connection leads to a server that takes no writes.
    const auto demote = [](Tx& tx) { tx.execute("test", "set session characteristics as transaction read only"); };
    db().read([&](Tx& first) {
        demote(first);
        db().read([&](Tx& second) { demote(second); });
    });
    EXPECT_FALSE(failure_of(increment));
    EXPECT_EQ(total(), 1);
}

TEST_F(Postgres, AConnectionLostBeforeTheCommitIsReplacedOnce) {
    int runs = 0;
    EXPECT_FALSE(failure_of([&](Tx& tx) {
        increment(tx);
        if (++runs == 1) proxy().cut();
        increment(tx);
    }));
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(total(), 2);
    EXPECT_TRUE(failure_of([&](Tx& tx) {
        increment(tx);
        ++runs;
        proxy().cut();
        increment(tx);
    }));
    EXPECT_EQ(runs, 4);
    EXPECT_EQ(total(), 2);
}

TEST_F(Postgres, ACommitWithoutAnAnswerIsNeverRunAgain) {
    int runs = 0, hints = 0;
    proxy().cut_after("commit");
    const auto failure = failure_of([&](Tx& tx) {
        ++runs;
        tx.after_commit([&] { ++hints; });
        increment(tx);
    });
    ASSERT_TRUE(failure);
    EXPECT_EQ(failure->code(), ErrorCode::Unavailable);
    EXPECT_NE(failure->log_detail().find("outcome unknown"), std::string::npos) << failure->log_detail();
    EXPECT_EQ(runs, 1);
    EXPECT_EQ(hints, 0);
    // It had reached the server.
    EXPECT_EQ(total(), 1);
    EXPECT_FALSE(failure_of(increment));
}

TEST_F(Postgres, AnotherHostIsTriedWhenTheFirstFreezesOrRefuses) {
    for (const auto mode : {TcpProxy::Mode::Freeze, TcpProxy::Mode::Refuse}) {
        TcpProxy sleeping("127.0.0.1", std::to_string(proxy().port()));
        sleeping.set(mode);
        const std::string ports = std::to_string(sleeping.port()) + "," + std::to_string(proxy().port());
        const auto two = open_postgres(address_through(database_.location, ports), 4);
        EXPECT_EQ(two->read([](Tx& tx) { return number(tx, "total"); }), 0);
    }
}

TEST_F(Postgres, ASlowStatementIsUnavailableButDoesNotCostTheConnection) {
    const std::int64_t before = db().read(pid);
    const auto failure = failure_of([](Tx& tx) {
        tx.allow(50ms);
        tx.query("test", "select cast(pg_sleep(30) as text)");
    });
    ASSERT_TRUE(failure);
    EXPECT_EQ(failure->code(), ErrorCode::Unavailable);
    EXPECT_TRUE(db().healthy());
    EXPECT_EQ(db().read(pid), before);
}

TEST_F(Postgres, LongWorkMayBeAllowed) {
    EXPECT_FALSE(failure_of([](Tx& tx) {
        tx.allow(60s);
        tx.query("test", "select cast(pg_sleep(1.9) as text)");
    }));
}

TEST_F(Postgres, ANodeWaitsForTheLongSchemaStepOfAnother) {
    static constexpr std::array<Migration, 1> steps{{
        {1, "0001_long", "create table steps (id text);\nselect cast(pg_sleep(1.9) as text);"},
    }};
    std::atomic<int> ran = 0;
    std::thread other([&] { EXPECT_NO_THROW(ran += migrate(*database_.db, steps)); });
    const auto sleeping = [](Tx& tx) {
        return tx.query("test", "select 1 from pg_stat_activity where state = 'active' and query like '%' || $1",
                        "pg_sleep(1.9) as text)");
    };
    while (db().read(sleeping).empty()) std::this_thread::sleep_for(5ms);
    EXPECT_NO_THROW(ran += migrate(db(), steps));
    other.join();
    EXPECT_EQ(ran, 1);
}

TEST_F(Postgres, ATransactionThatMetAnotherRunsAgain) {
    int runs = 0;
    EXPECT_FALSE(failure_of([&](Tx& tx) {
        const std::int64_t before = number(tx, "total");
        if (++runs == 1) direct_write(increment);
        set(tx, "total", before + 10);
    }));
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(total(), 11);
}

TEST_F(Postgres, TransactionsThatReadWhatTheOtherWritesDoNotBothPass) {
    // Each may raise its number only while the sum is zero.
    int runs = 0;
    EXPECT_FALSE(failure_of([&](Tx& tx) {
        const bool allowed = number(tx, "total") + number(tx, "other") == 0;
        if (++runs == 1) {
            direct_write([](Tx& second) {
                if (number(second, "total") + number(second, "other") == 0) set(second, "other", 1);
            });
        }
        if (allowed) set(tx, "total", 1);
    }));
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(total(), 0);
}

TEST_F(Postgres, WorkThatHidesTheFailureIsStillRunAgain) {
    int runs = 0;
    EXPECT_FALSE(failure_of([&](Tx& tx) {
        try {
            const std::int64_t before = number(tx, "total");
            if (++runs == 1) direct_write(increment);
            set(tx, "total", before + 10);
        } catch (const Error&) {
            throw Error::not_found("Component");
        }
    }));
    EXPECT_EQ(runs, 2);
}

TEST_F(Postgres, ATransactionThatAlwaysMeetsOthersGivesUp) {
    int runs = 0;
    const auto failure = failure_of([&](Tx& tx) {
        ++runs;
        const std::int64_t before = number(tx, "total");
        direct_write(increment);
        set(tx, "total", before);
    });
    ASSERT_TRUE(failure);
    EXPECT_EQ(failure->code(), ErrorCode::Unavailable);
    EXPECT_EQ(runs, 6);
}

TEST_F(Postgres, PlansThatWentStaleAreMadeAnew) {
    const auto columns = [](Tx& tx) { return tx.one("test", "select * from things where id = 'total'")->size(); };
    EXPECT_EQ(db().read(columns), 2u);
    direct_write([](Tx& tx) { tx.execute("test", "alter table things add column note text"); });
    EXPECT_EQ(db().read(columns), 3u);
}

TEST_F(Postgres, ManyDifferentStatementsFitOneConnection) {
    const std::int64_t before = db().read(pid);
    for (int round = 0; round < 2; ++round) {
        db().read([](Tx& tx) {
            for (int i = 0; i < 300; ++i) EXPECT_EQ(tx.one("test", "select " + std::to_string(i))->integer(0), i);
        });
    }
    EXPECT_EQ(db().read(pid), before);
}

TEST_F(Postgres, AStatementThatCouldNotBePreparedMayBeLater) {
    const std::int64_t before = db().read(pid);
    const auto query = [](Tx& tx) { tx.query("test", "select id from later"); };
    EXPECT_TRUE(failure_of(query));
    direct_write([](Tx& tx) { tx.execute("test", "create table later (id text)"); });
    EXPECT_FALSE(failure_of(query));
    EXPECT_EQ(db().read(pid), before);
}

TEST_F(Postgres, ABusyPoolIsWaitedForInVainOnlySoLong) {
    const auto one = open_postgres(database_.location, 1);
    one->read([&](Tx& tx) {
        tx.query("test", "select 1");
        EXPECT_THROW(one->read([](Tx& inner) { inner.query("test", "select 1"); }), Error);
    });
    EXPECT_EQ(one->read([](Tx& tx) { return number(tx, "total"); }), 0);
}

TEST(PostgresAway, OpeningDoesNotNeedTheServer) {
    const auto nowhere = open_postgres("postgresql://someone@127.0.0.1:1/nothing", 2);
    EXPECT_FALSE(nowhere->healthy());
    EXPECT_THROW(nowhere->write([](Tx& tx) { tx.query("test", "select 1"); }), Error);
}

}  // namespace
}  // namespace daymark::db
