// When people are reminded of an incident of which nothing is said.
#include "notify/reminders.h"

#include "notify/domain_health.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace daymark::notify {
namespace {

constexpr Millis since = 1'770'112'800'000;

TEST(Reminders, ComeAfterEachOfTheWorkspacesWaits) {
    const std::vector<double> hours{6, 0.5, 1};
    const auto after = [&](Millis wait) { return plan_reminder(hours, since, since + wait); };
    EXPECT_EQ(after(0).reached, 0);
    EXPECT_EQ(after(0).next_at, since + 30 * one_minute);
    EXPECT_EQ(after(30 * one_minute - 1).reached, 0);
    EXPECT_EQ(after(30 * one_minute).reached, 30 * one_minute);
    EXPECT_EQ(after(30 * one_minute).next_at, since + one_hour);
    EXPECT_EQ(after(5 * one_hour).reached, one_hour);
    EXPECT_EQ(after(100 * one_hour).reached, 6 * one_hour);
    EXPECT_EQ(after(100 * one_hour).next_at, std::nullopt);
}

TEST(Reminders, AClockThatGoesBackRemindsOfNothing) {
    const ReminderPlan plan = plan_reminder({1}, since, since - one_day);
    EXPECT_EQ(plan.reached, 0);
    EXPECT_EQ(plan.next_at, since + one_hour);
}

TEST(Reminders, WaitsThatCannotBeAreNone) {
    const ReminderPlan plan = plan_reminder(
        {0, -1, std::nan(""), std::numeric_limits<double>::infinity(), 1e300, -1e300}, since, since + 400 * one_day);
    EXPECT_EQ(plan.reached, 0);
    EXPECT_EQ(plan.next_at, std::nullopt);
    EXPECT_EQ(plan_reminder({}, since, since + one_day).next_at, std::nullopt);
}

// --- domains

/// What looks half an hour apart say: '+' it leads here, '-' it does not. When people are told, as a text.
std::string told_by(std::string_view looks, Millis apart = 30 * one_minute) {
    DomainHealth health;
    std::string told;
    Millis now = since;
    for (const char look : looks) {
        const DomainVerdict verdict = after_look(health, look == '+', now);
        health = verdict.health;
        told += verdict.breaks ? '!' : '.';
        now += apart;
    }
    return told;
}

TEST(DomainHealth, ThreeFailuresOverAnHourAreABreakAndItIsToldOnce) {
    EXPECT_EQ(told_by("+--"), "...");
    EXPECT_EQ(told_by("+-----"), "...!..");
    EXPECT_EQ(told_by("+--+--+-"), "........");
    EXPECT_EQ(told_by("+---+---"), "...!...!");
    EXPECT_EQ(told_by("+----", one_minute), ".....") << "not within a few minutes";
    EXPECT_EQ(told_by("+--", one_hour), "...");
}

TEST(DomainHealth, WhatNeverWorkedIsNotBroken) { EXPECT_EQ(told_by("-----"), "....."); }

TEST(DomainHealth, AClockThatGoesBackBeginsAnew) {
    DomainHealth health{.worked = true, .failures = 2, .failing_since = since};
    const DomainVerdict verdict = after_look(health, false, since - one_day);
    EXPECT_FALSE(verdict.breaks);
    EXPECT_EQ(verdict.health.failing_since, since - one_day);
}

}  // namespace
}  // namespace daymark::notify
