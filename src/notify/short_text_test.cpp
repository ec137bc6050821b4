#include "notify/short_text.h"

#include <gtest/gtest.h>

namespace daymark::notify {
namespace {

TEST(Scalars, AreThoseOfTheText) {
    EXPECT_EQ(scalars_of("aé€😀"), U"aé€😀");
    EXPECT_EQ(scalars_of(std::string_view("\0\x7f", 2)), std::u32string_view(U"\0\x7f", 2));
    EXPECT_EQ(scalars_of("\u0800\uFFFF\U00010000\U0010FFFF"), U"\u0800\uFFFF\U00010000\U0010FFFF");
    EXPECT_EQ(scalars_of(""), U"");
}

TEST(Scalars, StandForEachByteThatIsNoPartOfOne) {
    EXPECT_EQ(scalars_of("\xc3"), U"\uFFFD");
    EXPECT_EQ(scalars_of("\xc3x"), U"\uFFFDx");
    EXPECT_EQ(scalars_of("\xe2\x82"), U"\uFFFD\uFFFD");
    EXPECT_EQ(scalars_of("\xc0\x80"), U"\uFFFD\uFFFD");                      // longer than need be
    EXPECT_EQ(scalars_of("\xe0\x80\x80"), U"\uFFFD\uFFFD\uFFFD");            // the same
    EXPECT_EQ(scalars_of("\xf0\x80\x80\x80"), U"\uFFFD\uFFFD\uFFFD\uFFFD");  // the same
    EXPECT_EQ(scalars_of("\xed\xa0\x80"), U"\uFFFD\uFFFD\uFFFD");            // a surrogate
    EXPECT_EQ(scalars_of("\xf4\x90\x80\x80"), U"\uFFFD\uFFFD\uFFFD\uFFFD");  // beyond the last
    EXPECT_EQ(scalars_of("\xff\x80"), U"\uFFFD\uFFFD");
}

TEST(AsMuchAs, IsTheLongestThatFits) {
    const auto at_most = [](std::size_t bytes) {
        return [bytes](const std::string& text) { return text.size() <= bytes; };
    };
    EXPECT_EQ(as_much_as("one two three", 100, at_most(13)), "one two three");
    EXPECT_EQ(as_much_as("one two three", 100, at_most(12)), "one two…");
    EXPECT_EQ(as_much_as("one two three", 100, at_most(9)), "one…");
    EXPECT_EQ(as_much_as("one two three", 5, at_most(12)), "one…");
    EXPECT_EQ(as_much_as("one two three", 5, at_most(13)), "one two three");
    EXPECT_EQ(as_much_as("one two three", 100, at_most(2)), "");
    EXPECT_EQ(as_much_as("one two three", 0, at_most(2)), "");
    EXPECT_EQ(as_much_as("", 0, at_most(0)), "");
}

}  // namespace
}  // namespace daymark::notify
