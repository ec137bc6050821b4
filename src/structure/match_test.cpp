// Which entry means which thing, and which positions make an order.
#include "structure/match.h"

#include "platform/base/error.h"

#include <gtest/gtest.h>

namespace daymark::structure {
namespace {

using Found = std::vector<std::optional<std::size_t>>;

class Matching : public testing::Test {
protected:
    Matcher matcher{{{"c1", "API", "API"}, {"c2", "Web", "Web"}, {"c3", "EU", "Web / EU"}, {"c4", "API", "API"}},
                    "component"};
    const std::vector<std::size_t> top{0, 1, 3};
};

TEST_F(Matching, ByNameInTheirOrder) {
    EXPECT_EQ(
        matcher.match({{{}, {}, "Web", "a"}, {{}, {}, "API", "b"}, {{}, {}, "API", "c"}, {{}, {}, "API", "d"}}, top),
        (Found{1, 0, 3, std::nullopt}));
}

TEST_F(Matching, OnlyAmongTheCandidates) {
    EXPECT_EQ(matcher.match({{{}, {}, "EU", "a"}}, top), Found{std::nullopt});
    EXPECT_EQ(matcher.match({{{}, {}, "EU", "a"}}, {2}), Found{2});
    EXPECT_TRUE(matcher.is_taken(2));
    EXPECT_FALSE(matcher.is_taken(0));
}

TEST_F(Matching, AnIdGoesBeforeANameWhereverTheEntryStands) {
    const std::vector<Wanted> wanted{{{}, {}, "API", "a"}, {"c1", {}, "Anything", "b"}};
    for (const Wanted& one : wanted) matcher.reserve(one);
    EXPECT_EQ(matcher.match(wanted, top), (Found{3, 0}));
}

TEST_F(Matching, ANameGoesBeforeWhatSomethingWas) {
    EXPECT_EQ(matcher.match({{{}, "Web", "Site", "a"}, {{}, {}, "Web", "b"}}, top), (Found{std::nullopt, 1}));
}

TEST_F(Matching, WhatItWasIsANameBesideOrAPath) {
    EXPECT_EQ(matcher.match({{{}, "Web", "Site", "a"}, {{}, "Web / EU", "Europe", "b"}, {{}, "Gone", "New", "c"}}, top),
              (Found{1, 2, std::nullopt}));
}

TEST_F(Matching, UnknownAndRepeatedIdsAreRefused) {
    EXPECT_THROW(matcher.reserve({"c9", {}, "A", "a"}), Error);
    matcher.reserve({"c1", {}, "A", "a"});
    EXPECT_THROW(matcher.reserve({"c1", {}, "B", "b"}), Error);
}

std::vector<std::int64_t> positions(const std::vector<Seat>& seats, std::int64_t next = 10) {
    return seated(seats, next, 1'000);
}

TEST(Seats, WhatIsInOrderKeepsItsPlace) {
    EXPECT_EQ(positions({{"a", 1, 1}, {"b", 5, 1}}), (std::vector<std::int64_t>{1, 5}));
    EXPECT_EQ(positions({{"a", 1, 1}, {"b", 1, 2}, {"c", 1, 2}}), (std::vector<std::int64_t>{1, 1, 1}))
        << "by age and id";
}

TEST(Seats, WhatStandsTooEarlyMovesBehind) {
    EXPECT_EQ(positions({{"c", 3, 1}, {"a", 1, 1}, {"b", 2, 1}}), (std::vector<std::int64_t>{3, 4, 5}));
    EXPECT_EQ(positions({{"b", 1, 2}, {"a", 1, 1}}), (std::vector<std::int64_t>{1, 2})) << "the older one first";
}

TEST(Seats, NewOnesGoBehindEverythingOrBetween) {
    EXPECT_EQ(positions({{"a", 1, 1}, {}, {}}), (std::vector<std::int64_t>{1, 10, 11}));
    EXPECT_EQ(positions({{}, {"a", 1, 1}}), (std::vector<std::int64_t>{0, 1}));
    EXPECT_EQ(positions({{"a", 1, 1}, {}, {"b", 2, 1}}), (std::vector<std::int64_t>{1, 2, 3}));
}

TEST(Seats, TheLastPlaceIsNotLeft) {
    EXPECT_EQ(positions({{"a", 1'000, 1}, {}, {}}, 1'001), (std::vector<std::int64_t>{1'000, 1'000, 1'000}));
}

TEST(Seats, SeatingTwiceChangesNothing) {
    for (int seed = 0; seed < 200; ++seed) {
        std::vector<Seat> seats;
        for (int i = 0; i < 6; ++i) {
            const int dice = (seed * 7 + i * 31 + seed * i) % 11;
            seats.push_back(dice == 0 ? Seat{} : Seat{"c" + std::to_string(i), dice % 5, dice % 3});
        }
        std::int64_t next = 5;
        const auto first = seated(seats, next, 1'000);
        for (std::size_t i = 0; i < seats.size(); ++i) {
            // What is made last is the youngest.
            if (seats[i].id.empty()) seats[i] = {"n" + std::to_string(i), 0, 100};
            seats[i].position = first[i];
        }
        EXPECT_EQ(seated(seats, next, 1'000), first) << seed;
    }
}

}  // namespace
}  // namespace daymark::structure
