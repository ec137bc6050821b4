// Uptime: one sort, one sweep over the intervals, one pass over the days.
#include "uptime/uptime.h"

#include <algorithm>
#include <array>
#include <limits>
#include <queue>

namespace daymark::uptime {
namespace {

using components::Status;

/// A piece of time with the status and weight that hold in it.
struct Stretch {
    Millis from;
    Millis to;
    Status status;
    int weight;
};

/// What lasts at the sweep's position, the highest rank on top, and of equal ranks the one that lasts longest.
class Layers {
public:
    void add(int rank, Millis to) {
        // Under a higher or equal layer that lasts as long it will never be seen.
        if (heap_.empty() || rank > heap_.top().rank || to > heap_.top().to) heap_.push({rank, to});
    }
    void drop_ended(Millis at) {
        while (!heap_.empty() && heap_.top().to <= at) heap_.pop();
    }
    [[nodiscard]] bool empty() const { return heap_.empty(); }
    [[nodiscard]] int rank() const { return heap_.top().rank; }
    [[nodiscard]] Millis end() const { return heap_.top().to; }

private:
    struct Layer {
        int rank;
        Millis to;
        auto operator<=>(const Layer&) const = default;
    };
    std::priority_queue<Layer> heap_;
};

/// Lays overlapping stretches, given in order of their start, into one line without overlap.
class Sweep {
public:
    explicit Sweep(std::size_t count) { flat_.reserve(count); }

    void add(const Stretch& stretch) {
        advance(stretch.from);
        weights_.add(stretch.weight, stretch.to);
        statuses_.add(static_cast<int>(stretch.status), stretch.to);
    }
    [[nodiscard]] std::vector<Stretch> finish() {
        advance(std::numeric_limits<Millis>::max());
        return std::move(flat_);
    }

private:
    void advance(Millis until) {
        while (at_ < until) {
            weights_.drop_ended(at_);
            statuses_.drop_ended(at_);
            if (weights_.empty()) break;
            const Millis end = std::min({until, weights_.end(), statuses_.end()});
            flat_.push_back({at_, end, static_cast<Status>(statuses_.rank()), weights_.rank()});
            at_ = end;
        }
        at_ = until;
    }

    Millis at_ = std::numeric_limits<Millis>::min();
    Layers weights_;
    Layers statuses_;
    std::vector<Stretch> flat_;
};

Window within_life(Window window, const Life& life) {
    return {std::max(window.from, life.start.value_or(window.from)), std::min(window.to, life.now)};
}

std::vector<Stretch> flatten(std::span<const Interval> intervals, Window window) {
    std::vector<Stretch> parts;
    parts.reserve(intervals.size());
    for (const Interval& interval : intervals) {
        const Millis from = std::max(interval.from, window.from);
        const Millis to = std::min(interval.to.value_or(window.to), window.to);
        if (interval.status == Status::Operational || from >= to) continue;
        const int weight = std::clamp(interval.weight.value_or(weight_of(interval.status)), 0, hundred_percent);
        parts.push_back({from, to, interval.status, weight});
    }
    // Stores deliver them in order, so that the sort is seldom needed.
    if (!std::ranges::is_sorted(parts, {}, &Stretch::from)) std::ranges::sort(parts, {}, &Stretch::from);
    Sweep sweep(parts.size());
    for (const Stretch& part : parts) sweep.add(part);
    return sweep.finish();
}

void add_to(Day& day, const Stretch& stretch, Window box) {
    const Millis length = std::min(stretch.to, box.to) - std::max(stretch.from, box.from);
    day.worst = std::max(day.worst, std::optional(stretch.status));
    day.tally.lost += length * stretch.weight;
    if (stretch.weight > 0) day.down_ms += length;
}

}  // namespace

int weight_of(Status status) {
    switch (status) {
        case Status::MajorOutage:
            return hundred_percent;
        case Status::PartialOutage:
            return 3'000;
        // Guess: the formula does not know the legacy word; it weighs like a partial outage.
        case Status::MinorOutage:
            return 3'000;
        case Status::DegradedPerformance:
        case Status::UnderMaintenance:
        case Status::Operational:
            break;
    }
    return 0;
}

Tally tally(std::span<const Interval> intervals, Window window, Life life) {
    const std::array edges = {window.from, window.to};
    return days(intervals, edges, life).front().tally;
}

std::vector<Day> days(std::span<const Interval> intervals, std::span<const Millis> edges, Life life) {
    if (edges.size() < 2) return {};
    const std::vector<Stretch> flat = flatten(intervals, within_life({edges.front(), edges.back()}, life));
    std::vector<Day> result(edges.size() - 1);
    auto next = flat.begin();
    for (std::size_t i = 0; i < result.size(); ++i) {
        const Window box = within_life({edges[i], edges[i + 1]}, life);
        if (box.from >= box.to) continue;
        result[i].worst = Status::Operational;
        result[i].tally.measured_ms = box.to - box.from;
        while (next != flat.end() && next->to <= box.from) ++next;
        for (auto it = next; it != flat.end() && it->from < box.to; ++it) add_to(result[i], *it, box);
    }
    return result;
}

std::optional<int> hundredths(const Tally& tally) {
    if (tally.measured_ms <= 0) return std::nullopt;
    const std::int64_t lost_rounded_up = (tally.lost + tally.measured_ms - 1) / tally.measured_ms;
    return hundred_percent - static_cast<int>(lost_rounded_up);
}

std::string percent_text(std::optional<int> hundredths) {
    const int value = hundredths.value_or(hundred_percent);
    std::string text = std::to_string(value / 100);
    if (value % 100 == 0) return text;
    text += '.';
    text += static_cast<char>('0' + value % 100 / 10);
    if (value % 10 != 0) text += static_cast<char>('0' + value % 10);
    return text;
}

std::optional<int> group_hundredths(std::span<const std::optional<int>> children) {
    std::int64_t sum = 0;
    std::int64_t measured = 0;
    for (const std::optional<int>& child : children) {
        if (!child) continue;
        sum += *child;
        ++measured;
    }
    if (measured == 0) return std::nullopt;
    return static_cast<int>(sum / measured);
}

std::vector<Day> group_days(std::span<const std::vector<Day>> children) {
    std::vector<Day> merged;
    for (const std::vector<Day>& child : children) {
        merged.resize(std::max(merged.size(), child.size()));
        for (std::size_t i = 0; i < child.size(); ++i) {
            Day& day = merged[i];
            day.worst = std::max(day.worst, child[i].worst);
            day.down_ms = std::max(day.down_ms, child[i].down_ms);
            const bool first_measured = day.tally.measured_ms == 0;
            if (first_measured || child[i].tally.lost > day.tally.lost) day.tally = child[i].tally;
        }
    }
    return merged;
}

std::vector<Run> runs(std::span<const Day> days) {
    std::vector<Run> result;
    for (std::size_t i = 0; i < days.size(); ++i) {
        if (result.empty() || result.back().worst != days[i].worst) result.push_back({days[i].worst, i, 0});
        ++result.back().length;
    }
    return result;
}

}  // namespace daymark::uptime
