// Periodic work: one table, run by one thread.
#pragma once

#include "app/program.h"
#include "app/readiness.h"
#include "notify/domain_watch.h"

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <thread>

namespace daymark::app {

/// What periodic work can reach.
struct Surroundings {
    Program& program;
    Readiness& readiness;
    notify::DomainWatch* domains = nullptr;
};

enum class When { Always, Migrated };

/// Done at the start and then once per `every`. Must be safe to do twice, and on several nodes at once.
struct Periodic {
    std::string_view name;
    std::chrono::milliseconds every;
    When when;
    void (*run)(Surroundings& around);
};

[[nodiscard]] std::span<const Periodic> periodic_work();

class Schedule {
public:
    explicit Schedule(Surroundings around) : around_(around) {}
    ~Schedule() { stop(); }
    Schedule(const Schedule&) = delete;
    Schedule& operator=(const Schedule&) = delete;

    void start();
    /// Ends after the work that is under way.
    void stop();

private:
    using Instant = std::chrono::steady_clock::time_point;

    void run();
    /// Does what is due; when the next is.
    Instant run_due();
    void run_one(const Periodic& work);

    Surroundings around_;
    std::map<std::string_view, Instant> due_;
    std::map<std::string_view, std::string> failures_;  // the last one of each work
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace daymark::app
