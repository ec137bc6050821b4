// How often a caller may call.
#pragma once

#include "platform/base/buckets.h"
#include "platform/http/message.h"

#include <algorithm>
#include <cstdint>
#include <string>

namespace daymark::api {

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
