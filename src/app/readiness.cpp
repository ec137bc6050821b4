// The checks behind /readyz.
#include "app/readiness.h"

#include <algorithm>
#include <filesystem>

namespace daymark::app {
namespace {

constexpr std::uintmax_t gibibyte = 1UL << 30;

Check check_site(const site::Site& site) {
    const site::SiteCounts counts = site.counts();
    // A new server without pages has caught up at once.
    return {
        "site", Role::Public, counts.pages > 0 || counts.caught_up,
        std::to_string(counts.pages) + " pages in memory" + (counts.caught_up ? "" : ", still looking for changes")};
}

Check check_database(Program& program) {
    const bool healthy = program.db().healthy();
    return {
        "database", Role::Write, healthy,
        std::string(program.db().kind()) + (healthy ? " answers" : " does not answer; pages are served from memory")};
}

Check check_migrations(const Program& program) {
    return {"migrations", Role::Write, program.migrated(), program.migrated() ? "done" : "wait for the database"};
}

/// Five percent of a large disk is a lot of room, hence the fixed amount beside it.
Check check_disk(const Program& program) {
    std::error_code failed;
    const auto space = std::filesystem::space(program.config().data, failed);
    if (failed) return {"disk", Role::Write, false, "the data folder cannot be looked at: " + failed.message()};
    const bool enough = space.available > 2 * gibibyte || space.available > space.capacity / 20;
    return {"disk", Role::Write, enough, std::to_string(space.available >> 20) + " MiB free"};
}

/// A machine that lost its clock starts in 1970 or at its build date; what it wrote would be sorted wrongly for ever.
Check check_clock(const Program& program) {
    constexpr Millis year_2025 = 1'735'689'600'000;
    const bool sane = program.clock().now() > year_2025;
    return {"clock", Role::Write, sane, sane ? "plausible" : "the system's time lies in the past"};
}

}  // namespace

void Readiness::refresh() {
    std::vector<Check> checks{check_site(site_), check_database(program_), check_migrations(program_),
                              check_disk(program_), check_clock(program_)};
    const auto all_ok = [&](Role role) {
        return std::ranges::all_of(checks, [role](const Check& check) { return check.role != role || check.ok; });
    };
    public_ = all_ok(Role::Public);
    write_ = all_ok(Role::Write);
    const std::lock_guard lock(mutex_);
    checks_ = std::move(checks);
}

std::vector<Check> Readiness::checks() const {
    const std::lock_guard lock(mutex_);
    return checks_;
}

bool is_ready(const Readiness& readiness, std::string_view query) {
    if (query == "role=public") return readiness.is_ready(Role::Public);
    if (query == "role=write") return readiness.is_ready(Role::Write);
    return readiness.is_ready(Role::Public) && readiness.is_ready(Role::Write);
}

}  // namespace daymark::app
