// Limits of the API.
#include "api/rate_limit.h"

#include <algorithm>

namespace daymark::api {
namespace {

std::int64_t seconds_up(Millis span) { return (span + one_second - 1) / one_second; }

}  // namespace

Buckets::Taken RateLimits::take_call(const std::string& key_id, bool publishes, Millis now) {
    const Buckets::Taken taken = calls_.take(key_id, now);
    if (taken.granted || !publishes) return taken;
    const Buckets::Taken reserved = publishing_.take(key_id, now);
    return reserved.granted ? Buckets::Taken{true, 0, taken.until_next, taken.until_full} : taken;
}

Buckets::Taken RateLimits::take_failure(const std::string& address, Millis now) { return failures_.take(address, now); }

void RateLimits::tell(http::Response& response, const Buckets::Taken& taken) const {
    if (off()) return;
    response.headers.emplace_back("ratelimit-policy", "\"default\";q=" + std::to_string(calls_.per_minute()) + ";w=60");
    response.headers.emplace_back("ratelimit", "\"default\";r=" + std::to_string(taken.left) +
                                                   ";t=" + std::to_string(seconds_up(taken.until_full)));
    if (!taken.granted) {
        response.headers.emplace_back("retry-after", std::to_string(std::max<Millis>(1, seconds_up(taken.until_next))));
    }
}

}  // namespace daymark::api
