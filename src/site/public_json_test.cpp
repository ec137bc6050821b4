// The public JSON against contract api.md §8.
#include "site/public_json.h"

#include "platform/json/json.h"
#include "support/sample_page.h"

#include <gtest/gtest.h>

#include <utility>

namespace daymark::site {
namespace {

TEST(SummaryJson, SaysExactlyWhatClientsRead) {
    PageView view = test::sample_page_view();
    EXPECT_EQ(
        summary_json(view),
        R"({"page":{"id":"cmsample00000kestrelpages","name":"Kestrel","url":"https://kestrel.status.test",)"
        R"("status":"HASISSUES"},"activeIncidents":[{"id":"cmsample00900kestrelpages",)"
        R"("name":"Delayed webhook deliveries and slow REST responses","started":"2026-11-23T14:11:00.000Z",)"
        R"("status":"IDENTIFIED","impact":"PARTIALOUTAGE",)"
        R"("url":"https://kestrel.status.test/cmsample00900kestrelpages","updatedAt":"2026-11-23T14:38:00.000Z"}]})");
}

TEST(SummaryJson, LeavesEmptyArraysOut) {
    EXPECT_EQ(
        summary_json(test::calm_page_view()),
        R"({"page":{"id":"cmsample00000kestrelpages","name":"Kestrel","url":"https://kestrel.status.test","status":"UP"}})");
}

/// Its open incident as a maintenance.
PageView maintained_page_view() {
    PageView view = test::sample_page_view();
    NoticeView notice = std::exchange(view.open, {}).front();
    notice.kind = NoticeKind::Maintenance;
    notice.status = "NOTSTARTEDYET";
    notice.ends_at = notice.started_at + 90 * one_minute;
    view.maintenances = {notice};
    return view;
}

TEST(SummaryJson, ListsMaintenancesWithTheirMinutes) {
    const PageView view = maintained_page_view();
    const json::value summary = json::parse(summary_json(view));
    EXPECT_FALSE(summary.as_object().contains("activeIncidents"));
    const json::value& item = summary.at("activeMaintenances").at(0);
    EXPECT_EQ(item.at("duration"), 90);
    EXPECT_EQ(item.at("status"), "NOTSTARTEDYET");
    EXPECT_EQ(item.at("url"), "https://kestrel.status.test/cmsample00900kestrelpages");
}

TEST(StatusJson, IsWhatStatuspageReadersExpect) {
    const json::value calm = json::parse(status_json(test::calm_page_view()));
    EXPECT_EQ(calm.at("status").at("indicator"), "none");
    EXPECT_EQ(calm.at("status").at("description"), "All systems operational");
    for (const char* name : {"id", "name", "url", "time_zone", "updated_at"}) {
        EXPECT_TRUE(calm.at("page").as_object().contains(name)) << name;
    }
    PageView view = test::sample_page_view();
    const std::pair<components::PageStatus, const char*> words[] = {
        {components::PageStatus::HasIssues, "minor"},
        {components::PageStatus::SomeDegradedPerformance, "minor"},
        {components::PageStatus::OnePartialOutage, "major"},
        {components::PageStatus::AllMajorOutage, "critical"},
        {components::PageStatus::OneUnderMaintenance, "maintenance"}};
    for (const auto& [fine, indicator] : words) {
        view.fine = fine;
        EXPECT_EQ(json::parse(status_json(view)).at("status").at("indicator"), indicator);
    }
}

TEST(ComponentsJson, NamesTheMaintenancesOfEachComponent) {
    const json::value parsed = json::parse(components_json(maintained_page_view()));
    int named = 0;
    for (const json::value& item : parsed.at("components").as_array()) {
        if (!item.at("activeMaintenances").as_array().empty()) ++named;
    }
    EXPECT_EQ(named, std::ssize(test::sample_page_view().open[0].affected));
}

TEST(ComponentsJson, IsFlatAndInPageOrder) {
    const json::value parsed = json::parse(components_json(test::sample_page_view()));
    const json::array& items = parsed.at("components").as_array();
    ASSERT_EQ(items.size(), 58U);  // 50 components, 8 groups
    EXPECT_EQ(json::text(items[0]),
              R"({"id":"cmsample00001kestrelpages","name":"Website","description":"","status":"OPERATIONAL",)"
              R"("isParent":false,"group":null,"activeIncidents":[],"activeMaintenances":[]})");
    EXPECT_EQ(items[4].at("name"), "API");
    EXPECT_EQ(items[4].at("isParent"), true);
    EXPECT_EQ(items[5].at("name"), "REST API");
    EXPECT_EQ(items[5].at("status"), "DEGRADEDPERFORMANCE");
    EXPECT_EQ(json::text(items[5].at("group")), R"({"id":"cmsample00005kestrelpages","name":"API","description":""})");
}

TEST(ComponentsJson, TellsWhichIncidentTouchesWhich) {
    const json::value parsed = json::parse(components_json(test::sample_page_view()));
    for (const json::value& item : parsed.at("components").as_array()) {
        const bool touched = item.at("name") == "REST API" || item.at("name") == "Webhooks";
        EXPECT_EQ(item.at("activeIncidents").as_array().size(), touched ? 1U : 0U) << item.at("name");
    }
}

TEST(ComponentsJson, AGroupMayStandInAGroup) {
    const json::value parsed = json::parse(components_json(test::deep_page_view()));
    const json::array& items = parsed.at("components").as_array();
    EXPECT_EQ(items[2].at("name"), "Third level");
    EXPECT_EQ(items[2].at("group").at("name"), "Second level");
    EXPECT_EQ(items[3].at("group").at("name"), "Third level");
}

TEST(ComponentsJson, KeepsNamesAsTheyAre) {
    PageView view = test::hostile_page_view("en");
    const json::value parsed = json::parse(components_json(view));
    EXPECT_EQ(parsed.at("components").as_array()[1].at("name").as_string(), std::string_view(view.tree[1].name));
}

}  // namespace
}  // namespace daymark::site
