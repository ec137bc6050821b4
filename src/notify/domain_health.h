// Whether a page's own domain leads to it: what several looks together say.
#pragma once

#include "platform/base/clock.h"

#include <cstdint>

namespace daymark::notify {

struct DomainHealth {
    bool worked = false;  // it led here once
    std::int64_t failures = 0;
    Millis failing_since = 0;
    bool told = false;  // of this break
};

/// Guess: once is nothing; a domain that worked is broken when three looks in a row failed over an hour.
inline constexpr std::int64_t failures_of_a_break = 3;
inline constexpr Millis shortest_break = one_hour;

struct DomainVerdict {
    DomainHealth health;
    bool breaks = false;  // people are to be told now
};
/// After another look.
[[nodiscard]] constexpr DomainVerdict after_look(DomainHealth health, bool leads_here, Millis now) {
    if (leads_here) return {{.worked = true}, false};
    if (!health.worked) return {health, false};
    if (health.failures == 0 || health.failing_since > now) health.failing_since = now;
    ++health.failures;
    const bool breaks =
        !health.told && health.failures >= failures_of_a_break && now - health.failing_since >= shortest_break;
    if (breaks) health.told = true;
    return {health, breaks};
}

}  // namespace daymark::notify
