// Slots and circuit breakers.
#include "notify/receivers.h"

namespace daymark::notify {
namespace {

constexpr int first_counted = 3;
constexpr std::int64_t free_retries = 100;

}  // namespace

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

Millis Receivers::leave(const std::string& receiver, bool reached, Millis now) {
    const std::lock_guard lock(mutex_);
    const auto found = states_.find(receiver);
    if (found == states_.end()) return 0;
    State& state = found->second;
    --state.under_way;
    state.failures = reached ? 0 : state.failures + 1;
    if (state.failures == limits_.failures) state.closed_until = now + limits_.pause;
    const Millis closed_until = state.failures >= limits_.failures ? state.closed_until : 0;
    if (state.under_way == 0 && state.failures == 0) states_.erase(found);
    return closed_until;
}

int Receivers::failures_of(const std::string& receiver) const {
    const std::lock_guard lock(mutex_);
    const auto found = states_.find(receiver);
    return found == states_.end() ? 0 : found->second.failures;
}

Millis RetryBudget::wait(int tries, Millis now) {
    turn_page(now);
    if (tries < first_counted || retries_ < free_retries + attempts_ / 5) return 0;
    return minute_ + one_minute - now;
}

void RetryBudget::note(int tries, Millis now) {
    turn_page(now);
    ++attempts_;
    if (tries >= first_counted) ++retries_;
}

void RetryBudget::turn_page(Millis now) {
    if (now >= minute_ && now < minute_ + one_minute) return;
    minute_ = now;
    attempts_ = retries_ = 0;
}

}  // namespace daymark::notify
