// What the last look showed, for those who ask while a server runs.
#pragma once

#include "deliverability/finding.h"
#include "platform/base/clock.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

namespace daymark::deliverability {

/// Looks on a thread of its own, once a minute at most, however many ask. Any thread.
class Watch {
public:
    using Look = std::function<Report(std::stop_token stop)>;
    struct Seen {
        bool looking = false;
        std::optional<Report> report;  // of the last look that ended
        Millis at = 0;                 // when that began
    };

    Watch(Look look, const Clock& clock) : look_(std::move(look)), clock_(clock) {}
    /// A look under way is called off.
    ~Watch();
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

    /// What is known, at once. Begins to look when that is older than a minute.
    [[nodiscard]] Seen seen();
    /// Until no look is under way.
    void wait();

private:
    const Look look_;
    const Clock& clock_;
    std::mutex mutex_;
    std::condition_variable done_;
    Seen seen_;
    Millis begun_at_ = 0;
    std::jthread thread_;
};

}  // namespace daymark::deliverability
