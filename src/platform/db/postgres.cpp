// PostgreSQL behind `Db`: what a transaction is, and when it is run again.
#include "platform/db/binds.h"
#include "platform/db/failures.h"
#include "platform/db/hints.h"
#include "platform/db/postgres_pool.h"
#include "platform/db/write_gate.h"

#include <optional>
#include <random>
#include <thread>

namespace daymark::db {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

// Callers are promised an answer within 2 seconds of the server's falling silent.
constexpr auto call_limit = 1900ms;
constexpr auto answer_limit = 1800ms;
constexpr unsigned max_retries = 5;
// Meeting others twice is chance; after that a transaction writes alone in this process, and at most other nodes are
// met.
constexpr unsigned retries_together = 1;

constexpr std::string_view begin_read = "begin isolation level repeatable read read only";
// Nothing less makes "read the last row of a chain, add the next" and "read all statuses, write the worst" behave as on
// SQLite, where writers come one after another. With repeatable read the first fails as a conflict that no retry sees,
// and the second is wrong without failing.
constexpr std::string_view begin_write = "begin isolation level serializable";

class PostgresTx final : public Tx {
public:
    explicit PostgresTx(PostgresConnection& connection) : connection_(connection) {}

    Outcome run(std::string_view name, std::string_view sql, std::vector<Value> binds) override {
        if (failed_) throw internal(std::string(name) + ": a statement before it has failed");
        check_binds(binds);
        return guarded([&] { return connection_.run(name, sql, binds, Clock::now() + limit_); });
    }

    [[nodiscard]] std::string_view skip_locked() const override { return " for update skip locked"; }
    [[nodiscard]] std::string_view row_place() const override { return "ctid"; }

    void allow(std::chrono::milliseconds per_statement) override {
        // The server gives up first, so that a long statement is told from a dead server.
        limit_ = per_statement + (answer_limit - 1500ms);
        const std::string ms = std::to_string(per_statement.count());
        for (const char* setting : {"statement_timeout", "lock_timeout"}) {
            run("allow", "set local " + std::string(setting) + " = " + ms, {});
        }
    }

    void may_be_lost() override { run("may_be_lost", "set local synchronous_commit = off", {}); }

    /// Throws when the work swallowed the failure of a statement; otherwise hands over the hints.
    std::vector<std::function<void()>> finish() {
        if (failed_) throw internal("a statement of the transaction failed and the failure was not passed on");
        return std::move(hints_);
    }

    void commit() {
        if (!connection_.begun()) return;
        const std::string done = connection_.command("commit", Clock::now() + limit_);
        if (done != "COMMIT") throw internal("the server answered the commit with " + done);
    }

    [[nodiscard]] PostgresFailure failure() const { return failure_; }

private:
    /// Remembers how the server failed, whatever the work makes of the exception.
    template <class Call>
    auto guarded(Call call) -> decltype(call()) {
        try {
            return call();
        } catch (const PostgresError& error) {
            failed_ = true;
            failure_ = error.failure();
            throw;
        } catch (...) {
            failed_ = true;
            throw;
        }
    }

    PostgresConnection& connection_;
    std::chrono::milliseconds limit_ = answer_limit;
    bool failed_ = false;
    PostgresFailure failure_ = PostgresFailure::Statement;
};

/// Up to 2, 4, 8 … milliseconds, so that transactions that met do not meet again.
void wait_a_little(unsigned retry) {
    static thread_local std::minstd_rand random{std::random_device{}()};
    std::this_thread::sleep_for(std::chrono::microseconds(random() % (1000u << retry)));
}

class Postgres final : public Db {
public:
    Postgres(std::vector<PostgresParameters> hosts, unsigned connections) : pool_(std::move(hosts), connections) {}

    [[nodiscard]] std::string_view kind() const override { return "postgresql"; }

    [[nodiscard]] bool healthy() override {
        if (pool_.answered_lately()) return true;
        try {
            read([](Tx& tx) { tx.query("health", "select 1"); });
            return true;
        } catch (const Error&) {
            return false;
        }
    }

protected:
    void transact(Mode mode, const std::function<void(Tx&)>& work) override {
        const Deadline deadline = Clock::now() + call_limit;
        bool replaced = false;
        for (unsigned retries = 0;;) {
            const Attempt attempt =
                mode == Mode::Read ? attempt_read(work, deadline) : attempt_write(work, retries, deadline);
            if (!attempt.error) return give_hints(attempt.hints);
            if (attempt.failure == PostgresFailure::Retry && retries < max_retries && Clock::now() < deadline) {
                wait_a_little(++retries);
            } else if ((attempt.failure == PostgresFailure::Lost || attempt.failure == PostgresFailure::Stale) &&
                       !replaced) {
                replaced = true;
            } else {
                std::rethrow_exception(attempt.error);
            }
        }
    }

private:
    struct Attempt {
        std::exception_ptr error;
        PostgresFailure failure = PostgresFailure::Statement;
        std::vector<std::function<void()>> hints;
    };

    Attempt attempt_read(const std::function<void(Tx&)>& work, Deadline deadline) {
        const PostgresPool::Lease connection(pool_, deadline);
        connection->begin_with(begin_read, false);
        PostgresTx tx(*connection);
        Attempt attempt;
        try {
            work(tx);
            attempt.hints = tx.finish();
        } catch (...) {
            attempt.error = std::current_exception();
            attempt.failure = tx.failure();
        }
        connection->end_with("rollback");
        return attempt;
    }

    Attempt attempt_write(const std::function<void(Tx&)>& work, unsigned retries, Deadline deadline) {
        const Writing writing(*this);
        const auto manner = retries <= retries_together ? WriteGate::Manner::Together : WriteGate::Manner::Alone;
        const WriteGate::Pass pass(gate_, manner, deadline);
        const PostgresPool::Lease connection(pool_, deadline);
        connection->begin_with(begin_write, true);
        PostgresTx tx(*connection);
        Attempt attempt;
        try {
            work(tx);
            attempt.hints = tx.finish();
        } catch (...) {
            attempt.error = std::current_exception();
            attempt.failure = tx.failure();
            connection->end_with("rollback");
            return attempt;
        }
        commit(tx, attempt);
        return attempt;
    }

    static void commit(PostgresTx& tx, Attempt& attempt) {
        try {
            tx.commit();
        } catch (const PostgresError& error) {
            attempt.error = std::current_exception();
            attempt.failure = error.failure();
            if (error.failure() == PostgresFailure::Statement || error.failure() == PostgresFailure::Retry) return;
            // Running it again could do it twice.
            attempt.failure = PostgresFailure::Statement;
            attempt.error = std::make_exception_ptr(unavailable("commit, outcome unknown: " + error.log_detail()));
        } catch (...) {
            attempt.error = std::current_exception();
        }
    }

    /// Marks this thread as writing. A write inside it would be another transaction, which waits for locks of the
    /// first.
    class Writing {
    public:
        explicit Writing(const Postgres& database) : before_(current) {
            if (current == &database) throw internal("a write inside a write would wait for itself");
            current = &database;
        }
        ~Writing() { current = before_; }
        Writing(const Writing&) = delete;
        Writing& operator=(const Writing&) = delete;

    private:
        static inline thread_local const Postgres* current = nullptr;
        const Postgres* before_;
    };

    PostgresPool pool_;
    WriteGate gate_;
};

}  // namespace

std::unique_ptr<Db> open_postgres(const std::string& url, unsigned connections) {
    return std::make_unique<Postgres>(postgres_hosts(url), connections);
}

}  // namespace daymark::db
