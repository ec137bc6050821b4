// Slots and circuit breakers.
#include "notify/receivers.h"

#include <gtest/gtest.h>

namespace daymark::notify {
namespace {

TEST(Receivers, HaveSlotsOfTheirOwn) {
    Receivers receivers({.under_way = 2});
    EXPECT_EQ(receivers.enter("a", 0), 0);
    EXPECT_EQ(receivers.enter("a", 0), 0);
    EXPECT_EQ(receivers.enter("a", 0), one_second);
    EXPECT_EQ(receivers.enter("b", 0), 0);
    receivers.leave("a", true, 0);
    EXPECT_EQ(receivers.enter("a", 0), 0);
}

TEST(Receivers, AreLeftInPeaceAfterTenFailuresAndLookedAtOnceAPause) {
    Receivers receivers;
    for (int i = 0; i < 10; ++i) {
        ASSERT_EQ(receivers.enter("a", 0), 0);
        receivers.leave("a", false, 0);
    }
    EXPECT_EQ(receivers.enter("a", one_second), 29 * one_second);
    EXPECT_EQ(receivers.enter("a", 30 * one_second), 0) << "one may look";
    EXPECT_EQ(receivers.enter("a", 30 * one_second), 30 * one_second) << "and nobody else";
    receivers.leave("a", false, 31 * one_second);
    EXPECT_EQ(receivers.enter("a", 59 * one_second), one_second);
    EXPECT_EQ(receivers.enter("a", 60 * one_second), 0);
    receivers.leave("a", true, 60 * one_second);
    EXPECT_EQ(receivers.enter("a", 60 * one_second), 0) << "it is back";
    EXPECT_EQ(receivers.enter("a", 60 * one_second), 0);
}

TEST(Receivers, ASuccessBetweenFailuresBeginsTheCountAnew) {
    Receivers receivers;
    for (int i = 0; i < 30; ++i) {
        ASSERT_EQ(receivers.enter("a", 0), 0);
        receivers.leave("a", i % 9 == 8, 0);
    }
    EXPECT_LT(receivers.failures_of("a"), 9);
}

TEST(RetryBudget, IsAFifthOfWhatIsAttemptedBeyondAHundredRetries) {
    RetryBudget budget;
    for (int i = 0; i < 500; ++i) budget.note(1, 0);
    for (int i = 0; i < 300; ++i) budget.note(2, 0);
    int retries = 0;
    while (budget.wait(3, one_second) == 0 && retries < 1000) {
        budget.note(3, one_second);
        ++retries;
    }
    EXPECT_EQ(retries, 324) << "100 and a fifth of 800 attempts and of these retries themselves";
    EXPECT_EQ(budget.wait(3, one_second), 59 * one_second);
    EXPECT_EQ(budget.wait(2, one_second), 0) << "first retries are free";
    EXPECT_EQ(budget.wait(7, one_minute), 0) << "a new minute";
}

TEST(RetryBudget, GoesOnWhenTheClockIsSetBack) {
    RetryBudget budget;
    for (int i = 0; i < 200; ++i) budget.note(3, one_hour);
    EXPECT_GT(budget.wait(3, one_hour), 0);
    EXPECT_EQ(budget.wait(3, one_minute), 0);
}

}  // namespace
}  // namespace daymark::notify
