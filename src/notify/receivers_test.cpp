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

}  // namespace
}  // namespace daymark::notify
