// Tests of reading and writing instants.
#include "platform/base/time_text.h"

#include <gtest/gtest.h>

namespace daymark {
namespace {

TEST(TimeText, ReadsTheFormsOfTheContract) {
    const Millis expected = 1715094227550;
    for (const char* text :
         {"2024-05-07T15:03:47.550Z", "2024-05-07t15:03:47.550z", "2024-05-07T15:03:47.550", "2024-05-07 15:03:47.550",
          "2024-05-07T15:03:47.55Z", "2024-05-07T15:03:47,550Z", "2024-05-07T15:03:47.550999999Z",
          "2024-05-07T17:03:47.550+02:00", "2024-05-07T10:33:47.550-04:30", "2024-05-07T15:03:47.550123+00:00",
          "2024-05-07 17:03:47.550+0200", "2024-05-07 17:03:47.550+02"}) {
        EXPECT_EQ(parse_time(text), expected) << text;
    }
    EXPECT_EQ(parse_time("2020-09-12 05:38:47.998"), 1599889127998);
    EXPECT_EQ(parse_time("2020-09-12"), 1599868800000);
    EXPECT_EQ(parse_time("2020-09-12T05:38Z"), 1599889080000);
    EXPECT_EQ(parse_time("2020-09-12T05:38:47.0000000Z"), 1599889127000);
}

TEST(TimeText, ALeapSecondIsTheNextSecond) {
    EXPECT_EQ(parse_time("2016-12-31T23:59:60Z"), parse_time("2017-01-01T00:00:00Z"));
    EXPECT_EQ(parse_time("2016-12-31T23:59:60.250Z"), parse_time("2017-01-01T00:00:00.250Z"));
}

TEST(TimeText, KnowsTheEndsOfTheCalendar) {
    EXPECT_EQ(parse_time("1970-01-01T00:00:00Z"), 0);
    EXPECT_EQ(parse_time("2000-02-29"), 951782400000);
    EXPECT_EQ(parse_time("2038-01-19T03:14:08Z"), 2147483648000);
    EXPECT_EQ(parse_time("2100-02-28T23:59:59.999Z"), 4107542399999);
    EXPECT_EQ(parse_time("9999-12-31T23:59:59.999Z"), last_valid_time);
}

TEST(TimeText, RefusesWhatIsNoInstant) {
    for (const char* text : {"",
                             " ",
                             "now",
                             "2026",
                             "2026-02",
                             "2026-02-30",
                             "2023-02-29",
                             "2100-02-29",
                             "2026-13-01",
                             "2026-00-10",
                             "2026-01-00",
                             "2026-01-32",
                             "0000-01-01",
                             "10000-01-01",
                             "+99999-01-01",
                             "-2026-01-01",
                             "2026-1-1",
                             "2026-01-01T",
                             "2026-01-01T25:00",
                             "2026-01-01T24:00:00Z",
                             "2026-01-01T12",
                             "2026-01-01T12:60Z",
                             "2026-01-01T12:00:61Z",
                             "2026-01-01T12:00:00.Z",
                             "2026-01-01T12:00:00.0123456789Z",
                             "2026-01-01T12:00:00+24:00",
                             "2026-01-01T12:00:00+01:60",
                             "2026-01-01T12:00:00+1",
                             "2026-01-01T12:00:00+01:",
                             "2026-01-01T12:00:00ZZ",
                             "2026-01-01T12:00:00 Z",
                             " 2026-01-01",
                             "2026-01-01 ",
                             "2026-01-01Z",
                             "2026-01-01T12:00:00Z2",
                             "NaN",
                             "20260101T120000Z",
                             "2026-01-01TT12:00",
                             "2026_01_01",
                             "1715094227550",
                             "-1",
                             "2026-01-01T-1:00:00Z"}) {
        EXPECT_EQ(parse_time(text), std::nullopt) << text;
    }
    EXPECT_EQ(parse_time(std::string_view("2026-01-01\0", 11)), std::nullopt);
}

TEST(TimeText, RefusesInstantsThatMayNotBeStored) {
    EXPECT_EQ(parse_time("1969-12-31T23:59:59.999Z"), std::nullopt);
    EXPECT_EQ(parse_time("1970-01-01T00:00:00+00:01"), std::nullopt);
    EXPECT_EQ(parse_time("0001-01-01T00:00:00Z"), std::nullopt);
    EXPECT_EQ(parse_time("9999-12-31T23:59:60Z"), std::nullopt);
    EXPECT_EQ(parse_time("9999-12-31T23:59:59-00:01"), std::nullopt);
    EXPECT_FALSE(valid_time(-1));
    EXPECT_FALSE(valid_time(last_valid_time + 1));
    EXPECT_TRUE(valid_time(0));
}

TEST(TimeText, WritesMillisecondsAndZ) {
    EXPECT_EQ(iso_time(1715094227550), "2024-05-07T15:03:47.550Z");
    EXPECT_EQ(iso_time(0), "1970-01-01T00:00:00.000Z");
    EXPECT_EQ(iso_time(-1), "1969-12-31T23:59:59.999Z");
    EXPECT_EQ(iso_time(last_valid_time), "9999-12-31T23:59:59.999Z");
}

TEST(TimeText, WritesHttpDates) {
    EXPECT_EQ(http_date(784111777000), "Sun, 06 Nov 1994 08:49:37 GMT");
    EXPECT_EQ(http_date(1715094227999), "Tue, 07 May 2024 15:03:47 GMT");
    EXPECT_EQ(http_date(951782400000), "Tue, 29 Feb 2000 00:00:00 GMT");
}

TEST(TimeText, ReadsWhatItWrites) {
    // Steps of a prime number of milliseconds, from the first to the last storable instant.
    for (Millis ms = 0; valid_time(ms); ms += 86'399'999'981) ASSERT_EQ(parse_time(iso_time(ms)), ms);
}

}  // namespace
}  // namespace daymark
