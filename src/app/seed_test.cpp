// The demo page: complete, told once, with a whole activity log.
#include "app/seed.h"

#include "activity/activity.h"
#include "app/seed_story.h"
#include "components/component_store.h"
#include "embedded/migrations.h"
#include "incidents/incident_store.h"
#include "metrics/metric_store.h"
#include "pages/page_store.h"
#include "support/test_databases.h"
#include "users/user_store.h"
#include "workspaces/workspace_store.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace daymark::app {
namespace {

class FixedClock final : public Clock {
public:
    [[nodiscard]] Millis now() const override { return 1'795'446'000'000; }
};

class Seeds : public testing::TestWithParam<std::string> {
protected:
    void SetUp() override {
        if (!test::available(GetParam())) GTEST_SKIP() << "DAYMARK_TEST_POSTGRES is not set";
        database_ = test::fresh_database(GetParam(), embedded::migrations());
    }

    [[nodiscard]] db::Db& db() { return *database_.db; }
    json::object sow(const std::string& email = {}) { return seed(db(), world_, email); }

    [[nodiscard]] std::int64_t activity_rows() {
        return db().read([](db::Tx& tx) { return tx.one("test.count", "select count(*) from activity")->integer(0); });
    }

    FixedClock clock_;
    SystemRandom random_;
    IdMaker ids_{clock_, random_};
    crypto::SecretKey key_ = crypto::SecretKey::of_bytes({});
    World world_{clock_,
                 random_,
                 ids_,
                 key_,
                 "automation.localhost",
                 "localhost",
                 "http://localhost:8080",
                 [this](const std::string&) { ++hints_; }};
    int hints_ = 0;
    test::TestDatabase database_;
};
INSTANTIATE_TEST_SUITE_P(Databases, Seeds, testing::ValuesIn(test::kinds()), test::kind_name);

TEST_P(Seeds, TellTheWholeStory) {
    const json::object told = sow();
    EXPECT_EQ(told.at("created"), json::value(true));
    EXPECT_EQ(told.at("subdomain"), json::value("acme"));
    EXPECT_GT(hints_, 0);
    const std::string page_id(told.at("id").as_string());
    db().read([&](db::Tx& tx) {
        const auto page = pages::find(tx, page_id).value();
        EXPECT_LT(page.created_at, clock_.now() - 90 * one_day);
        EXPECT_GE(page.revision, clock_.now());
        EXPECT_EQ(page.status, "HASISSUES");

        const auto components = components::list_of_page(tx, page_id);
        EXPECT_EQ(components.size(), demo_components().size() + 3);  // three groups
        for (const auto& component : components) {
            const auto wanted =
                component.name == "Search" ? components::Status::PartialOutage : components::Status::Operational;
            EXPECT_EQ(component.status, wanted) << component.name;
        }

        const auto incidents = incidents::list_of_page(tx, page_id, {});
        ASSERT_EQ(incidents.size(), demo_incidents().size());
        EXPECT_TRUE(incidents.front().is_open());
        for (std::size_t i = 1; i < incidents.size(); ++i) {
            EXPECT_FALSE(incidents[i].is_open()) << incidents[i].name;
            EXPECT_GT(incidents[i].started_at, page.created_at);
            EXPECT_NE(incidents[i].impact, components::Status::Operational);
        }
        const auto intervals = components::list_intervals(tx, page_id, 0);
        const auto open = std::ranges::count_if(intervals, [](const auto& interval) { return !interval.to; });
        EXPECT_EQ(open, 1) << "only Search is broken now";
        EXPECT_GT(intervals.size(), incidents.size());
        const auto metrics = metrics::list_active_of_page(tx, page_id, 50);
        ASSERT_EQ(metrics.size(), demo_metrics().size());
        EXPECT_EQ(metrics.front().last_point_at, clock_.now());
        EXPECT_EQ(activity::first_broken_row(tx, page.workspace_id), std::nullopt);
    });
}

TEST_P(Seeds, ASecondTimeChangesNothing) {
    const json::object first = sow();
    const std::int64_t rows = activity_rows();
    const json::object second = sow("other@example.com");
    EXPECT_EQ(second.at("created"), json::value(false));
    EXPECT_EQ(second.at("id"), first.at("id"));
    EXPECT_EQ(activity_rows(), rows);
    EXPECT_FALSE(db().read([](db::Tx& tx) { return users::find_by_email(tx, "other@example.com"); }).has_value());
}

TEST_P(Seeds, ThePageBelongsToTheOneWhoWasNamed) {
    const json::object told = sow("kim@example.com");
    db().read([&](db::Tx& tx) {
        const auto owner = users::find_by_email(tx, "kim@example.com").value();
        const auto held = pages::find_held(tx, std::string(told.at("id").as_string()), owner.id);
        ASSERT_TRUE(held.has_value());
        EXPECT_EQ(held->permission, team::Permission::Full);
    });
}

}  // namespace
}  // namespace daymark::app
