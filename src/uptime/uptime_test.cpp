// Tests of the uptime rules by example; uptime_property_test.cpp tests them against a slow model.
#include "uptime/uptime.h"

#include "platform/base/time_text.h"
#include "platform/base/zone.h"

#include <gtest/gtest.h>

namespace daymark::uptime {
namespace {

using components::Status;

constexpr Status major = Status::MajorOutage;
constexpr Status partial = Status::PartialOutage;
constexpr Status maintenance = Status::UnderMaintenance;
constexpr Status degraded = Status::DegradedPerformance;

constexpr Window ninety_days = {0, 90 * one_day};
constexpr Life long_lived = {std::nullopt, 90 * one_day};

std::string percent(const std::vector<Interval>& intervals, Window window = ninety_days, Life life = long_lived) {
    return percent_text(hundredths(tally(intervals, window, life)));
}

TEST(Uptime, FollowsThePublishedFormula) {
    EXPECT_EQ(percent({}), "100");
    EXPECT_EQ(percent({{major, 0, 9 * one_day}}), "90");
    EXPECT_EQ(percent({{partial, 0, 9 * one_day}}), "97");
    EXPECT_EQ(percent({{Status::MinorOutage, 0, 9 * one_day}}), "97");
    EXPECT_EQ(percent({{degraded, 0, 9 * one_day}, {maintenance, 0, 20 * one_day}}), "100");
    EXPECT_EQ(percent({{major, 0, 90 * one_day}}), "0");
    // 90 days are 129,600 minutes: (129600 - (120 + 0.3 * 60)) / 129600 = 99.8935…
    EXPECT_EQ(percent({{major, 0, 2 * one_hour}, {partial, one_day, one_day + one_hour}}), "99.89");
}

TEST(Uptime, RoundsDownAndNeverHidesAnOutage) {
    EXPECT_EQ(percent({{major, 5, 6}}), "99.99");
    EXPECT_EQ(percent({{partial, 5, 6}}), "99.99");
    EXPECT_EQ(percent({{degraded, 5, 6, 1}}), "99.99");
    EXPECT_EQ(percent({{major, 0, 90 * one_day - 1}}), "0");
}

TEST(Uptime, TakesTheHeaviestWeightNeverTheSum) {
    EXPECT_EQ(percent({{major, 0, 9 * one_day}, {major, 0, 9 * one_day}}), "90");
    EXPECT_EQ(percent({{major, 0, 9 * one_day}, {partial, 0, 9 * one_day}}), "90");
    EXPECT_EQ(percent({{partial, 0, 18 * one_day}, {major, 0, 9 * one_day}}), "87");
    EXPECT_EQ(percent({{maintenance, 0, 9 * one_day}, {major, 0, 9 * one_day}}), "90");
}

TEST(Uptime, CustomWeightsReplaceTheStatussOwn) {
    EXPECT_EQ(percent({{major, 0, 9 * one_day, 5'000}}), "95");
    EXPECT_EQ(percent({{degraded, 0, 9 * one_day, 1'000}}), "99");
    EXPECT_EQ(percent({{major, 0, 9 * one_day, 0}}), "100");
    EXPECT_EQ(percent({{major, 0, 9 * one_day, 20'000}}), "90");
    EXPECT_EQ(percent({{major, 0, 9 * one_day, -1}}), "100");
}

TEST(Uptime, RecoveryMarksAreIgnored) {
    EXPECT_EQ(percent({{Status::Operational, 0, std::nullopt, 10'000}, {major, 0, 9 * one_day}}), "90");
}

TEST(Uptime, IntervalsOutsideTheWindowEmptyOrInTheFutureCountNothing) {
    EXPECT_EQ(percent({{major, -5 * one_day, 0}, {major, 90 * one_day, std::nullopt}, {major, 7, 7}, {major, 9, 3}}),
              "100");
    EXPECT_EQ(percent({{major, 95 * one_day, 99 * one_day}}, {0, 100 * one_day}), "100");
    EXPECT_EQ(percent({{major, -9 * one_day, 9 * one_day}}), "90");
}

TEST(Uptime, AnOpenOutageLastsUntilNow) {
    EXPECT_EQ(percent({{major, 81 * one_day, std::nullopt}}), "90");
    // The window's future is not measured.
    EXPECT_EQ(tally({}, {0, 100}, {std::nullopt, 40}).measured_ms, 40);
    EXPECT_EQ(percent({{major, 30, std::nullopt}}, {0, 100}, {std::nullopt, 40}), "75");
}

TEST(Uptime, TimeBeforeTheStartIsOutsideOfTheTotal) {
    EXPECT_EQ(percent({{major, 0, 9 * one_day}}, ninety_days, {9 * one_day, 90 * one_day}), "100");
    EXPECT_EQ(percent({{major, 0, 9 * one_day}}, ninety_days, {4 * one_day, 14 * one_day}), "50");
    EXPECT_EQ(hundredths(tally({}, ninety_days, {91 * one_day, 90 * one_day})), std::nullopt);
    EXPECT_EQ(hundredths(tally({}, ninety_days, {5, 5})), std::nullopt);
    EXPECT_EQ(percent_text(std::nullopt), "100");
}

TEST(Uptime, DropsTrailingZeros) {
    EXPECT_EQ(percent_text(10'000), "100");
    EXPECT_EQ(percent_text(9'990), "99.9");
    EXPECT_EQ(percent_text(9'982), "99.82");
    EXPECT_EQ(percent_text(9'908), "99.08");
    EXPECT_EQ(percent_text(9'900), "99");
    EXPECT_EQ(percent_text(5), "0.05");
    EXPECT_EQ(percent_text(0), "0");
}

TEST(Uptime, HoldsForTheWholeCalendar) {
    const Window all_time = {0, last_valid_time};
    EXPECT_EQ(percent({{major, 0, std::nullopt}}, all_time, {std::nullopt, last_valid_time}), "0");
    EXPECT_EQ(percent({{major, 0, 1}}, all_time, {std::nullopt, last_valid_time}), "99.99");
}

TEST(UptimeDays, TellTheWorstAndTheTimeDown) {
    const std::vector<Millis> edges = {0, one_day, 2 * one_day, 3 * one_day, 4 * one_day};
    const std::vector<Interval> intervals = {{partial, one_day - 60, one_day + 40},
                                             {degraded, one_day, 2 * one_day},
                                             {maintenance, 2 * one_day, 2 * one_day + 5}};
    const std::vector<Day> bar = days(intervals, edges, {std::nullopt, 3 * one_day});
    ASSERT_EQ(bar.size(), 4u);
    EXPECT_EQ(bar[0], (Day{partial, 60, {one_day, 60 * 3'000}}));
    EXPECT_EQ(bar[1], (Day{partial, 40, {one_day, 40 * 3'000}}));
    EXPECT_EQ(bar[2], (Day{maintenance, 0, {one_day, 0}}));
    EXPECT_EQ(bar[3], Day{});
}

TEST(UptimeDays, AreUnmeasuredBeforeTheStart) {
    const std::vector<Millis> edges = {0, 100, 200, 300};
    const std::vector<Interval> intervals = {{major, 0, 120}};
    const std::vector<Day> bar = days(intervals, edges, {110, 250});
    EXPECT_EQ(bar[0], Day{});
    EXPECT_EQ(bar[1], (Day{major, 10, {90, 100'000}}));
    EXPECT_EQ(bar[2], (Day{Status::Operational, 0, {50, 0}}));
}

TEST(UptimeDays, AnOutageWithoutWeightShowsButCostsNothing) {
    const std::vector<Interval> intervals = {{major, 0, 50, 0}};
    const std::vector<Millis> edges = {0, 100};
    EXPECT_EQ(days(intervals, edges, {std::nullopt, 100}).front(), (Day{major, 0, {100, 0}}));
}

TEST(UptimeDays, NeedTwoEdges) {
    EXPECT_TRUE(days({}, {}, {}).empty());
    EXPECT_TRUE(days({}, std::vector<Millis>{5}, {}).empty());
}

TEST(UptimeDays, FollowTheZonesClockChanges) {
    const Millis now = parse_time("2026-10-26T12:00:00Z").value();
    const std::vector<Interval> all_down = {{major, 0, std::nullopt}};
    const std::vector<Day> bar = days(all_down, day_edges("Europe/Berlin", now, 3), {std::nullopt, now});
    EXPECT_EQ(bar[0].down_ms, 24 * one_hour);
    EXPECT_EQ(bar[1].down_ms, 25 * one_hour);
    EXPECT_EQ(bar[2].down_ms, 13 * one_hour);
}

TEST(UptimeGroups, AreTheMeanOfTheirMeasuredChildrenRoundedDown) {
    using Children = std::vector<std::optional<int>>;
    EXPECT_EQ(group_hundredths(Children{10'000, 9'000}), 9'500);
    EXPECT_EQ(group_hundredths(Children{10'000, 10'000, 9'999}), 9'999);
    EXPECT_EQ(group_hundredths(Children{std::nullopt, 9'000}), 9'000);
    EXPECT_EQ(group_hundredths(Children{std::nullopt}), std::nullopt);
    EXPECT_EQ(group_hundredths(Children{}), std::nullopt);
}

TEST(UptimeGroups, ShowEachDaysWorstChild) {
    const Day calm = {Status::Operational, 0, {100, 0}};
    const Day bad = {major, 30, {100, 300'000}};
    const Day poor = {partial, 40, {100, 120'000}};
    const std::vector<std::vector<Day>> children = {{Day{}, Day{}, calm, bad}, {Day{}, calm, poor, poor}};
    const std::vector<Day> merged = group_days(children);
    ASSERT_EQ(merged.size(), 4u);
    EXPECT_EQ(merged[0], Day{});
    EXPECT_EQ(merged[1], calm);
    EXPECT_EQ(merged[2], poor);
    EXPECT_EQ(merged[3], (Day{major, 40, bad.tally}));
}

TEST(UptimeRuns, JoinNeighboursAlike) {
    const Day calm = {Status::Operational, 0, {}};
    const Day bad = {major, 1, {}};
    const std::vector<Day> bar = {Day{}, Day{}, calm, bad, bad, calm};
    EXPECT_EQ(runs(bar),
              (std::vector<uptime::Run>{
                  {std::nullopt, 0, 2}, {Status::Operational, 2, 1}, {major, 3, 2}, {Status::Operational, 5, 1}}));
    EXPECT_TRUE(runs({}).empty());
}

}  // namespace
}  // namespace daymark::uptime
