// How often a caller may call: a bucket of requests that fills evenly.
#pragma once

#include "platform/base/clock.h"
#include "platform/http/message.h"

#include <algorithm>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace daymark::api {

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

/// The limits of the API (reliability: a loop gone wild must not take the others' share, and must not keep its owner
/// from telling the world). Kept by each node for itself.
class RateLimits {
public:
    /// `per_minute` is for each key; 0 turns all limits off. Guess: beside it, a twentieth is kept for telling of
    /// notices, and an address may fail to name a good key a tenth as often.
    explicit RateLimits(std::int64_t per_minute)
        : calls_(per_minute), publishing_(share(per_minute, 20)), failures_(share(per_minute, 10)) {}

    /// One more call with this key.
    [[nodiscard]] Buckets::Taken take_call(const std::string& key_id, bool publishes, Millis now);
    /// One more request from this address that named no good key.
    [[nodiscard]] Buckets::Taken take_failure(const std::string& address, Millis now);
    [[nodiscard]] bool off() const { return calls_.per_minute() == 0; }

    /// RateLimit and RateLimit-Policy (IETF draft), Retry-After when it was refused.
    void tell(http::Response& response, const Buckets::Taken& taken) const;

private:
    static std::int64_t share(std::int64_t per_minute, std::int64_t part) {
        return per_minute == 0 ? 0 : std::max<std::int64_t>(1, per_minute / part);
    }

    Buckets calls_, publishing_, failures_;
};

}  // namespace daymark::api
