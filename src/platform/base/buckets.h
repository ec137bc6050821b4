// How often somebody may do something: a bucket of requests that fills evenly.
#pragma once

#include "platform/base/clock.h"

#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

namespace daymark {

/// Buckets of requests by caller. One that was not used for a minute is full and is forgotten. Any thread.
class Buckets {
public:
    /// `per_minute` requests at once, then one after the other in the same rate; 0: as many as they like.
    explicit Buckets(std::int64_t per_minute) : per_minute_(per_minute) {}

    struct Taken {
        bool granted = true;
        std::int64_t left = 0;  // requests that could follow at once
        Millis until_next = 0;  // until one more is there; 0 when one is there now
        Millis until_full = 0;
    };
    /// Takes one request, if there is one. A clock that steps back fills nothing and takes nothing away.
    [[nodiscard]] Taken take(const std::string& caller, Millis now);
    [[nodiscard]] std::int64_t per_minute() const { return per_minute_; }
    /// Callers that are remembered.
    [[nodiscard]] std::size_t size() const {
        const std::lock_guard lock(mutex_);
        return buckets_.size();
    }

private:
    struct Bucket {
        double requests = 0;
        Millis at = 0;
    };
    void forget_full(Millis now);

    std::int64_t per_minute_;
    mutable std::mutex mutex_;
    std::unordered_map<std::string, Bucket> buckets_;
    std::size_t look_again_at_ = 1024;
};

}  // namespace daymark
