// Slots and circuit breakers.
#include "notify/receivers.h"

namespace daymark::notify {

Millis Receivers::enter(const std::string& receiver, Millis now) {
    const std::lock_guard lock(mutex_);
    State& state = states_[receiver];
    if (state.failures >= limits_.failures) {
        if (now < state.closed_until) return state.closed_until - now;
        // One looks whether it is back; the others wait for what it finds.
        state.closed_until = now + limits_.pause;
    } else if (state.under_way >= limits_.under_way) {
        return limits_.busy;
    }
    ++state.under_way;
    return 0;
}

void Receivers::leave(const std::string& receiver, bool reached, Millis now) {
    const std::lock_guard lock(mutex_);
    const auto found = states_.find(receiver);
    if (found == states_.end()) return;
    State& state = found->second;
    --state.under_way;
    state.failures = reached ? 0 : state.failures + 1;
    if (state.failures == limits_.failures) state.closed_until = now + limits_.pause;
    if (state.under_way == 0 && state.failures == 0) states_.erase(found);
}

int Receivers::failures_of(const std::string& receiver) const {
    const std::lock_guard lock(mutex_);
    const auto found = states_.find(receiver);
    return found == states_.end() ? 0 : found->second.failures;
}

}  // namespace daymark::notify
