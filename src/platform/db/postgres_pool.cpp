// Lending connections; failing fast, one quarter of a second at a time.
#include "platform/db/postgres_pool.h"

#include "platform/db/failures.h"

#include <algorithm>

namespace daymark::db {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto pause = 250ms;
constexpr auto lately = 1s;
// With less time than this left, no answer would say nothing about the server.
constexpr auto fair_chance = 300ms;

/// Tries one after another, each with its share of the time that is left. Fails as silent when any of them was.
template <class Attempt>
auto first_that_works(std::size_t count, Deadline deadline, Attempt attempt) {
    bool silent = false;
    for (std::size_t i = 0;; ++i) {
        const Deadline now = Clock::now();
        const auto left = static_cast<int>(count - i);
        try {
            return attempt(i, now + (deadline - now) / left);
        } catch (const PostgresError& error) {
            silent = silent || error.failure() == PostgresFailure::Silent;
            if (left > 1) continue;
            if (silent) throw PostgresError(PostgresFailure::Silent, unavailable(error.log_detail()));
            throw;
        }
    }
}

}  // namespace

PostgresPool::PostgresPool(std::vector<PostgresParameters> hosts, unsigned limit)
    : hosts_(std::move(hosts)), limit_(std::max(limit, 1u)) {}

PostgresPool::Admission::Admission(PostgresPool& pool) : pool_(pool) {
    const std::lock_guard lock(pool_.mutex_);
    if (!pool_.silent_) return;
    if (pool_.probing_ || Clock::now() < pool_.probe_after_) throw unavailable(pool_.last_failure_);
    probing_ = pool_.probing_ = true;
}

PostgresPool::Admission::~Admission() {
    if (!probing_) return;
    const std::lock_guard lock(pool_.mutex_);
    pool_.probing_ = false;
}

PostgresPool::Lease::Lease(PostgresPool& pool, Deadline deadline)
    : pool_(pool), admission_(pool), connection_(pool.obtain(admission_, generation_, deadline)) {}

PostgresPool::Lease::~Lease() { pool_.give_back(std::move(connection_), generation_); }

bool PostgresPool::answered_lately() const {
    const std::lock_guard lock(mutex_);
    return !silent_ && Clock::now() - last_answer_ < lately;
}

PostgresPool::Connection PostgresPool::obtain(const Admission& admission, std::uint64_t& generation,
                                              Deadline deadline) {
    const Deadline latest = deadline - fair_chance;
    std::unique_lock lock(mutex_);
    while (true) {
        generation = generation_;
        const Deadline now = Clock::now();
        if (silent_ && !admission.probing()) throw unavailable(last_failure_);
        if (now >= latest) throw unavailable("all connections are busy");
        if (!idle_.empty()) {
            Connection connection = std::move(idle_.back());
            idle_.pop_back();
            lock.unlock();
            if (settled(*connection, deadline)) return connection;
            give_back(std::move(connection), generation);
            lock.lock();
        } else if (open_ < limit_ && now >= connect_after_) {
            ++open_;
            lock.unlock();
            return connect(deadline);
        } else if (open_ == 0) {
            throw unavailable(last_failure_);
        } else {
            changed_.wait_until(lock, open_ < limit_ ? std::min(latest, connect_after_) : latest);
        }
    }
}

bool PostgresPool::settled(PostgresConnection& connection, Deadline deadline) {
    try {
        connection.settle(deadline);
        return true;
    } catch (const PostgresError&) {
        return false;
    }
}

PostgresPool::Connection PostgresPool::connect(Deadline deadline) {
    try {
        return connect_to_any(deadline);
    } catch (const std::exception& failure) {
        const auto* error = dynamic_cast<const PostgresError*>(&failure);
        const std::lock_guard lock(mutex_);
        --open_;
        last_failure_ = error ? error->log_detail() : failure.what();
        connect_after_ = Clock::now() + pause;
        if (error && error->failure() == PostgresFailure::Silent) note_silence();
        changed_.notify_all();
        throw;
    }
}

PostgresPool::Connection PostgresPool::connect_to_any(Deadline deadline) {
    const std::size_t first = preferred_host_;
    return first_that_works(hosts_.size(), deadline, [&](std::size_t i, Deadline share) {
        const std::size_t host = (first + i) % hosts_.size();
        Connection connection = connect_to_host(hosts_[host], share);
        preferred_host_ = host;
        return connection;
    });
}

PostgresPool::Connection PostgresPool::connect_to_host(const PostgresParameters& host, Deadline deadline) {
    const Deadline now = Clock::now();
    const std::vector<PostgresParameters> addresses = resolver_.resolve(host, now + (deadline - now) / 2);
    if (addresses.empty())
        throw PostgresError(PostgresFailure::Silent, unavailable("connect: the host's name is unknown"));
    return first_that_works(addresses.size(), deadline, [&](std::size_t i, Deadline share) {
        return std::make_unique<PostgresConnection>(addresses[i], share);
    });
}

void PostgresPool::give_back(Connection connection, std::uint64_t generation) noexcept {
    std::vector<Connection> closing;
    {
        const std::lock_guard lock(mutex_);
        last_answer_ = std::max(last_answer_, connection->last_answer());
        if (connection->silent()) {
            note_silence();
        } else if (last_answer_ > silent_since_) {
            silent_ = false;
        }
        // A connection ends because the server went; what else is open leads to the same place.
        if (!connection->usable()) closing = turn_away();
        if (connection->usable() && generation == generation_) {
            idle_.push_back(std::move(connection));
        } else {
            --open_;
        }
    }
    changed_.notify_all();
}

std::vector<PostgresPool::Connection> PostgresPool::turn_away() {
    ++generation_;
    open_ -= static_cast<unsigned>(idle_.size());
    return std::exchange(idle_, {});
}

void PostgresPool::note_silence() {
    silent_ = true;
    silent_since_ = Clock::now();
    probe_after_ = silent_since_ + pause;
    last_failure_ = "the server does not answer";
}

}  // namespace daymark::db
