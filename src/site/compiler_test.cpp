// Pages that wait to be compiled. What the compiler does is proved in tests/site.
#include "site/compiler.h"

#include <gtest/gtest.h>

namespace daymark::site {
namespace {

TEST(WaitingPages, AreTakenInOrderAndOnce) {
    Waiting waiting;
    for (const char* page : {"b", "a", "b"}) waiting.add(page);
    EXPECT_EQ(waiting.take(), "b");
    EXPECT_EQ(waiting.take(), "a");
    EXPECT_TRUE(waiting.empty());
    EXPECT_EQ(waiting.take(), std::nullopt);
}

TEST(WaitingPages, MayComeAgainWhileTheyAreWorkedOn) {
    Waiting waiting;
    waiting.add("a");
    EXPECT_EQ(waiting.take(), "a");
    waiting.add("a");
    EXPECT_EQ(waiting.take(), "a");
}

TEST(WaitingPages, ThatWereRemovedAreNotTaken) {
    Waiting waiting;
    waiting.add("a");
    waiting.add("b");
    waiting.remove("a");
    EXPECT_FALSE(waiting.empty());
    EXPECT_EQ(waiting.take(), "b");
    EXPECT_TRUE(waiting.empty());
    waiting.add("a");
    EXPECT_EQ(waiting.take(), "a");
    EXPECT_EQ(waiting.take(), std::nullopt);
}

}  // namespace
}  // namespace daymark::site
