// Buckets of requests.
#include "platform/base/buckets.h"

#include <algorithm>
#include <cmath>

namespace daymark {

Buckets::Taken Buckets::take(const std::string& caller, Millis now) {
    if (per_minute_ == 0) return {};
    const double full = static_cast<double>(per_minute_);
    const double per_milli = full / static_cast<double>(one_minute);
    const std::lock_guard lock(mutex_);
    if (buckets_.size() >= look_again_at_) forget_full(now);
    Bucket& bucket = buckets_.try_emplace(caller, Bucket{full, now}).first->second;
    const Millis passed = std::max<Millis>(0, now - bucket.at);
    bucket.requests = std::min(full, bucket.requests + static_cast<double>(passed) * per_milli);
    bucket.at = now;
    Taken taken;
    // What rounding leaves of a whole request is a whole request.
    taken.granted = bucket.requests > 1.0 - 1e-9;
    if (taken.granted) bucket.requests = std::max(0.0, bucket.requests - 1.0);
    taken.left = static_cast<std::int64_t>(bucket.requests + 1e-9);
    if (taken.left == 0) taken.until_next = static_cast<Millis>(std::ceil((1.0 - bucket.requests) / per_milli));
    taken.until_full = static_cast<Millis>(std::ceil((full - bucket.requests) / per_milli));
    return taken;
}

void Buckets::forget_full(Millis now) {
    std::erase_if(buckets_, [&](const auto& entry) { return now - entry.second.at >= one_minute; });
    look_again_at_ = std::max<std::size_t>(1024, buckets_.size() * 2);
}

}  // namespace daymark
