// Charts: cutting into pieces, scales, drawings.
#include "site/chart.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace daymark::site {
namespace {

using metrics::Fold;

Fold fold(std::int64_t number, double value) { return {number, 1, value, value, value}; }

/// Pieces of an hour each; a gap where the value is not a number.
Chart chart_of(const std::vector<double>& values) {
    std::vector<Fold> folds;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!std::isnan(values[i])) folds.push_back(fold(static_cast<std::int64_t>(i), values[i]));
    }
    return cut(folds, one_hour, even_edges(0, static_cast<Millis>(values.size()) * one_hour, one_hour));
}
constexpr double gap = std::numeric_limits<double>::quiet_NaN();

std::vector<double> ticks_of(double lowest, double highest) {
    const Scale scale = scale_of(lowest, highest);
    std::vector<double> ticks;
    for (int i = 0; i <= scale.steps; ++i) ticks.push_back(scale.tick(i));
    return ticks;
}

std::string line_of(const Chart& chart) { return drawing_of(chart, {0, 10, 1}, 10).line; }
std::string area_of(const Chart& chart) { return drawing_of(chart, {0, 10, 1}, 10).area; }

TEST(ChartEdges, AreEvenAndEndWhereTheyShould) {
    EXPECT_EQ(even_edges(5, 35, 10), (std::vector<Millis>{5, 15, 25, 35}));
    EXPECT_EQ(even_edges(0, 25, 10), (std::vector<Millis>{0, 10, 20, 25})) << "a day of 25 hours";
}

TEST(ChartCut, JoinsWhatBeginsInOnePiece) {
    const std::vector<Fold> folds = {{0, 2, 10, 1, 9}, {1, 2, 6, 0, 6}, {3, 1, 7, 7, 7}};
    const Chart chart = cut(folds, 10, {0, 20, 30, 40});
    ASSERT_EQ(chart.pieces.size(), 3U);
    EXPECT_EQ(chart.pieces[0]->mean(), 4);
    EXPECT_EQ(chart.pieces[0]->lowest, 0);
    EXPECT_EQ(chart.pieces[0]->highest, 9);
    EXPECT_FALSE(chart.pieces[1]);
    EXPECT_EQ(chart.pieces[2]->mean(), 7);
    EXPECT_EQ(chart.sum()->points, 5);
    EXPECT_EQ(chart.sum()->total, 23);
}

TEST(ChartCut, LeavesOutWhatLiesOutside) {
    const Chart chart = cut({fold(0, 1), fold(3, 1)}, 10, {10, 20, 30});
    EXPECT_FALSE(chart.sum());
    EXPECT_TRUE(cut({fold(1, 1)}, 10, {10, 20}).sum()) << "the first edge is inside";
}

