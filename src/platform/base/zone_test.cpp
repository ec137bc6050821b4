// Tests of civil time in zones, around the clock changes that break naive arithmetic.
#include "platform/base/zone.h"

#include "platform/base/error.h"
#include "platform/base/time_text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

namespace daymark {
namespace {

Millis at(std::string_view text) { return parse_time(text).value(); }

/// Length of a civil day in minutes.
Millis day_minutes(std::string_view zone, LocalDate date, LocalDate next) {
    return (day_start(zone, next) - day_start(zone, date)) / one_minute;
}

TEST(Zone, KnowsWhichZonesExist) {
    for (const char* name : {"UTC", "Europe/Berlin", "Asia/Kathmandu", "America/Argentina/Buenos_Aires", "Etc/GMT+5"}) {
        EXPECT_TRUE(zone_exists(name)) << name;
    }
    for (const char* name :
         {"", "Mars/Olympus", "Europe", "europe/berlin", "../etc/passwd", "/etc/localtime", "Europe/", "tzdata.zi",
          "zone.tab", "leapseconds", "leap-seconds.list", "iso3166.tab", "zone1970.tab", "localtime", "right/UTC"}) {
        EXPECT_FALSE(zone_exists(name)) << name;
    }
    EXPECT_FALSE(zone_exists(std::string(100'000, 'x')));
    EXPECT_FALSE(zone_exists(std::string_view("UTC\0", 4)));
}

TEST(Zone, AnUnknownZoneIsTheCallersMistake) {
    const auto refused = [](auto call) {
        try {
            call();
        } catch (const Error& error) {
            return error.code() == ErrorCode::BadRequest;
        }
        return false;
    };
    EXPECT_TRUE(refused([] { (void)local_date("Mars/Olympus", 0); }));
    EXPECT_TRUE(refused([] { (void)weekday("", 0); }));
    EXPECT_TRUE(refused([] { (void)clock_text("tzdata.zi", 0); }));
    EXPECT_TRUE(refused([] { (void)day_start("Mars/Olympus", {2026, 1, 1}); }));
    EXPECT_TRUE(refused([] { (void)day_edges("Mars/Olympus", 0, 90); }));
    EXPECT_TRUE(refused([] { (void)day_start("UTC", {2026, 2, 30}); }));
    EXPECT_TRUE(refused([] { (void)instant_of("UTC", {{2026, 13, 1}, 0, 0, 0}); }));
}

TEST(Zone, ShowsTheWallClock) {
    EXPECT_EQ(clock_text("UTC", at("2026-07-01T14:38:59Z")), "14:38 UTC");
    EXPECT_EQ(clock_text("Europe/Berlin", at("2026-07-01T14:38:00Z")), "16:38 CEST");
    EXPECT_EQ(clock_text("Europe/Berlin", at("2026-01-01T04:05:00Z")), "05:05 CET");
    EXPECT_EQ(clock_text("Asia/Kathmandu", at("2026-01-01T00:00:00Z")), "05:45 UTC+05:45");
    EXPECT_EQ(clock_text("America/Sao_Paulo", at("2026-01-01T12:00:00Z")), "09:00 UTC-03:00");
    EXPECT_EQ(clock_text("America/St_Johns", at("2026-01-01T12:00:00Z")), "08:30 NST");
}

TEST(Zone, TellsDateAndWeekday) {
    EXPECT_EQ(local_date("UTC", at("2026-02-28T23:59:59.999Z")), (LocalDate{2026, 2, 28}));
    EXPECT_EQ(local_date("Asia/Tokyo", at("2026-02-28T23:59:59.999Z")), (LocalDate{2026, 3, 1}));
    EXPECT_EQ(local_date("America/Los_Angeles", at("2024-03-01T07:59:00Z")), (LocalDate{2024, 2, 29}));
    EXPECT_EQ(weekday("UTC", at("2026-10-25T12:00:00Z")), 0);
    EXPECT_EQ(weekday("Asia/Tokyo", at("2026-10-25T15:00:00Z")), 1);
    EXPECT_EQ(local_time("Asia/Kolkata", at("2026-01-01T00:00:07Z")), (LocalTime{{2026, 1, 1}, 5, 30, 7}));
}

TEST(Zone, DaysHaveTheLengthTheirZoneGivesThem) {
    struct Case {
        const char* zone;
        LocalDate date, next;
        Millis hours_times_two;
    };
    for (const Case& row : {Case{"Europe/Berlin", {2026, 3, 29}, {2026, 3, 30}, 46},
                            Case{"Europe/Berlin", {2026, 10, 25}, {2026, 10, 26}, 50},
                            Case{"Europe/Berlin", {2026, 7, 1}, {2026, 7, 2}, 48},
                            Case{"Europe/Dublin", {2026, 3, 29}, {2026, 3, 30}, 46},
                            Case{"Europe/Dublin", {2026, 10, 25}, {2026, 10, 26}, 50},
                            Case{"America/New_York", {2026, 3, 8}, {2026, 3, 9}, 46},
                            Case{"America/New_York", {2026, 11, 1}, {2026, 11, 2}, 50},
                            Case{"America/St_Johns", {2026, 3, 8}, {2026, 3, 9}, 46},
                            Case{"America/St_Johns", {2026, 11, 1}, {2026, 11, 2}, 50},
                            Case{"Australia/Lord_Howe", {2026, 10, 4}, {2026, 10, 5}, 47},
                            Case{"Australia/Lord_Howe", {2026, 4, 5}, {2026, 4, 6}, 49},
                            Case{"Africa/Casablanca", {2026, 2, 15}, {2026, 2, 16}, 50},
                            Case{"America/Santiago", {2026, 9, 6}, {2026, 9, 7}, 46},
                            Case{"Asia/Kathmandu", {2026, 3, 29}, {2026, 3, 30}, 48},
                            Case{"Pacific/Apia", {2011, 12, 29}, {2011, 12, 30}, 48},
                            Case{"Pacific/Apia", {2011, 12, 30}, {2011, 12, 31}, 0},
                            Case{"Pacific/Apia", {2011, 12, 31}, {2012, 1, 1}, 48}}) {
        EXPECT_EQ(day_minutes(row.zone, row.date, row.next), row.hours_times_two * 30)
            << row.zone << " " << row.date.month << "-" << row.date.day;
    }
}

TEST(Zone, ADayWithoutMidnightStartsAfterTheGap) {
    EXPECT_EQ(iso_time(day_start("America/Santiago", {2026, 9, 6})), "2026-09-06T04:00:00.000Z");
    EXPECT_EQ(local_time("America/Santiago", day_start("America/Santiago", {2026, 9, 6})),
              (LocalTime{{2026, 9, 6}, 1, 0, 0}));
    EXPECT_EQ(iso_time(day_start("America/Sao_Paulo", {2018, 11, 4})), "2018-11-04T03:00:00.000Z");
}

TEST(Zone, ADayWithTwoMidnightsStartsAtTheFirst) {
    EXPECT_EQ(iso_time(day_start("America/Havana", {2026, 11, 1})), "2026-11-01T04:00:00.000Z");
}

TEST(Zone, PlannedTimesInAGapMoveForwardByTheGap) {
    EXPECT_EQ(iso_time(instant_of("Europe/Berlin", {{2026, 3, 29}, 2, 30, 0})), "2026-03-29T01:30:00.000Z");
    EXPECT_EQ(iso_time(instant_of("Australia/Lord_Howe", {{2026, 10, 4}, 2, 15, 0})), "2026-10-03T15:45:00.000Z");
    EXPECT_EQ(iso_time(instant_of("Europe/Berlin", {{2026, 7, 1}, 9, 0, 30})), "2026-07-01T07:00:30.000Z");
}

TEST(Zone, PlannedTimesThatComeTwiceAreTheFirst) {
    EXPECT_EQ(iso_time(instant_of("Europe/Berlin", {{2026, 10, 25}, 2, 30, 0})), "2026-10-25T00:30:00.000Z");
    EXPECT_EQ(iso_time(instant_of("America/St_Johns", {{2026, 11, 1}, 1, 30, 0})), "2026-11-01T04:00:00.000Z");
}

TEST(Zone, EdgesCutTheLastDaysUpToTomorrow) {
    const std::vector<Millis> edges = day_edges("Europe/Berlin", at("2026-03-30T10:00:00Z"), 3);
    ASSERT_EQ(edges.size(), 4u);
    EXPECT_EQ(iso_time(edges[0]), "2026-03-27T23:00:00.000Z");
    EXPECT_EQ(iso_time(edges[1]), "2026-03-28T23:00:00.000Z");
    EXPECT_EQ(iso_time(edges[2]), "2026-03-29T22:00:00.000Z");
    EXPECT_EQ(iso_time(edges[3]), "2026-03-30T22:00:00.000Z");
    EXPECT_EQ(day_edges("UTC", at("2026-03-30T00:00:00Z"), 1).front(), at("2026-03-30T00:00:00Z"));
    EXPECT_EQ(day_edges("UTC", at("2026-03-30T00:00:00Z"), 0).size(), 1u);
}

TEST(Zone, EdgesLeaveOutDatesThatNeverWere) {
    const std::vector<Millis> edges = day_edges("Pacific/Apia", at("2012-01-01T00:00:00Z"), 3);
    ASSERT_EQ(edges.size(), 4u);
    EXPECT_EQ(local_date("Pacific/Apia", edges[0]), (LocalDate{2011, 12, 29}));
    EXPECT_EQ(local_date("Pacific/Apia", edges[1]), (LocalDate{2011, 12, 31}));
    EXPECT_EQ(local_date("Pacific/Apia", edges[2]), (LocalDate{2012, 1, 1}));
}

TEST(Zone, EdgesRiseAndHoldNowInTheirLastBox) {
    for (const char* zone :
         {"UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia",
          "Africa/Casablanca", "Asia/Gaza", "America/Santiago", "Pacific/Kiritimati"}) {
        for (Millis now = at("2009-01-01"); now < at("2028-01-01"); now += 13 * one_day + 7 * one_hour + 1) {
            const std::vector<Millis> edges = day_edges(zone, now, 20);
            ASSERT_EQ(edges.size(), 21u);
            EXPECT_EQ(std::ranges::adjacent_find(edges, std::ranges::greater_equal{}), edges.end())
                << zone << " " << iso_time(now);
            EXPECT_LE(edges[19], now);
            EXPECT_GT(edges[20], now);
        }
    }
}

TEST(Zone, ClocksSetBackOverMidnightStayInTheNewDay) {
    // Newfoundland went from 00:01 back to 23:01 of the day before, until 2011.
    const Millis now = at("2010-11-07T03:00:00Z");
    ASSERT_EQ(local_date("America/St_Johns", now), (LocalDate{2010, 11, 6}));
    const std::vector<Millis> edges = day_edges("America/St_Johns", now, 2);
    EXPECT_EQ(iso_time(edges[1]), "2010-11-07T02:30:00.000Z");
    EXPECT_EQ(iso_time(edges[2]), "2010-11-08T03:30:00.000Z");
}

}  // namespace
}  // namespace daymark
