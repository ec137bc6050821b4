// Recurrences over clock changes, leap days and missing days.
#include "recurring_maintenances/recurrence.h"

#include "platform/base/time_text.h"
#include "platform/base/zone.h"

#include <gtest/gtest.h>

#include <vector>

namespace daymark::recurring_maintenances {
namespace {

Millis at(const char* text) { return parse_time(text).value(); }

/// The first `count` occurrences after an instant, as UTC times.
std::vector<std::string> occurrences(const Recurrence& recurrence, const char* after, int count) {
    std::vector<std::string> list;
    Millis last = at(after);
    for (int i = 0; i < count; ++i) {
        last = next_after(recurrence, last);
        list.push_back(iso_time(last).substr(0, 16));
    }
    return list;
}
using Times = std::vector<std::string>;

TEST(Recurrence, TheFirstOccurrenceIsTheStart) {
    const Recurrence daily{Every::Daily, at("2026-03-01T02:00:00Z"), "UTC"};
    EXPECT_EQ(next_after(daily, 0), daily.start);
    EXPECT_EQ(next_after(daily, daily.start - 1), daily.start);
    EXPECT_EQ(next_after(daily, daily.start), daily.start + one_day);
}

TEST(Recurrence, KeepsTheWallClockOverClockChangesInSixZones) {
    struct Case {
        const char* zone;
        const char* start;
        const char* after;
        Times expected;
    };
    const Case cases[] = {
        {"Europe/Berlin",
         "2026-03-01T08:00:00Z",
         "2026-03-27T12:00:00Z",
         {"2026-03-28T08:00", "2026-03-29T07:00", "2026-03-30T07:00"}},
        {"America/New_York",
         "2026-02-01T14:00:00Z",
         "2026-10-30T20:00:00Z",
         {"2026-10-31T13:00", "2026-11-01T14:00", "2026-11-02T14:00"}},
        {"Australia/Lord_Howe",
         "2026-03-01T00:00:00Z",
         "2026-04-03T12:00:00Z",
         {"2026-04-04T00:00", "2026-04-05T00:30", "2026-04-06T00:30"}},
        {"Asia/Kathmandu", "2026-03-01T00:15:00Z", "2026-03-28T12:00:00Z", {"2026-03-29T00:15", "2026-03-30T00:15"}},
        {"America/Sao_Paulo",
         "2018-10-20T03:00:00Z",
         "2018-11-03T01:00:00Z",
         {"2018-11-03T03:00", "2018-11-04T03:00", "2018-11-05T02:00"}},
        {"Africa/Casablanca", "2026-02-01T09:00:00Z", "2026-02-14T12:00:00Z", {"2026-02-15T10:00", "2026-02-16T10:00"}},
    };
    for (const Case& one : cases) {
        EXPECT_EQ(
            occurrences({Every::Daily, at(one.start), one.zone}, one.after, static_cast<int>(one.expected.size())),
            one.expected)
            << one.zone;
    }
}

TEST(Recurrence, ATimeThatIsLeftOutMovesOnAndOneThatComesTwiceIsTheFirst) {
    const Recurrence night{Every::Daily, at("2026-03-01T01:30:00Z"), "Europe/Berlin"};  // half past two
    EXPECT_EQ(occurrences(night, "2026-03-28T12:00:00Z", 2), (Times{"2026-03-29T01:30", "2026-03-30T00:30"}));
    EXPECT_EQ(occurrences(night, "2026-10-24T12:00:00Z", 2), (Times{"2026-10-25T00:30", "2026-10-26T01:30"}));
}

TEST(Recurrence, WeekdaysLeaveOutTheWeekendOfTheZone) {
    // Monday morning in Tokyo is Sunday evening in UTC.
    const Recurrence weekdays{Every::Weekdays, at("2026-03-01T23:00:00Z"), "Asia/Tokyo"};
    EXPECT_EQ(occurrences(weekdays, "2026-03-04T00:00:00Z", 3),
              (Times{"2026-03-04T23:00", "2026-03-05T23:00", "2026-03-08T23:00"}));
}

TEST(Recurrence, AStartOnAWeekendWaitsForMonday) {
    const Recurrence weekdays{Every::Weekdays, at("2026-03-07T09:00:00Z"), "UTC"};
    EXPECT_EQ(occurrences(weekdays, "2026-03-01T00:00:00Z", 1), Times{"2026-03-09T09:00"});
}

TEST(Recurrence, MonthsWithoutTheDayTakeTheirLast) {
    const Recurrence monthly{Every::Monthly, at("2027-12-31T09:00:00Z"), "UTC"};
    EXPECT_EQ(occurrences(monthly, "2027-12-31T09:00:00Z", 4),
              (Times{"2028-01-31T09:00", "2028-02-29T09:00", "2028-03-31T09:00", "2028-04-30T09:00"}));
}

TEST(Recurrence, ALeapDayIsKeptInItsYears) {
    const Recurrence yearly{Every::Yearly, at("2024-02-29T09:00:00Z"), "UTC"};
    EXPECT_EQ(occurrences(yearly, "2024-03-01T00:00:00Z", 4),
              (Times{"2025-02-28T09:00", "2026-02-28T09:00", "2027-02-28T09:00", "2028-02-29T09:00"}));
}

TEST(Recurrence, WeeksGoOnOverTheEndOfAYear) {
    const Recurrence weekly{Every::Weekly, at("2026-12-23T22:00:00Z"), "UTC"};
    EXPECT_EQ(occurrences(weekly, "2026-12-24T00:00:00Z", 2), (Times{"2026-12-30T22:00", "2027-01-06T22:00"}));
}

TEST(Recurrence, ADateThatAZoneLeftOutComesOnce) {
    // Samoa went from 29 to 31 December 2011.
    const Recurrence daily{Every::Daily, at("2011-12-20T19:00:00Z"), "Pacific/Apia"};
    const Times list = occurrences(daily, "2011-12-28T12:00:00Z", 3);
    EXPECT_EQ(list[0], "2011-12-28T19:00");
    EXPECT_LT(list[0], list[1]);
    EXPECT_LT(list[1], list[2]);
}

TEST(Recurrence, RisesStrictlyAndKeepsTheTimeOfDayForYears) {
    for (const char* zone : {"UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca",
                             "America/Nuuk", "Pacific/Chatham"}) {
        for (const Every every : {Every::Daily, Every::Weekdays, Every::Weekly, Every::Monthly, Every::Yearly}) {
            const Recurrence recurrence{every, at("2024-01-31T10:15:00Z"), zone};
            const LocalTime first = local_time(zone, recurrence.start);
            Millis last = recurrence.start - 1;
            for (int i = 0; i < 800 && last < at("2036-01-01"); ++i) {
                const Millis next = next_after(recurrence, last);
                ASSERT_GT(next, last) << zone;
                const LocalTime shown = local_time(zone, next);
                EXPECT_EQ(shown.hour * 60 + shown.minute, first.hour * 60 + first.minute) << zone << iso_time(next);
                EXPECT_EQ(next_after(recurrence, next - 1), next) << "the same, wherever one looks from";
                last = next;
            }
        }
    }
}

}  // namespace
}  // namespace daymark::recurring_maintenances
