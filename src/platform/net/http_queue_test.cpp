#include "platform/net/http_queue.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <string>

namespace daymark::net {
namespace {

using std::chrono::seconds;

Job job(const std::string& place, const std::string& name, int deadline = 0) {
    Job made;
    made.request.body = name;
    made.target.place = place;
    made.deadline = Moment() + seconds(deadline);
    return made;
}

std::string take_all(HttpQueue& queue) {
    std::string names;
    while (queue.has_next()) names += queue.next().request.body;
    return names;
}

TEST(HttpQueues, PlacesTakeTurns) {
    HttpQueue queue(10);
    for (const char* name : {"a", "b", "c"}) queue.add(job("one", name));
    queue.add(job("two", "x"));
    queue.add(job("three", "y"));
    EXPECT_EQ(take_all(queue), "axybc");
    EXPECT_TRUE(queue.empty());
}

TEST(HttpQueues, APlaceWithoutConnectionsToSpareWaits) {
    HttpQueue queue(2);
    for (const char* name : {"a", "b", "c", "d"}) queue.add(job("one", name));
    queue.add(job("two", "x"));
    EXPECT_EQ(take_all(queue), "axb");
    EXPECT_FALSE(queue.empty());
    queue.release("two");
    EXPECT_EQ(take_all(queue), "") << "another place's";
    queue.release("one");
    EXPECT_EQ(take_all(queue), "c");
    queue.release("one");
    queue.release("one");
    EXPECT_EQ(take_all(queue), "d");
    queue.release("one");
    queue.add(job("one", "e"));
    EXPECT_EQ(take_all(queue), "e");
}

TEST(HttpQueues, LateOnesAreTakenOutWherever) {
    HttpQueue queue(1);
    queue.add(job("one", "a", 1));
    queue.add(job("one", "b", 2));
    queue.add(job("one", "c", 3));
    queue.add(job("two", "x", 1));
    queue.add(job("two", "y", 5));
    queue.add(job("three", "z", 2));
    EXPECT_EQ(queue.next().request.body, "a");
    EXPECT_TRUE(queue.take_late(Moment()).empty());
    std::string late;
    for (const Job& each : queue.take_late(Moment() + seconds(2))) late += each.request.body;
    std::ranges::sort(late);
    EXPECT_EQ(late, "bxz");
    EXPECT_EQ(take_all(queue), "y") << "no turn is left to a place where nobody waits";
    queue.release("one");
    EXPECT_EQ(take_all(queue), "c");
    EXPECT_TRUE(queue.empty());
    queue.add(job("three", "w"));
    EXPECT_EQ(take_all(queue), "w");
}

}  // namespace
}  // namespace daymark::net
