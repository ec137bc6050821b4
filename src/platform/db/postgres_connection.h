// One connection to a PostgreSQL server that never waits for it longer than it was told to.
#pragma once

#include "platform/db/db.h"
#include "platform/db/postgres_address.h"
#include "platform/db/postgres_errors.h"

#include <libpq-fe.h>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace daymark::db {

using Deadline = std::chrono::steady_clock::time_point;

/// Used by one thread at a time. Statements are sent in libpq's pipeline mode, so that opening a transaction and
/// preparing a statement cost no waiting of their own.
class PostgresConnection {
public:
    /// Throws PostgresError, Lost or Silent.
    PostgresConnection(const PostgresParameters& parameters, Deadline deadline);

    /// The command (`begin …`) goes out together with the next statement.
    void begin_with(std::string_view command, bool writing) {
        opening_ = command;
        writing_ = writing;
    }
    /// Whether anything of the present transaction was sent.
    [[nodiscard]] bool begun() const { return opening_.empty(); }

    Tx::Outcome run(std::string_view name, std::string_view sql, const std::vector<Value>& binds, Deadline deadline);
    /// Runs a command and tells the server's word for what it did ("COMMIT").
    std::string command(const char* sql, Deadline deadline);
    /// Ends the transaction without waiting for the answer.
    void end_with(const char* sql) noexcept;
    /// Takes in the answers not waited for. Throws when the connection turns out to be gone.
    void settle(Deadline deadline);

    /// Whether it may be used again.
    [[nodiscard]] bool usable() const { return usable_ && PQstatus(connection_.get()) == CONNECTION_OK; }
    /// Whether the server let a deadline pass.
    [[nodiscard]] bool silent() const { return silent_; }
    /// When the server last answered.
    [[nodiscard]] Deadline last_answer() const { return last_answer_; }

private:
    struct Finish {
        void operator()(PGconn* connection) const { PQfinish(connection); }
    };
    struct Clear {
        void operator()(PGresult* result) const { PQclear(result); }
    };
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };
    using Result = std::unique_ptr<PGresult, Clear>;

    void connect(const PostgresParameters& parameters, Deadline deadline);
    void set_up(Deadline deadline);
    void send_opening();
    void send_command(const char* sql);
    void send_statement(std::string_view sql, const std::vector<Value>& binds);
    [[nodiscard]] std::string prepared(std::string_view sql);
    void must_send(int sent);
    void synchronise();

    /// Waits for the answers up to the next synchronisation point: the last one. Throws the first failure.
    Result collect(std::string_view name, Deadline deadline);
    [[nodiscard]] Result next_result(Deadline deadline);
    void note_preparation(bool succeeded);
    void flush(Deadline deadline);
    void wait(short events, Deadline deadline);
    [[nodiscard]] std::string last_message() const;
    [[noreturn]] void fail(std::string_view name, const PGresult* result);
    [[noreturn]] void lose(PostgresFailure failure, std::string_view what);

    std::unique_ptr<PGconn, Finish> connection_;
    std::unordered_map<std::string, std::string, Hash, std::equal_to<>>
        statements_;           // SQL text to its name at the server
    std::string unconfirmed_;  // SQL text whose preparation was sent, not answered
    std::string opening_;
    bool writing_ = false;
    unsigned statement_number_ = 0;
    Deadline last_answer_{};
    bool answer_owed_ = false;
    bool usable_ = true;
    bool silent_ = false;
};

}  // namespace daymark::db
