// Words and times as people type them.
#include "client/words.h"

#include "client/trouble.h"

#include <gtest/gtest.h>

namespace daymark::client {
namespace {

TEST(ClientWords, ComponentStatusesInManyForms) {
    using enum components::Status;
    for (const char* text : {"degraded", "Degraded", "DEGRADEDPERFORMANCE", "degraded-performance",
                             "degraded_performance", "Degraded Performance"}) {
        EXPECT_EQ(component_status(text), DegradedPerformance) << text;
    }
    EXPECT_EQ(component_status("up"), Operational);
    EXPECT_EQ(component_status("operational"), Operational);
    EXPECT_EQ(component_status("partial"), PartialOutage);
    EXPECT_EQ(component_status("major-outage"), MajorOutage);
    EXPECT_EQ(component_status("maintenance"), UnderMaintenance);
    EXPECT_EQ(component_status("minor"), MinorOutage);
    for (const auto word : components::status_words) EXPECT_EQ(components::wire_name(component_status(word)), word);
}

TEST(ClientWords, WhatIsNoWordIsRefusedWithThoseThatAre) {
    for (const char* text : {"", "down", "operationa", "majoroutages"})
        EXPECT_THROW((void)component_status(text), Trouble);
    try {
        (void)component_status("dwon");
        FAIL();
    } catch (const Trouble& trouble) {
        EXPECT_EQ(trouble.exit(), Exit::Usage);
        EXPECT_STREQ(trouble.what(),
                     "\"dwon\" is no status of a component; known are operational, maintenance, degraded, "
                     "partial, minor, major.");
    }
    EXPECT_EQ(incident_status("Monitoring"), incidents::Status::Monitoring);
    EXPECT_THROW((void)incident_status("open"), Trouble);
}

TEST(ClientWords, TheStatusStandsBehindTheLastEqualsSign) {
    EXPECT_EQ(named_status("API=degraded").name, "API");
    EXPECT_EQ(named_status("API=degraded").status, components::Status::DegradedPerformance);
    EXPECT_EQ(named_status("a=b=major").name, "a=b");
    EXPECT_EQ(named_status("Web / Checkout").name, "Web / Checkout");
    EXPECT_FALSE(named_status("Web / Checkout").status);
    EXPECT_THROW((void)named_status("API="), Trouble);
}

TEST(ClientWords, LengthsAreMinutesUnlessTheySayOtherwise) {
    EXPECT_EQ(minutes_from("90", "duration"), 90);
    EXPECT_EQ(minutes_from("90m", "duration"), 90);
    EXPECT_EQ(minutes_from("2h", "duration"), 120);
    EXPECT_EQ(minutes_from("1h30m", "duration"), 90);
    EXPECT_EQ(minutes_from("1h30", "duration"), 90);
    EXPECT_EQ(minutes_from("1d", "duration"), 1'440);
    for (const char* text : {"", "0", "h", "-5m", "1.5h", "5 m", "5s", "99999999999999999999", "1000001m"}) {
        EXPECT_THROW((void)minutes_from(text, "duration"), Trouble) << text;
    }
}

TEST(ClientWords, TimesAreThoseOfTheApi) {
    EXPECT_EQ(time_from("1970-01-01T00:01:00Z", "start"), one_minute);
    EXPECT_EQ(time_from("1970-01-01 01:01:00+01:00", "start"), one_minute);
    EXPECT_THROW((void)time_from("tomorrow", "start"), Trouble);
}

}  // namespace
}  // namespace daymark::client
