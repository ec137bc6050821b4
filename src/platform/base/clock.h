// Time as the product sees it: UTC instants in integer milliseconds, from a clock that tests can own.
#pragma once

#include <chrono>
#include <cstdint>

namespace daymark {

/// A UTC instant: milliseconds since 1970-01-01T00:00:00Z. Written to columns named `…_at`.
using Millis = std::int64_t;

inline constexpr Millis one_second = 1000;
inline constexpr Millis one_minute = 60 * one_second;
inline constexpr Millis one_hour = 60 * one_minute;
inline constexpr Millis one_day = 24 * one_hour;

/// Wall clock. The only source of "now" for product code.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Millis now() const = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] Millis now() const override {
        return std::chrono::duration_cast<std::chrono::milliseconds>(
                   std::chrono::system_clock::now().time_since_epoch())
            .count();
    }
};

}  // namespace daymark
