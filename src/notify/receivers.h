// How other people's servers fare: none may take all our slots, and one that is down is left in peace.
#pragma once

#include "platform/base/clock.h"

#include <map>
#include <mutex>
#include <string>

namespace daymark::notify {

/// Keyed by host and port, or by the address of a chat's webhook, each of which has limits of its own. Any thread.
class Receivers {
public:
    struct Limits {
        int under_way = 64;
        int failures = 10;  // in a row; then one attempt per pause, until one gets through
        Millis pause = 30 * one_second;
        Millis busy = one_second;  // how long one waits whose receiver's slots are all taken
    };
    Receivers() : Receivers(Limits{}) {}
    explicit Receivers(Limits limits) : limits_(limits) {}

    /// Takes a slot: 0. Or how long to wait before asking again; nothing was taken.
    [[nodiscard]] Millis enter(const std::string& receiver, Millis now);
    /// Gives the slot back. `reached`: it answered, whatever it said of the message; 5xx and silence are none. Until
    /// when it is left in peace; 0 when it is not.
    Millis leave(const std::string& receiver, bool reached, Millis now);
    /// Whether it is left in peace, and since how many failures.
    [[nodiscard]] int failures_of(const std::string& receiver) const;

private:
    struct State {
        int under_way = 0, failures = 0;
        Millis closed_until = 0;
    };
    const Limits limits_;
    mutable std::mutex mutex_;
    std::map<std::string, State> states_;  // of those that have something under way or failed last
};

/// Retries are at most a fifth of what is attempted in a minute, beyond a hundred that are free: when a great many fail
/// at once, they do not come down together on who has just got up. The first retry of each message is not counted. One
/// thread.
class RetryBudget {
public:
    /// How long the so-manieth try of a message must still wait: 0 when it may be. Deaths of ours are no tries.
    [[nodiscard]] Millis wait(int tries, Millis now);
    void note(int tries, Millis now);

private:
    void turn_page(Millis now);

    Millis minute_ = 0;
    std::int64_t attempts_ = 0, retries_ = 0;  // within it
};

}  // namespace daymark::notify
