#include "api/rate_limit.h"

#include <gtest/gtest.h>

namespace daymark::api {
namespace {

constexpr Millis start = 1'000'000;

TEST(Buckets, GiveAMinutesWorthAtOnceAndThenOneAfterTheOther) {
    Buckets buckets(60);
    for (int i = 0; i < 60; ++i) EXPECT_EQ(buckets.take("a", start).left, 59 - i);
    const Buckets::Taken refused = buckets.take("a", start);
    EXPECT_FALSE(refused.granted);
    EXPECT_EQ(refused.until_next, 1000);
    EXPECT_EQ(refused.until_full, 60'000);
    EXPECT_FALSE(buckets.take("a", start + 999).granted);
    EXPECT_TRUE(buckets.take("a", start + 1000).granted);
    EXPECT_FALSE(buckets.take("a", start + 1000).granted);
    EXPECT_EQ(buckets.take("a", start + 61'000).left, 59);
}

TEST(Buckets, AreEachCallersOwn) {
    Buckets buckets(1);
    EXPECT_TRUE(buckets.take("a", start).granted);
    EXPECT_FALSE(buckets.take("a", start).granted);
    EXPECT_TRUE(buckets.take("b", start).granted);
}

TEST(Buckets, AClockThatStepsBackNeitherFillsNorLocks) {
    Buckets buckets(60);
    for (int i = 0; i < 60; ++i) (void)buckets.take("a", start);
    EXPECT_FALSE(buckets.take("a", start - one_hour).granted);
    EXPECT_TRUE(buckets.take("a", start - one_hour + one_second).granted);
}

TEST(Buckets, RefusedRequestsDoNotPutOffTheNextOne) {
    Buckets buckets(60);
    for (int i = 0; i < 60; ++i) (void)buckets.take("a", start);
    for (Millis at = start; at < start + 1000; at += 10) EXPECT_FALSE(buckets.take("a", at).granted);
    EXPECT_TRUE(buckets.take("a", start + 1000).granted);
}

TEST(Buckets, ForgetCallersThatStayedAway) {
    Buckets buckets(1);
    EXPECT_TRUE(buckets.take("a", start).granted);
    for (int i = 0; i < 5000; ++i) (void)buckets.take("caller " + std::to_string(i), start + one_minute);
    EXPECT_LE(buckets.size(), 5000U);
    EXPECT_TRUE(buckets.take("a", start + one_minute).granted) << "and nobody gains or loses by it";
}

TEST(Buckets, NoLimitIsNoLimit) {
    Buckets buckets(0);
    for (int i = 0; i < 10'000; ++i) EXPECT_TRUE(buckets.take("a", start).granted);
    EXPECT_EQ(buckets.size(), 0U);
}

TEST(RateLimits, KeepAShareForTellingOfNotices) {
    RateLimits limits(40);
    for (int i = 0; i < 40; ++i) EXPECT_TRUE(limits.take_call("key", false, start).granted);
    EXPECT_FALSE(limits.take_call("key", false, start).granted);
    EXPECT_TRUE(limits.take_call("key", true, start).granted);
    EXPECT_TRUE(limits.take_call("key", true, start).granted);
    EXPECT_FALSE(limits.take_call("key", true, start).granted);
}

TEST(RateLimits, TellHowMuchIsLeftAndWhenToComeBack) {
    const RateLimits limits(600);
    http::Response response;
    limits.tell(response, {false, 0, 1, 60'000});
    const std::vector<std::pair<std::string, std::string>> expected{
        {"ratelimit-policy", "\"default\";q=600;w=60"}, {"ratelimit", "\"default\";r=0;t=60"}, {"retry-after", "1"}};
    EXPECT_EQ(response.headers, expected);
}

}  // namespace
}  // namespace daymark::api
