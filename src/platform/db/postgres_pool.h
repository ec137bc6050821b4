// The connections to a PostgreSQL server, and how long to leave a server alone that does not answer.
#pragma once

#include "platform/db/postgres_connection.h"
#include "platform/db/postgres_resolver.h"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace daymark::db {

class PostgresPool {
public:
    PostgresPool(std::vector<PostgresParameters> hosts, unsigned limit);

    /// While a server is silent, one caller at a time finds out whether it is back; the others are refused at once.
    class Admission {
    public:
        explicit Admission(PostgresPool& pool);
        ~Admission();
        Admission(const Admission&) = delete;
        Admission& operator=(const Admission&) = delete;
        [[nodiscard]] bool probing() const { return probing_; }

    private:
        PostgresPool& pool_;
        bool probing_ = false;
    };

    /// A connection on loan; goes back by itself. Throws Error Unavailable when there is none before the deadline.
    class Lease {
    public:
        Lease(PostgresPool& pool, Deadline deadline);
        ~Lease();
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;
        PostgresConnection* operator->() const { return connection_.get(); }
        PostgresConnection& operator*() const { return *connection_; }

    private:
        PostgresPool& pool_;
        const Admission admission_;
        std::uint64_t generation_ = 0;
        std::unique_ptr<PostgresConnection> connection_;
    };

    /// Whether the server answered within the last second and has not been silent since.
    [[nodiscard]] bool answered_lately() const;

private:
    using Connection = std::unique_ptr<PostgresConnection>;

    [[nodiscard]] Connection obtain(const Admission& admission, std::uint64_t& generation, Deadline deadline);
    [[nodiscard]] bool settled(PostgresConnection& connection, Deadline deadline);
    [[nodiscard]] Connection connect(Deadline deadline);
    [[nodiscard]] Connection connect_to_any(Deadline deadline);
    [[nodiscard]] Connection connect_to_host(const PostgresParameters& host, Deadline deadline);
    void give_back(Connection connection, std::uint64_t generation) noexcept;
    /// Under the lock: connections of this time are not used again; those that were idle, to be closed without the
    /// lock.
    [[nodiscard]] std::vector<Connection> turn_away();
    void note_silence();

    const std::vector<PostgresParameters> hosts_;
    const unsigned limit_;
    PostgresResolver resolver_;
    std::atomic<std::size_t> preferred_host_ = 0;

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Connection> idle_;
    unsigned open_ = 0;  // idle, on loan, or being made
    std::uint64_t generation_ = 0;
    Deadline connect_after_{};
    bool silent_ = false;
    bool probing_ = false;
    Deadline silent_since_{};
    Deadline probe_after_{};
    Deadline last_answer_{};
    std::string last_failure_;
};

}  // namespace daymark::db
