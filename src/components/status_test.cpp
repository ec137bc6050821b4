// Tests of the component states' words and order.
#include "components/status.h"

#include <gtest/gtest.h>

#include <vector>

namespace daymark::components {
namespace {

TEST(ComponentStatus, EveryWordReadsBackAsItsStatus) {
    for (std::size_t i = 0; i < status_words.size(); ++i) {
        EXPECT_EQ(wire_name(static_cast<Status>(i)), status_words[i]);
        EXPECT_EQ(status_from(status_words[i]), static_cast<Status>(i));
    }
    EXPECT_EQ(wire_name(Status::DegradedPerformance), "DEGRADEDPERFORMANCE");
}

TEST(ComponentStatus, OtherWordsAreNoStatus) {
    for (const char* word : {"", "operational", "OPERATIONAL ", "UP", "UNKNOWN"})
        EXPECT_EQ(status_from(word), std::nullopt);
}

TEST(ComponentStatus, TheWorstIsTheGreatest) {
    EXPECT_EQ(worst_of({}), Status::Operational);
    const std::vector<Status> mixed = {Status::UnderMaintenance, Status::PartialOutage, Status::DegradedPerformance};
    EXPECT_EQ(worst_of(mixed), Status::PartialOutage);
    EXPECT_LT(Status::UnderMaintenance, Status::DegradedPerformance);
    EXPECT_LT(Status::MinorOutage, Status::MajorOutage);
}

}  // namespace
}  // namespace daymark::components
