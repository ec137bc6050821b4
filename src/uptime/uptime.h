// The one place that turns status intervals into an uptime number and into day bars. Pure arithmetic on integers.
#pragma once

#include "components/status.h"
#include "platform/base/clock.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace daymark::uptime {

/// Weights and uptimes are counted in 1/100 percent.
inline constexpr int hundred_percent = 10'000;

/// A component was in `status` during [from, to). Intervals may overlap, touch and come in any order.
/// Operational ones count nothing: they are recovery marks.
struct Interval {
    components::Status status = components::Status::Operational;
    Millis from = 0;
    std::optional<Millis> to = std::nullopt;   // none while it lasts
    std::optional<int> weight = std::nullopt;  // 0 to `hundred_percent`, in place of the status's own weight
};

/// A half-open span of time: [from, to).
struct Window {
    Millis from = 0;
    Millis to = 0;
};

/// The time a component can be judged by: from its start date (or the page's launch, whichever is later) until now.
struct Life {
    std::optional<Millis> start;
    Millis now = 0;
};

/// Measured time and what of it was lost. Adds up: the tally of a span is the sum of the tallies of its parts.
struct Tally {
    Millis measured_ms = 0;
    std::int64_t lost = 0;  // milliseconds times weight

    Tally& operator+=(const Tally& other) {
        measured_ms += other.measured_ms;
        lost += other.lost;
        return *this;
    }
    bool operator==(const Tally&) const = default;
};

/// One box of the bars.
struct Day {
    std::optional<components::Status> worst;  // none: not measured, the component had not started or the day has not
    Millis down_ms = 0;                       // time under a weight above 0
    Tally tally;
    bool operator==(const Day&) const = default;
};

/// Neighbouring days alike, for readers that skip: `length` days from index `from`.
struct Run {
    std::optional<components::Status> worst;
    std::size_t from = 0;
    std::size_t length = 0;
    bool operator==(const Run&) const = default;
};

/// What an instant in that status loses: major 100 %, partial 30 %, degraded and maintenance nothing.
[[nodiscard]] int weight_of(components::Status status);

/// Weighs the window's part within the life. At each instant the heaviest weight counts, never the sum.
[[nodiscard]] Tally tally(std::span<const Interval> intervals, Window window, Life life);

/// The bars between rising `edges` (one day fewer than edges), as `day_edges` cuts them for a zone.
[[nodiscard]] std::vector<Day> days(std::span<const Interval> intervals, std::span<const Millis> edges, Life life);

/// Uptime in 1/100 percent, rounded down: anything lost is below `hundred_percent`. None when nothing was measured.
[[nodiscard]] std::optional<int> hundredths(const Tally& tally);

/// "100", "99.9", "99.82". Nothing measured reads "100": nothing was lost either.
[[nodiscard]] std::string percent_text(std::optional<int> hundredths);

/// A group's uptime: the mean of its direct children that were measured, rounded down. A child group counts as one.
[[nodiscard]] std::optional<int> group_hundredths(std::span<const std::optional<int>> children);

/// A group's bars: each day that of its worst child, measured if any child is. All children have the same edges.
[[nodiscard]] std::vector<Day> group_days(std::span<const std::vector<Day>> children);

/// The days as runs of equal status, in order.
[[nodiscard]] std::vector<Run> runs(std::span<const Day> days);

}  // namespace daymark::uptime
