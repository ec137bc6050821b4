// Tests of what is SQLite's alone: one process, group commit, and what happens when the disk fails.
#include "platform/db/sqlite_writer.h"

#include "support/faulty_vfs.h"
#include "support/test_databases.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <latch>
#include <set>

namespace daymark::db {
namespace {

using namespace std::chrono_literals;
using test::FaultyVfs;

void create_table(Db& db) {
    db.write([](Tx& tx) { tx.execute("test", "create table things (id text primary key, note text)"); });
}
void add(Db& db, const std::string& id, const std::string& note = "") {
    db.write([&](Tx& tx) { tx.execute("test.add", "insert into things values ($1, $2)", id, note); });
}
std::set<std::string> ids(Db& db) {
    std::set<std::string> found;
    for (const Row& row : db.read([](Tx& tx) { return tx.query("test", "select id from things"); }))
        found.insert(row.text(0));
    return found;
}
std::string integrity(Db& db) {
    return db.read([](Tx& tx) { return tx.one("test", "pragma integrity_check")->text(0); });
}
template <class Call>
std::optional<ErrorCode> refusal(Call call) {
    try {
        call();
    } catch (const Error& error) {
        return error.code();
    }
    return std::nullopt;
}
/// Waits until the database is well again, at most some seconds.
bool recovers(Db& db) {
    for (int i = 0; i < 500; ++i) {
        if (db.healthy()) return true;
        std::this_thread::sleep_for(10ms);
    }
    return false;
}

class Sqlite : public testing::Test {
protected:
    void SetUp() override {
        database_ = test::fresh_database("sqlite");
        create_table(db());
    }
    [[nodiscard]] Db& db() const { return *database_.db; }
    void reopen() {
        database_.db.reset();
        database_.db = test::open_database("sqlite", database_.location);
    }
    [[nodiscard]] const std::string& file() const { return database_.location; }
    /// An empty file, for a writer without the rest.
    [[nodiscard]] std::string another_file() const {
        std::ofstream(file() + "2", std::ios::app).close();
        return file() + "2";
    }

