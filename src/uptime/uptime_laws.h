// Test support: random histories of a component, and the slow model that uptime is compared with.
#pragma once

#include "uptime/uptime.h"

// RapidCheck's header for GoogleTest expects GoogleTest's own before it.
#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <sstream>

namespace daymark::uptime {

/// How RapidCheck writes a history that broke a law.
inline void showValue(const Interval& interval, std::ostream& out) {
    out << "{" << components::wire_name(interval.status) << " " << interval.from << " to ";
    if (interval.to)
        out << *interval.to;
    else
        out << "now";
    if (interval.weight) out << " weighing " << *interval.weight;
    out << "}";
}

namespace laws {

using components::Status;
using History = std::vector<Interval>;

constexpr Window window = {0, 200};

/// A thousand cases from a fixed seed, the same on each run; RC_PARAMS explores others.
template <typename Law>
void holds(Law law) {
    rc::detail::TestParams params = rc::detail::configuration().testParams;
    if (std::getenv("RC_PARAMS") == nullptr) {
        params.maxSuccess = 1'000;
        params.seed = 20'260'207;
    }
    const auto result = rc::detail::checkTestable(law, rc::detail::TestMetadata{}, params);
    if (result.template is<rc::detail::SuccessResult>()) return;
    std::ostringstream text;
    rc::detail::printResultMessage(result, text);
    ADD_FAILURE() << text.str();
}

inline rc::Gen<Status> any_status() {
    return rc::gen::element(Status::Operational, Status::UnderMaintenance, Status::DegradedPerformance,
                            Status::PartialOutage, Status::MinorOutage, Status::MajorOutage);
}

/// Intervals on a grid of `grain`, some empty, turned round, outside of [low, high), open, or with a weight of their
/// own.
inline rc::Gen<Interval> any_interval(Millis low, Millis high, Millis grain) {
    return rc::gen::exec([=] {
        Interval interval;
        const Millis span = (high - low) / grain;
        interval.status = *any_status();
        interval.from = low + grain * *rc::gen::inRange<Millis>(-span / 8, span + span / 8);
        if (*rc::gen::inRange(0, 8) > 0)
            interval.to = interval.from + grain * *rc::gen::inRange<Millis>(-1, span / 3 + 2);
        if (*rc::gen::inRange(0, 4) == 0) interval.weight = *rc::gen::element(0, 1, 1'234, 5'000, 9'999, 10'000);
        return interval;
    });
}

inline History any_history() { return *rc::gen::container<History>(any_interval(window.from, window.to, 1)); }

inline Life any_life() {
    Life life;
    life.now = *rc::gen::inRange<Millis>(-10, 260);
    if (*rc::gen::arbitrary<bool>()) life.start = *rc::gen::inRange<Millis>(-10, 220);
    return life;
}

inline int model_weight(const Interval& interval) {
    static const std::map<std::string_view, int> table = {{"MAJOROUTAGE", 10'000}, {"PARTIALOUTAGE", 3'000},
                                                          {"MINOROUTAGE", 3'000},  {"DEGRADEDPERFORMANCE", 0},
                                                          {"UNDERMAINTENANCE", 0}, {"OPERATIONAL", 0}};
    if (interval.status == Status::Operational) return 0;
    return interval.weight ? *interval.weight : table.at(components::wire_name(interval.status));
}

/// One box by looking at every instant from `from`, `grain` apart, that `belongs` to it.
template <typename Belongs>
Day model_day(const History& history, Life life, Window span, Millis grain, Belongs belongs) {
    Day day;
    for (Millis at = span.from; at < span.to; at += grain) {
        if (at >= life.now || (life.start && at < *life.start) || !belongs(at)) continue;
        int weight = 0;
        Status worst = Status::Operational;
        for (const Interval& interval : history) {
            if (at < interval.from || (interval.to && at >= *interval.to)) continue;
            weight = std::max(weight, model_weight(interval));
            worst = std::max(worst, interval.status);
        }
        day.worst = std::max(day.worst.value_or(Status::Operational), worst);
        day.tally.measured_ms += grain;
        day.tally.lost += grain * weight;
        if (weight > 0) day.down_ms += grain;
    }
    return day;
}

inline Day model(const History& history, Life life) {
    return model_day(history, life, window, 1, [](Millis) { return true; });
}

}  // namespace laws
}  // namespace daymark::uptime
