// When weekly reports are due, by the clocks of several zones and over their changes.
#include "notify/weekly_report.h"

#include "platform/base/time_text.h"
#include "platform/base/zone.h"

#include <gtest/gtest.h>

namespace daymark::notify {
namespace {

Millis at(std::string_view text) { return parse_time(text).value(); }

std::string times_text(std::string_view zone, std::string_view now) {
    const ReportTimes times = report_times(zone, at(now));
    return iso_time(times.due) + " " + iso_time(times.next) + " " + iso_time(times.week.from) + " " +
           iso_time(times.week.to);
}

TEST(WeeklyReport, IsDueOnMondaysAtNine) {
    const std::string week =
        "2026-02-09T09:00:00.000Z 2026-02-16T09:00:00.000Z 2026-02-02T00:00:00.000Z "
        "2026-02-09T00:00:00.000Z";
    EXPECT_EQ(times_text("UTC", "2026-02-09T09:00:00.000Z"), week);
    EXPECT_EQ(times_text("UTC", "2026-02-12T23:59:59.999Z"), week);
    EXPECT_EQ(times_text("UTC", "2026-02-16T08:59:59.999Z"), week);
    EXPECT_NE(times_text("UTC", "2026-02-16T09:00:00.000Z"), week);
}

TEST(WeeklyReport, FollowsTheClockOfItsZone) {
    EXPECT_EQ(iso_time(report_times("Asia/Tokyo", at("2026-02-10T00:00:00Z")).due), "2026-02-09T00:00:00.000Z");
    EXPECT_EQ(iso_time(report_times("America/New_York", at("2026-02-10T00:00:00Z")).due), "2026-02-09T14:00:00.000Z");
    EXPECT_EQ(iso_time(report_times("Asia/Kathmandu", at("2026-02-10T00:00:00Z")).due), "2026-02-09T03:15:00.000Z");
    EXPECT_EQ(iso_time(report_times("Pacific/Kiritimati", at("2026-02-10T00:00:00Z")).due), "2026-02-08T19:00:00.000Z");
    EXPECT_EQ(report_times("Nowhere/Land", at("2026-02-10T00:00:00Z")).due,
              report_times("UTC", at("2026-02-10T00:00:00Z")).due);
}

TEST(WeeklyReport, AWeekInWhichTheClockChangesIsStillOne) {
    // Clocks go forward on Sunday, 29 March, and back on Sunday, 25 October 2026.
    EXPECT_EQ(times_text("Europe/Berlin", "2026-03-30T12:00:00Z"),
              "2026-03-30T07:00:00.000Z 2026-04-06T07:00:00.000Z 2026-03-22T23:00:00.000Z 2026-03-29T22:00:00.000Z");
    EXPECT_EQ(times_text("Europe/Berlin", "2026-10-26T12:00:00Z"),
              "2026-10-26T08:00:00.000Z 2026-11-02T08:00:00.000Z 2026-10-18T22:00:00.000Z 2026-10-25T23:00:00.000Z");
    // Santiago's midnight of 6 September 2026 is left out: the day begins at one.
    const auto santiago = report_times("America/Santiago", at("2026-09-07T18:00:00Z"));
    EXPECT_EQ(iso_time(santiago.due), "2026-09-07T12:00:00.000Z");
    EXPECT_EQ(santiago.week.to - santiago.week.from, 7 * one_day - one_hour);
}

TEST(WeeklyReport, HasOneTimeAWeekWheneverItIsAskedFor) {
    for (const char* zone : {"UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Apia", "Australia/Lord_Howe"}) {
        Millis last = 0;
        for (Millis now = at("2026-01-01T00:00:00Z"); now < at("2027-02-01T00:00:00Z"); now += 37 * one_minute) {
            const ReportTimes times = report_times(zone, now);
            ASSERT_LE(times.due, now) << zone;
            ASSERT_GT(times.next, now) << zone;
            ASSERT_EQ(weekday(zone, times.due), 1) << zone;
            ASSERT_EQ(local_time(zone, times.due).hour, 9) << zone;
            if (last != 0 && times.due != last) {
                ASSERT_LE(times.due - last, 7 * one_day + one_hour) << zone;
            }
            ASSERT_LT(times.next - times.due, 8 * one_day);
            last = times.due;
        }
    }
}

}  // namespace
}  // namespace daymark::notify
