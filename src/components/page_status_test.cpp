// Tests of the page's headline word.
#include "components/page_status.h"

#include <gtest/gtest.h>

#include <set>
#include <vector>

namespace daymark::components {
namespace {

constexpr Status ok = Status::Operational;
constexpr Status maintenance = Status::UnderMaintenance;
constexpr Status degraded = Status::DegradedPerformance;
constexpr Status partial = Status::PartialOutage;
constexpr Status minor = Status::MinorOutage;
constexpr Status major = Status::MajorOutage;

struct Case {
    std::vector<Status> leaves;
    bool open_incident;
    const char* fine;
    const char* coarse;
};

TEST(PageStatus, FollowsTheWorstLeavesAndTheirNumber) {
    for (const Case& row : {
             Case{{}, false, "UP", "UP"},
             Case{{}, true, "HASISSUES", "HASISSUES"},
             Case{{ok, ok}, false, "UP", "UP"},
             Case{{ok, ok}, true, "HASISSUES", "HASISSUES"},
             Case{{maintenance}, false, "ALLUNDERMAINTENANCE", "UNDERMAINTENANCE"},
             Case{{maintenance, ok}, false, "ONEUNDERMAINTENANCE", "UNDERMAINTENANCE"},
             Case{{maintenance, ok}, true, "ONEUNDERMAINTENANCE", "HASISSUES"},
             Case{{maintenance, maintenance, ok}, false, "SOMEUNDERMAINTENANCE", "UNDERMAINTENANCE"},
             Case{{maintenance, degraded, ok}, false, "ONEDEGRADEDPERFORMANCE", "HASISSUES"},
             Case{{degraded, degraded}, false, "ALLDEGRADEDPERFORMANCE", "HASISSUES"},
             Case{{degraded, degraded, ok}, false, "SOMEDEGRADEDPERFORMANCE", "HASISSUES"},
             Case{{partial, degraded}, true, "ONEPARTIALOUTAGE", "HASISSUES"},
             Case{{partial, partial, degraded}, false, "SOMEPARTIALOUTAGE", "HASISSUES"},
             Case{{partial}, false, "ALLPARTIALOUTAGE", "HASISSUES"},
             Case{{minor, partial}, false, "ONEMINOROUTAGE", "HASISSUES"},
             Case{{minor, minor, partial}, false, "SOMEMINOROUTAGE", "HASISSUES"},
             Case{{minor}, false, "ALLMINOROUTAGE", "HASISSUES"},
             Case{{major, ok, ok}, false, "ONEMAJOROUTAGE", "HASISSUES"},
             Case{{major, major, minor}, false, "SOMEMAJOROUTAGE", "HASISSUES"},
             Case{{major, major}, false, "ALLMAJOROUTAGE", "HASISSUES"},
         }) {
        EXPECT_EQ(fine_word(row.leaves, {row.open_incident}), row.fine);
        EXPECT_EQ(coarse_word(row.leaves, {row.open_incident}), row.coarse) << row.fine;
        const bool maintained_only = !row.leaves.empty() && worst_of(row.leaves) == maintenance;
        if (maintained_only && row.open_incident) continue;
        EXPECT_EQ(wire_name(coarse_of(fine_status(row.leaves, {row.open_incident}))), row.coarse) << row.fine;
    }
}

TEST(PageStatus, CoarseWordsStandForThemselves) {
    for (const PageStatus word : {PageStatus::Up, PageStatus::HasIssues, PageStatus::UnderMaintenance}) {
        EXPECT_EQ(coarse_of(word), word);
    }
}

TEST(PageStatus, EveryWordReadsBackAsItsStatus) {
    std::set<std::string_view> words;
    for (int i = 0; i <= static_cast<int>(PageStatus::OneMajorOutage); ++i) {
        const auto status = static_cast<PageStatus>(i);
        EXPECT_EQ(page_status_from(wire_name(status)), status);
        words.insert(wire_name(status));
    }
    EXPECT_EQ(words.size(), 18u);
    EXPECT_EQ(page_status_from("up"), std::nullopt);
    EXPECT_EQ(page_status_from("ALLOPERATIONAL"), std::nullopt);
}

}  // namespace
}  // namespace daymark::components
