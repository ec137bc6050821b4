// A metric: a number over time, such as a response time, kept as points and folded by day.
#pragma once

#include "platform/base/clock.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace daymark::metrics {

/// Guess: the contract asks for points that are 30 seconds apart; what comes closer replaces what was there.
inline constexpr Millis slot_length = 30 * one_second;
inline constexpr std::int64_t slots_of_day = one_day / slot_length;

/// The greatest `order`. Clients keep it in 32 bits, and the next one must still fit.
inline constexpr std::int64_t last_position = 2'147'483'647;

struct Point {
    Millis at = 0;
    double value = 0;

    [[nodiscard]] std::int64_t slot() const { return at / slot_length; }
    [[nodiscard]] std::int64_t day() const { return at / one_day; }
};

/// What a UTC day's points come to.
struct Day {
    std::int64_t day = 0;  // since 1970
    std::int64_t points = 0;
    double total = 0, lowest = 0, highest = 0;
};

struct Metric {
    std::string id;
    std::string page_id;
    std::string name;
    std::string suffix;  // shown right behind the number: "ms"
    bool active = true;  // shown to readers
    std::int64_t position = 0;
    std::optional<Millis> last_point_at;
    Millis created_at = 0;
    Millis updated_at = 0;
};

/// A point has no id of its own: its metric and its slot name it.
[[nodiscard]] std::string id_of(const Metric& metric, const Point& point);

/// One point for each slot, oldest first; of several the last one given.
[[nodiscard]] std::vector<Point> one_for_each_slot(const std::vector<Point>& points);

}  // namespace daymark::metrics
