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

/// Points are kept as they came for this many UTC days; of older ones there are only the folds.
inline constexpr std::int64_t raw_days = 32;

/// The greatest `order`. Clients keep it in 32 bits, and the next one must still fit.
inline constexpr std::int64_t last_position = 2'147'483'647;

struct Point {
    Millis at = 0;
    double value = 0;

    [[nodiscard]] std::int64_t slot() const { return at / slot_length; }
};

/// The spans that points are folded into, so that a year is read as quickly as a day.
enum class Span { Hour, Day };
[[nodiscard]] constexpr Millis length_of(Span span) { return span == Span::Hour ? one_hour : one_day; }

/// What the points of one span come to.
struct Fold {
    std::int64_t number = 0;  // hours or days since 1970, in UTC
    std::int64_t points = 0;
    double total = 0, lowest = 0, highest = 0;

    [[nodiscard]] double mean() const { return total / static_cast<double>(points); }
};

/// The folds of some points, oldest first.
[[nodiscard]] std::vector<Fold> folds_of(const std::vector<Point>& points, Span span);

/// The first instant of which points are kept as they came.
[[nodiscard]] constexpr Millis raw_since(Millis now) { return (now / one_day - raw_days) * one_day; }

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