TEST(ChartScale, HasRoundTicksAroundTheValues) {
    EXPECT_EQ(ticks_of(98, 340), (std::vector<double>{0, 100, 200, 300, 400}));
    EXPECT_EQ(ticks_of(0, 1), (std::vector<double>{0, 0.5, 1}));
    EXPECT_EQ(ticks_of(0, 20'000), (std::vector<double>{0, 5'000, 10'000, 15'000, 20'000}));
}

TEST(ChartScale, KeepsZeroOffWhereTheValuesAreFarFromIt) {
    EXPECT_EQ(ticks_of(90, 100), (std::vector<double>{90, 95, 100}));
    EXPECT_EQ(ticks_of(-100, -90), (std::vector<double>{-100, -95, -90}));
}

TEST(ChartScale, ReachesBelowZero) {
    EXPECT_EQ(ticks_of(-3, 5), (std::vector<double>{-4, -2, 0, 2, 4, 6}));
    EXPECT_EQ(ticks_of(-20, -5), (std::vector<double>{-20, -15, -10, -5, 0}));
}

TEST(ChartScale, ShowsAConstantAgainstZero) {
    EXPECT_EQ(ticks_of(100, 100), (std::vector<double>{0, 50, 100}));
    EXPECT_EQ(ticks_of(-5, -5), (std::vector<double>{-6, -4, -2, 0}));
    EXPECT_EQ(ticks_of(0, 0), (std::vector<double>{0, 0.5, 1}));
}

TEST(ChartScale, IsNotFinerThanItsTicksCanBeTold) {
    const auto ticks = ticks_of(99.9999, 100);
    EXPECT_GE(ticks[1] - ticks[0], 0.0999);
    EXPECT_LE(ticks.front(), 99.9999);
}

TEST(ChartScale, IsOneForEveryNumberThatAPointMayHave) {
    const std::vector<double> values = {-1e300, -1e17, -1, -1e-300, 0, 5e-324, 1e-300, 1e-7, 1, 1 + 1e-15, 1e17, 1e300};
    for (const double low : values) {
        for (const double high : values) {
            if (low > high) continue;
            const Scale scale = scale_of(low, high);
            EXPECT_TRUE(scale.steps >= 1 && scale.steps <= 6) << low << " " << high << " " << scale.steps;
            EXPECT_TRUE(std::isfinite(scale.tick(0)) && std::isfinite(scale.tick(scale.steps)));
            const double slip = scale.step * 1e-6;
            EXPECT_LE(scale.tick(0), low + slip) << low << " " << high;
            EXPECT_GE(scale.tick(scale.steps), high - slip) << low << " " << high;
            EXPECT_GE(scale.row_of(low, 60), scale.row_of(high, 60)) << low << " " << high;
        }
    }
}

TEST(ChartScale, FitsTheMeansThatAreDrawn) {
    const Chart chart = cut({{0, 2, 100, 0, 100}, {1, 1, 60, 60, 60}}, 10, {0, 10, 20});
    EXPECT_EQ(scale_of(chart).tick(0), 50);
    EXPECT_EQ(scale_of(Chart{{0, 10}, {std::nullopt}}).steps, 1) << "nothing to measure";
}

TEST(ChartRows, GoFromTheTopDown) {
    const Scale scale{0, 10, 4};
    EXPECT_EQ(scale.row_of(40, 60), 0);
    EXPECT_EQ(scale.row_of(10, 60), 45);
    EXPECT_EQ(scale.row_of(0, 60), 60);
    EXPECT_EQ(scale.row_of(-99, 60), 60) << "zero itself may lie outside";
}

TEST(ChartDrawing, IsOneLineWithSmallSteps) {
    EXPECT_EQ(line_of(chart_of({0, 3, 2, 2})), "M0.5 10l1-3 1 1 1 0");
    EXPECT_EQ(area_of(chart_of({0, 3})), "M0.5 10l1-3V10H0.5z");
}

TEST(ChartDrawing, BreaksWhereNoPointsCame) {
    EXPECT_EQ(line_of(chart_of({gap, 1, 2, gap, gap, 4, 5})), "M1.5 9l1-1M5.5 6l1-1");
    EXPECT_EQ(line_of(chart_of({1, 2, gap})), "M0.5 9l1-1");
    EXPECT_EQ(line_of(chart_of({gap, gap})), "");
}

TEST(ChartDrawing, ShowsALonePieceAsADash) {
    EXPECT_EQ(line_of(chart_of({gap, 5, gap})), "M1 5h1");
    EXPECT_EQ(area_of(chart_of({gap, 5, gap})), "M1 5h1V10H1z");
}

TEST(ChartDrawing, FillsTowardsZero) {
    const Chart chart = chart_of({-5, -5});
    EXPECT_EQ(drawing_of(chart, {-1, 10, 2}, 20).area, "M0.5 15l1 0V10H0.5z") << "below it";
    EXPECT_EQ(drawing_of(chart, {-1, 10, 1}, 20).area, "M0.5 10l1 0V0H0.5z") << "zero is the upper edge";
}

}  // namespace
}  // namespace daymark::site
