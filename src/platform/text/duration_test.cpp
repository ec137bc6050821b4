// Tests of lengths of time as text.
#include "platform/text/duration.h"

#include <gtest/gtest.h>

#include <map>
#include <sstream>

namespace daymark::text {
namespace {

TEST(Duration, NamesTheTwoLargestUnits) {
    EXPECT_EQ(duration_text(0), "under a minute");
    EXPECT_EQ(duration_text(59'999), "under a minute");
    EXPECT_EQ(duration_text(one_minute), "1 min");
    EXPECT_EQ(duration_text(41 * one_minute + 59'999), "41 min");
    EXPECT_EQ(duration_text(3599 * one_second), "59 min");
    EXPECT_EQ(duration_text(one_hour), "1 h");
    EXPECT_EQ(duration_text(2 * one_hour + 5 * one_minute), "2 h 5 min");
    EXPECT_EQ(duration_text(one_day - 1), "23 h 59 min");
    EXPECT_EQ(duration_text(one_day), "1 d");
    EXPECT_EQ(duration_text(one_day + 59 * one_minute), "1 d");
    EXPECT_EQ(duration_text(3 * one_day + 4 * one_hour + one_minute), "3 d 4 h");
    EXPECT_EQ(duration_text(400 * one_day), "400 d");
}

TEST(Duration, IsNeverNegative) {
    EXPECT_EQ(duration_text(-1), "under a minute");
    EXPECT_EQ(duration_text(-5 * one_day), "under a minute");
}

/// What a text says, by reading it: "3 d 4 h" is three days and four hours. Each unit must stay below the next larger
/// one.
Millis read_back(const std::string& text) {
    struct Unit {
        Millis length, below;
    };
    const std::map<std::string, Unit> units = {
        {"d", {one_day, 100'000}}, {"h", {one_hour, 24}}, {"min", {one_minute, 60}}};
    std::istringstream words(text);
    Millis total = 0, count = 0;
    for (std::string unit; words >> count >> unit;) {
        EXPECT_GT(count, 0) << text;
        EXPECT_LT(count, units.at(unit).below) << text;
        total += count * units.at(unit).length;
    }
    return total;
}

TEST(Duration, ReadsBackToItsLengthRoundedDown) {
    for (Millis length = one_minute; length < 500 * one_day; length += length < 3 * one_day ? 7'919 : 4'999'999) {
        const Millis said = read_back(duration_text(length));
        ASSERT_LE(said, length);
        ASSERT_LT(length, said + (length < one_day ? one_minute : one_hour));
    }
}

}  // namespace
}  // namespace daymark::text
