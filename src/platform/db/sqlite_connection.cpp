// Calls of the sqlite3 library, all of them but the choice of files.
#include "platform/db/sqlite_connection.h"

#include "platform/db/binds.h"
#include "platform/db/failures.h"

namespace daymark::db {
namespace {

constexpr int busy_timeout_ms = 1500;
constexpr std::size_t max_cached_statements = 256;
constexpr std::size_t max_cached_text = 64 * 1024;

/// The caller's mistake, the state of the world, or ours.
ErrorCode code_of(int result, bool writable) {
    switch (result) {
        case SQLITE_CONSTRAINT_UNIQUE:
        case SQLITE_CONSTRAINT_PRIMARYKEY:
        case SQLITE_CONSTRAINT_ROWID:
        case SQLITE_CONSTRAINT_FOREIGNKEY:
            return ErrorCode::Conflict;
        default:
            break;
    }
    switch (result & 0xFF) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_IOERR:
        case SQLITE_FULL:
        case SQLITE_CANTOPEN:
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
        case SQLITE_NOMEM:
        case SQLITE_PROTOCOL:
        case SQLITE_INTERRUPT:
            return ErrorCode::Unavailable;
        // On a reader it is our own rule that a read may not write.
        case SQLITE_READONLY:
            return writable ? ErrorCode::Unavailable : ErrorCode::Internal;
        default:
            return ErrorCode::Internal;
    }
}

/// Failures after which the connection must not be trusted. A busy database is only slow.
bool breaks(int result, bool writable) {
    const int primary = result & 0xFF;
    return primary != SQLITE_BUSY && primary != SQLITE_LOCKED && primary != SQLITE_INTERRUPT &&
           code_of(result, writable) == ErrorCode::Unavailable;
}

struct Binder {
    sqlite3_stmt* statement;
    int index;
    int operator()(std::nullptr_t) const { return sqlite3_bind_null(statement, index); }
    int operator()(std::int64_t number) const { return sqlite3_bind_int64(statement, index, number); }
    int operator()(double number) const { return sqlite3_bind_double(statement, index, number); }
    int operator()(const std::string& text) const {
        // The text outlives the run, so SQLite needs no copy.
        return sqlite3_bind_text64(statement, index, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
    }
};

Value column_of(sqlite3_stmt* statement, int column) {
    switch (sqlite3_column_type(statement, column)) {
        case SQLITE_NULL:
            return nullptr;
        case SQLITE_INTEGER:
            return std::int64_t{sqlite3_column_int64(statement, column)};
        case SQLITE_FLOAT:
            return sqlite3_column_double(statement, column);
        default: {
            const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
            const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
            return bytes == nullptr ? std::string() : std::string(bytes, size);
        }
    }
}

Row row_of(sqlite3_stmt* statement) {
    const int count = sqlite3_column_count(statement);
    std::vector<Value> columns;
    columns.reserve(static_cast<std::size_t>(count));
    for (int column = 0; column < count; ++column) columns.push_back(column_of(statement, column));
    return Row(std::move(columns));
}

/// Leaves a statement ready for its next use, whatever happens.
class Use {
public:
    explicit Use(sqlite3_stmt* statement) : statement_(statement) {}
    ~Use() {
        sqlite3_reset(statement_);
        sqlite3_clear_bindings(statement_);
    }
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;

private:
    sqlite3_stmt* statement_;
};

}  // namespace

SqliteConnection::SqliteConnection(const std::string& file, Access access) : writable_(access == Access::Write) {
    const int flags = (writable_ ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY) | SQLITE_OPEN_NOMUTEX;
    sqlite3* opened = nullptr;
    const int result = sqlite3_open_v2(file.c_str(), &opened, flags, nullptr);
    database_.reset(opened);
    if (result != SQLITE_OK) throw unavailable("open " + file + ": " + sqlite3_errstr(result));
    sqlite3_extended_result_codes(opened, 1);
    sqlite3_busy_timeout(opened, busy_timeout_ms);
    command("pragma foreign_keys = on");
    command("pragma temp_store = memory");
    // Only the writer checkpoints, when it chooses to: two connections that race a checkpoint against a write can lose
    // commits in the packaged SQLite.
    command("pragma wal_autocheckpoint = 0");
    if (!writable_) {
        // Opens the log too, so that reading goes on should the file be moved.
        command("pragma user_version");
        return;
    }
    if (run("open", "pragma journal_mode = wal", {}).rows.at(0).text(0) != "wal") {
        throw unavailable("open " + file + ": the file system does not support a write-ahead log");
    }
    command("pragma synchronous = full");
    command("pragma journal_size_limit = 67108864");
    sqlite3_wal_hook(opened, &SqliteConnection::note_log_frames, this);
}

Tx::Outcome SqliteConnection::run(std::string_view name, std::string_view sql, const std::vector<Value>& binds) {
    const Verb verb = verb_of(sql);
    if (verb != Verb::Other && sql.size() <= max_cached_text) return step(name, verb, cached(name, sql), binds);
    const Statement statement = prepare(name, sql, 0);
    return step(name, verb, statement.get(), binds);
}

sqlite3_stmt* SqliteConnection::cached(std::string_view name, std::string_view sql) {
    if (const auto found = statements_.find(sql); found != statements_.end()) return found->second.get();
    if (statements_.size() >= max_cached_statements) statements_.clear();
    Statement statement = prepare(name, sql, SQLITE_PREPARE_PERSISTENT);
    return statements_.emplace(std::string(sql), std::move(statement)).first->second.get();
}

SqliteConnection::Statement SqliteConnection::prepare(std::string_view name, std::string_view sql, unsigned flags) {
    const std::string text = with_sqlite_types(with_question_binds(sql));
    sqlite3_stmt* raw = nullptr;
    const char* rest = nullptr;
    const int result =
        sqlite3_prepare_v3(database_.get(), text.data(), static_cast<int>(text.size()), flags, &raw, &rest);
    Statement statement(raw);
    if (result != SQLITE_OK) fail(name);
    const auto used = static_cast<std::size_t>(rest - text.data());
    if (raw == nullptr || !split_statements(std::string_view(text).substr(used)).empty()) {
        throw internal(std::string(name) + ": expected exactly one statement");
    }
    return statement;
}

Tx::Outcome SqliteConnection::step(std::string_view name, Verb verb, sqlite3_stmt* statement,
                                   const std::vector<Value>& binds) {
    const Use use(statement);
    if (static_cast<std::size_t>(sqlite3_bind_parameter_count(statement)) != binds.size()) {
        throw internal(std::string(name) + ": the statement wants another number of binds");
    }
    for (std::size_t i = 0; i < binds.size(); ++i) {
        const int result = std::visit(Binder{statement, static_cast<int>(i) + 1}, binds[i]);
        if (result != SQLITE_OK) fail(name);
    }
    Tx::Outcome outcome;
    int result = SQLITE_ROW;
    while ((result = sqlite3_step(statement)) == SQLITE_ROW) outcome.rows.push_back(row_of(statement));
    if (result != SQLITE_DONE) fail(name);
    // After anything else the library still tells the count of the change before.
    if (verb == Verb::Change && sqlite3_stmt_readonly(statement) == 0) {
        outcome.changed = sqlite3_changes64(database_.get());
    }
    return outcome;
}

void SqliteConnection::fail(std::string_view name) {
    const int result = sqlite3_extended_errcode(database_.get());
    broken_ = broken_ || breaks(result, writable_);
    const std::string detail =
        std::string(name) + ": " + sqlite3_errmsg(database_.get()) + " (" + std::to_string(result) + ")";
    switch (code_of(result, writable_)) {
        case ErrorCode::Conflict:
            throw conflict(detail);
        case ErrorCode::Unavailable:
            throw unavailable(detail);
        default:
            throw internal(detail);
    }
}

bool SqliteConnection::foreign_keys_dangle() const {
    int dangling = 0;
    int unused = 0;
    sqlite3_db_status(database_.get(), SQLITE_DBSTATUS_DEFERRED_FKS, &dangling, &unused, 0);
    return dangling != 0;
}

void SqliteConnection::abandon() noexcept {
    if (in_transaction()) sqlite3_exec(database_.get(), "rollback", nullptr, nullptr, nullptr);
}

SqliteConnection::Checkpoint SqliteConnection::checkpoint(int wait_ms) {
    Checkpoint done;
    sqlite3_busy_timeout(database_.get(), wait_ms);
    const int mode = wait_ms == 0 ? SQLITE_CHECKPOINT_PASSIVE : SQLITE_CHECKPOINT_RESTART;
    const int result = sqlite3_wal_checkpoint_v2(database_.get(), "main", mode, &done.frames, &done.copied);
    sqlite3_busy_timeout(database_.get(), busy_timeout_ms);
    if (result != SQLITE_OK && (result & 0xFF) != SQLITE_BUSY) fail("checkpoint");
    return done;
}

int SqliteConnection::note_log_frames(void* self, sqlite3*, const char*, int frames) {
    static_cast<SqliteConnection*>(self)->log_frames_ = frames;
    return SQLITE_OK;
}

Tx::Outcome SqliteTx::run(std::string_view name, std::string_view sql, std::vector<Value> binds) {
    if (failed_) throw internal(std::string(name) + ": a statement before it has failed");
    check_binds(binds);
    try {
        return connection_.run(name, sql, binds);
    } catch (...) {
        failed_ = true;
        throw;
    }
}

std::vector<std::function<void()>> SqliteTx::finish() {
    if (failed_) throw internal("a statement of the transaction failed and the failure was not passed on");
    if (connection_.foreign_keys_dangle()) throw conflict("a foreign key points nowhere");
    return std::move(hints_);
}

}  // namespace daymark::db
