// Whether the server can do its work: looked at once a second, so that asking costs nothing and may be done on any
// loop.
#pragma once

#include "app/program.h"
#include "site/site.h"

#include <atomic>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace daymark::app {

/// What a balancer may want to send here. Reading pages does not depend on the database: a node that lost it still
/// serves what it knows, and must not be taken out of service together with all the others.
enum class Role { Public, Write };

struct Check {
    std::string_view name;
    Role role;
    bool ok = false;
    std::string about;  // for operators
};

class Readiness {
public:
    Readiness(Program& program, const site::Site& site) : program_(program), site_(site) {}

    /// Looks again. May block for as long as the database takes to answer.
    void refresh();

    /// What the last look found; any thread.
    [[nodiscard]] bool is_ready(Role role) const { return role == Role::Public ? public_ : write_; }
    [[nodiscard]] std::vector<Check> checks() const;

private:
    Program& program_;
    const site::Site& site_;
    std::atomic<bool> public_{false};
    std::atomic<bool> write_{false};
    mutable std::mutex mutex_;
    std::vector<Check> checks_;
};

/// What a request for /readyz asks about: "role=public", "role=write", or both.
[[nodiscard]] bool is_ready(const Readiness& readiness, std::string_view query);

}  // namespace daymark::app