    FaultyVfs vfs_;  // before the database, so that it goes after it
    test::TestDatabase database_;
};

TEST_F(Sqlite, OnlyItsOwnerMayReadTheFile) {
    add(db(), "a");
    for (const char* suffix : {"", "-wal", "-shm", ".lock"}) {
        struct stat status {};
        ASSERT_EQ(::stat((file() + suffix).c_str(), &status), 0) << suffix;
        EXPECT_EQ(status.st_mode & 0777, 0600u) << suffix;
    }
}

TEST_F(Sqlite, ASecondOpeningIsRefusedWithAReason) {
    try {
        (void)open_sqlite(file(), 1);
        FAIL() << "opened twice";
    } catch (const std::runtime_error& error) {
        EXPECT_NE(std::string(error.what()).find("Another process is using the database"), std::string::npos);
    }
    reopen();
    add(db(), "a");
}

TEST_F(Sqlite, TheLockEndsWithItsProcess) {
    database_.db.reset();
    int ready[2];
    ASSERT_EQ(::pipe(ready), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        const auto held = open_sqlite(file(), 1);
        char byte = 1;
        (void)!::write(ready[1], &byte, 1);
        ::pause();
        ::_exit(0);
    }
    char byte = 0;
    ASSERT_EQ(::read(ready[0], &byte, 1), 1);
    EXPECT_THROW((void)open_sqlite(file(), 1), std::runtime_error);
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    ::close(ready[0]);
    ::close(ready[1]);
    reopen();
    add(db(), "a");
}

TEST_F(Sqlite, AFileThatIsNoDatabaseIsRefusedWithAReason) {
    const std::string path = file() + ".txt";
    std::ofstream(path) << "This is a letter, and a rather long one, to someone who expects a database.\n";
    EXPECT_THROW((void)open_sqlite(path, 1), std::runtime_error);
    EXPECT_THROW((void)open_sqlite(file() + "/nowhere/test.db", 1), std::runtime_error);
}

TEST_F(Sqlite, AWriteIsSyncedBeforeItIsAcknowledged) {
    add(db(), "a");
    const int before = vfs_.syncs();
    add(db(), "b");
    EXPECT_EQ(vfs_.syncs(), before + 1);
}

TEST_F(Sqlite, ClosingLeavesOneCompleteFile) {
    add(db(), "a");
    database_.db.reset();
    EXPECT_FALSE(std::filesystem::exists(file() + "-wal"));
    reopen();
    EXPECT_EQ(ids(db()), std::set<std::string>{"a"});
}

TEST_F(Sqlite, TheLogStaysSmall) {
    const std::string note(400'000, 'x');
    std::atomic<bool> stop = false;
    // Between them there is always one that reads, so that the log can never begin anew by itself.
    std::vector<std::thread> readers;
    for (int i = 0; i < 3; ++i) {
        readers.emplace_back([&] {
            while (!stop) {
                EXPECT_NO_THROW(db().read([](Tx& tx) {
                    tx.query("test", "select id from things where id = '0'");
                    std::this_thread::sleep_for(2ms);
                }));
            }
        });
    }
    std::uintmax_t largest = 0;
    for (int i = 0; i < 120; ++i) {
        add(db(), std::to_string(i), note);
        largest = std::max(largest, std::filesystem::file_size(file() + "-wal"));
    }
    stop = true;
    for (std::thread& reader : readers) reader.join();
    EXPECT_LT(largest, 24u << 20);
    EXPECT_EQ(integrity(db()), "ok");
}

TEST_F(Sqlite, WritesThatArriveTogetherShareACommit) {
    constexpr int count = 20;
    SqliteWriter writer(another_file());
    std::latch begun(1), go_on(1);
    const int before = vfs_.syncs();
    std::thread first([&] {
        writer.run([&](Tx& tx) {
            tx.execute("test", "create table t (id bigint primary key)");
            begun.count_down();
            go_on.wait();
        });
    });
    begun.wait();
    std::vector<std::thread> others;
    for (int i = 0; i < count; ++i) {
        others.emplace_back([&, i] {
            const auto refused = refusal([&] {
                writer.run([&](Tx& tx) {
                    tx.execute("test", "insert into t values ($1)", i);
                    if (i % 2 == 1) tx.execute("test", "insert into t values ($1)", i);
                });
            });
            EXPECT_EQ(refused.has_value(), i % 2 == 1);
        });
    }
    while (writer.waiting() < count) std::this_thread::yield();
    go_on.count_down();
    first.join();
    for (std::thread& other : others) other.join();
    EXPECT_LE(vfs_.syncs() - before, 4);
    writer.run([](Tx& tx) { EXPECT_EQ(tx.one("test", "select count(*) from t")->integer(0), count / 2); });
}

TEST_F(Sqlite, AFullQueueAndALongWaitAreRefused) {
    SqliteWriter writer(another_file(), {.queue = 1, .patience = 50ms});
    std::latch begun(1), go_on(1);
    std::thread first([&] {
        writer.run([&](Tx&) {
            begun.count_down();
            go_on.wait();
        });
    });
    begun.wait();
    std::atomic<bool> ran = false;
    std::thread second([&] {
        // Waits in vain, and must then never run.
        EXPECT_EQ(refusal([&] { writer.run([&](Tx&) { ran = true; }); }), ErrorCode::Unavailable);
    });
    while (writer.waiting() < 1) std::this_thread::yield();
    try {
        writer.run([](Tx&) {});
        ADD_FAILURE() << "the queue has no limit";
    } catch (const Error& error) {
        EXPECT_NE(error.log_detail().find("full"), std::string::npos) << error.log_detail();
    }
    second.join();
    go_on.count_down();
    first.join();
    writer.run([](Tx&) {});
    EXPECT_FALSE(ran);
}

TEST_F(Sqlite, AForeignWriterIsWaitedForAndForgiven) {
    SqliteWriter writer(another_file(), {.queue = 9, .patience = 50ms});
    writer.run([](Tx& tx) { tx.execute("test", "create table t (id bigint)"); });
    SqliteConnection foreign(another_file(), SqliteConnection::Access::Write);
    foreign.command("begin immediate");
    EXPECT_EQ(refusal([&] { writer.run([](Tx& tx) { tx.execute("test", "insert into t values (1)"); }); }),
              ErrorCode::Unavailable);
    EXPECT_TRUE(writer.healthy());
    foreign.command("commit");
    while (refusal([&] { writer.run([](Tx& tx) { tx.execute("test", "insert into t values (2)"); }); })) {
        std::this_thread::yield();
    }
    writer.run([](Tx& tx) { EXPECT_EQ(tx.one("test", "select count(*) from t where id = 1")->integer(0), 0); });
}

TEST_F(Sqlite, AMovedFileTakesNoWritesUntilItIsBack) {
    add(db(), "a");
    std::filesystem::rename(file(), file() + ".away");
    EXPECT_EQ(refusal([&] { add(db(), "b"); }), ErrorCode::Unavailable);
    EXPECT_FALSE(db().healthy());
    EXPECT_EQ(ids(db()), std::set<std::string>{"a"});
    std::filesystem::rename(file() + ".away", file());
    ASSERT_TRUE(recovers(db()));
    add(db(), "c");
    EXPECT_EQ(ids(db()), (std::set<std::string>{"a", "c"}));
}

TEST_F(Sqlite, AfterALastingFailureWritesAreRefusedAndReadsGoOn) {
    add(db(), "a");
    for (const int code : {SQLITE_IOERR_FSYNC, SQLITE_FULL}) {
        const auto call = code == SQLITE_FULL ? FaultyVfs::Call::Write : FaultyVfs::Call::Sync;
        vfs_.fail(call, 1, FaultyVfs::Duration::FromThenOn, code);
        bool hinted = false;
        EXPECT_EQ(refusal([&] {
                      db().write([&](Tx& tx) {
                          tx.after_commit([&] { hinted = true; });
                          tx.execute("test.add", "insert into things values ('b', null)");
                      });
                  }),
                  ErrorCode::Unavailable);
        EXPECT_FALSE(hinted);
        for (int i = 0; i < 3; ++i) EXPECT_EQ(refusal([&] { add(db(), "c"); }), ErrorCode::Unavailable);
        EXPECT_FALSE(db().healthy());
        EXPECT_EQ(ids(db()), std::set<std::string>{"a"});
        vfs_.heal();
        ASSERT_TRUE(recovers(db()));
    }
    add(db(), "d");
    reopen();
    EXPECT_EQ(ids(db()), (std::set<std::string>{"a", "d"}));
    EXPECT_EQ(integrity(db()), "ok");
}

/// Fails the n-th call, for each n until everything succeeds: what was acknowledged is there, what was refused is not.
void fail_each(FaultyVfs& vfs, FaultyVfs::Call call, int code, const std::function<test::TestDatabase()>& fresh) {
    const std::string note(1000, 'x');
    for (int nth = 1; nth < 100; ++nth) {
        auto database = fresh();
        std::set<std::string> acknowledged;
        vfs.fail(call, nth, FaultyVfs::Duration::Once, code);
        for (int i = 0; i < 3; ++i) {
            const std::string id = std::to_string(i);
            const auto refused = refusal([&] { add(*database.db, id, note); });
            if (!refused) acknowledged.insert(id);
            EXPECT_EQ(refused.value_or(ErrorCode::Unavailable), ErrorCode::Unavailable);
            ASSERT_TRUE(recovers(*database.db)) << nth;
        }
        const bool struck = vfs.struck();
        vfs.heal();
        add(*database.db, "last");
        acknowledged.insert("last");
        EXPECT_EQ(ids(*database.db), acknowledged) << nth;
        database.db.reset();
        database.db = test::open_database("sqlite", database.location);
        EXPECT_EQ(ids(*database.db), acknowledged) << nth;
        EXPECT_EQ(integrity(*database.db), "ok") << nth;
        if (!struck) return;
    }
    FAIL() << "the fault never stopped striking";
}

TEST_F(Sqlite, NothingAcknowledgedIsLostWhenOneCallFails) {
    const auto fresh = [] {
        auto database = test::fresh_database("sqlite");
        create_table(*database.db);
        return database;
    };
    fail_each(vfs_, FaultyVfs::Call::Sync, SQLITE_IOERR_FSYNC, fresh);
    fail_each(vfs_, FaultyVfs::Call::Write, SQLITE_IOERR_WRITE, fresh);
    fail_each(vfs_, FaultyVfs::Call::Write, SQLITE_FULL, fresh);
}

}  // namespace
}  // namespace daymark::db
