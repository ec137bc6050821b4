// One thread for each look, and never two.
#include "deliverability/watch.h"

#include "platform/telemetry/log.h"

namespace daymark::deliverability {
namespace {

constexpr Millis stays_fresh = one_minute;  // Guess: as often as somebody who mends records looks again

}  // namespace

Watch::~Watch() {
    if (!thread_.joinable()) return;
    thread_.request_stop();
    thread_.join();
}

Watch::Seen Watch::seen() {
    const std::lock_guard lock(mutex_);
    const Millis now = clock_.now();
    const bool fresh = begun_at_ != 0 && now >= begun_at_ && now - begun_at_ < stays_fresh;
    if (seen_.looking || fresh) return seen_;
    begun_at_ = now;
    seen_.looking = true;
    if (thread_.joinable()) thread_.join();  // it has nothing left to do
    thread_ = std::jthread([this, now](const std::stop_token& stop) {
        std::optional<Report> report;
        try {
            report = look_(stop);
        } catch (const std::exception& error) {
            telemetry::log(telemetry::Level::Warning, "deliverability.failed", {{"why", error.what()}});
        }
        const std::lock_guard done(mutex_);
        seen_.looking = false;
        if (report) {
            seen_.report = std::move(report);
            seen_.at = now;
        }
        done_.notify_all();
    });
    return seen_;
}

void Watch::wait() {
    std::unique_lock lock(mutex_);
    done_.wait(lock, [this] { return !seen_.looking; });
}

}  // namespace daymark::deliverability
