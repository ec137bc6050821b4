// A shared lock that prefers its exclusive takers and gives up at a deadline.
#include "platform/db/write_gate.h"

#include "platform/db/failures.h"

namespace daymark::db {

WriteGate::Pass::Pass(WriteGate& gate, Manner manner, std::chrono::steady_clock::time_point deadline)
    : gate_(gate), manner_(manner) {
    std::unique_lock lock(gate_.mutex_);
    bool entered = false;
    if (manner == Manner::Alone) {
        ++gate_.waiting_alone_;
        entered = gate_.changed_.wait_until(lock, deadline, [&] { return !gate_.alone_ && gate_.together_ == 0; });
        --gate_.waiting_alone_;
        gate_.alone_ = gate_.alone_ || entered;
        if (!entered) gate_.changed_.notify_all();
    } else {
        entered = gate_.changed_.wait_until(lock, deadline, [&] { return !gate_.alone_ && gate_.waiting_alone_ == 0; });
        gate_.together_ += entered ? 1 : 0;
    }
    if (!entered) throw unavailable("too many transactions want to write the same");
}

WriteGate::Pass::~Pass() {
    {
        const std::lock_guard lock(gate_.mutex_);
        if (manner_ == Manner::Alone) {
            gate_.alone_ = false;
        } else {
            --gate_.together_;
        }
    }
    gate_.changed_.notify_all();
}

}  // namespace daymark::db
