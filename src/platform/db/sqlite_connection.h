// One connection to a SQLite file: statements kept prepared, results read, failures turned into Error.
#pragma once

#include "platform/db/db.h"
#include "platform/db/sql_text.h"

#include <sqlite3.h>

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace daymark::db {

/// Used by one thread at a time.
class SqliteConnection {
public:
    enum class Access { Read, Write };
    /// Opens a file that exists. Throws Error Unavailable when that fails.
    SqliteConnection(const std::string& file, Access access);

    Tx::Outcome run(std::string_view name, std::string_view sql, const std::vector<Value>& binds);
    /// Transaction control and settings.
    void command(std::string_view sql) { run(sql, sql, {}); }

    [[nodiscard]] bool in_transaction() const { return sqlite3_get_autocommit(database_.get()) == 0; }
    /// Whether a foreign key points nowhere, which would fail the whole commit.
    [[nodiscard]] bool foreign_keys_dangle() const;
    /// Whether the file or its device failed: what SQLite remembers of the file can no longer be relied on.
    [[nodiscard]] bool broken() const { return broken_; }
    /// Throws away whatever transaction is open; never throws.
    void abandon() noexcept;

    /// Frames in the write-ahead log after the last commit of this connection.
    [[nodiscard]] int log_frames() const { return log_frames_; }
    struct Checkpoint {
        int frames = 0, copied = 0;
    };
    /// Copies the log into the file. `wait_ms` 0: only as far as readers allow; else waits for them, so that the log
    /// restarts.
    Checkpoint checkpoint(int wait_ms);

private:
    struct Close {
        void operator()(sqlite3* database) const { sqlite3_close(database); }
    };
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };
    using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

    [[nodiscard]] Statement prepare(std::string_view name, std::string_view sql, unsigned flags);
    [[nodiscard]] sqlite3_stmt* cached(std::string_view name, std::string_view sql);
    Tx::Outcome step(std::string_view name, Verb verb, sqlite3_stmt* statement, const std::vector<Value>& binds);
    [[noreturn]] void fail(std::string_view name);
    static int note_log_frames(void* self, sqlite3*, const char*, int frames);

    bool writable_;
    bool broken_ = false;
    int log_frames_ = 0;
    // Statements must go before the database does.
    std::unique_ptr<sqlite3, Close> database_;
    std::unordered_map<std::string, Statement, Hash, std::equal_to<>> statements_;
};

/// A transaction on a connection. After a statement has failed the others are refused, as PostgreSQL does.
class SqliteTx final : public Tx {
public:
    explicit SqliteTx(SqliteConnection& connection) : connection_(connection) {}
    Outcome run(std::string_view name, std::string_view sql, std::vector<Value> binds) override;
    [[nodiscard]] std::string_view row_place() const override { return "rowid"; }
    /// Throws when the work swallowed the failure of a statement; otherwise hands over the hints.
    std::vector<std::function<void()>> finish();

private:
    SqliteConnection& connection_;
    bool failed_ = false;
};

}  // namespace daymark::db
