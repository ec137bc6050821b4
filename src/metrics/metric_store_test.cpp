// Statements on metrics and points that no route reaches alone.
#include "metrics/metric_store.h"

#include "support/test_app.h"

namespace daymark::metrics {
namespace {

class MetricStore : public test::OnTestApp {
protected:
    void SetUp() override {
        OnTestApp::SetUp();
        if (app) id_ = app->post("bob", app->acme("/metrics"), R"({"name":"A"})").word("id");
    }
    template <class Work>
    auto write(Work work) {
        return app->db().write(work);
    }
    [[nodiscard]] std::vector<Millis> newest(std::int64_t limit) const {
        std::vector<Millis> times;
        for (const Point& point : app->db().read([&](db::Tx& tx) { return list_newest_points(tx, id_, limit); })) {
            times.push_back(point.at);
        }
        return times;
    }
    std::string id_;
};
INSTANTIATE_TEST_SUITE_P(Databases, MetricStore, test::both(), test::kind_name);

TEST(MetricPoints, OneIsKeptForEachSlot) {
    const auto kept = one_for_each_slot({{30'000, 1}, {0, 2}, {29'999, 3}, {59'999, 4}});
    ASSERT_EQ(kept.size(), 2U);
    EXPECT_EQ(kept[0].at, 29'999);
    EXPECT_EQ(kept[1].at, 59'999);
    EXPECT_TRUE(one_for_each_slot({}).empty());
}

TEST_P(MetricStore, MoreRowsThanOneStatementTakesAreAllPut) {
    for (const std::int64_t count : {1, 99, 100, 101, 250}) {
        std::vector<Point> points;
        for (std::int64_t i = 0; i < count; ++i) points.push_back({i * slot_length, double(i)});
        write([&](db::Tx& tx) {
            erase_points(tx, id_);
            put_points(tx, id_, points);
        });
        EXPECT_EQ(newest(1'000).size(), static_cast<std::size_t>(count));
    }
    write([&](db::Tx& tx) { put_points(tx, id_, {}); });
    EXPECT_EQ(newest(1'000).size(), 250U);
}

TEST_P(MetricStore, TheNewestAreListedOldestFirst) {
    write([&](db::Tx& tx) { put_points(tx, id_, {{0, 1}, {60'000, 2}, {30'000, 3}}); });
    EXPECT_EQ(newest(2), (std::vector<Millis>{30'000, 60'000}));
    EXPECT_TRUE(newest(0).empty());
}

TEST_P(MetricStore, ADayHoldsItsOwnSlotsOnly) {
    write([&](db::Tx& tx) {
        put_points(tx, id_, {{one_day - 1, 1}, {one_day, 2}, {2 * one_day - 1, 4}, {2 * one_day, 8}});
        fold(tx, id_, Span::Day, 1);
    });
    const auto days = app->db().read([&](db::Tx& tx) { return list_folds(tx, id_, Span::Day, 0, 9); });
    ASSERT_EQ(days.size(), 1U);
    EXPECT_EQ(days[0].number, 1);
    EXPECT_EQ(days[0].points, 2);
    EXPECT_EQ(days[0].total, 6);
    EXPECT_EQ(days[0].lowest, 2);
    EXPECT_EQ(days[0].highest, 4);
}

TEST_P(MetricStore, AYearIsListedByItsDays) {
    write([&](db::Tx& tx) {
        for (std::int64_t day = 100; day < 500; ++day) {
            put_points(tx, id_, {{day * one_day, double(day)}});
            fold(tx, id_, Span::Day, day);
        }
    });
    const auto days = app->db().read([&](db::Tx& tx) { return list_folds(tx, id_, Span::Day, 120, 484); });
    ASSERT_EQ(days.size(), 365U);
    EXPECT_EQ(days.front().number, 120);
    EXPECT_EQ(days.back().total, 484);
}

TEST_P(MetricStore, SlotsAreFoldedByAnyNumberOfThem) {
    write([&](db::Tx& tx) { put_points(tx, id_, {{0, 9}, {300'000, 1}, {330'000, 3}, {600'000, 5}}); });
    const auto slots = app->db().read([&](db::Tx& tx) { return list_slots(tx, id_, 300'000, 900'000, 10); });
    ASSERT_EQ(slots.size(), 2U);
    EXPECT_EQ(slots[0].number, 1);
    EXPECT_EQ(slots[0].mean(), 2);
    EXPECT_EQ(slots[1].mean(), 5);
}

TEST_P(MetricStore, SlotsEndBeforeTheGivenInstant) {
    write([&](db::Tx& tx) { put_points(tx, id_, {{0, 1}, {299'000, 2}, {300'000, 4}, {one_day, 8}}); });
    const auto slots = app->db().read([&](db::Tx& tx) { return list_slots(tx, id_, 0, 300'000, 10); });
    ASSERT_EQ(slots.size(), 1U);
    EXPECT_EQ(slots[0].total, 3);
}

TEST_P(MetricStore, TheLastPointIsTheNewestBeforeAnInstant) {
    write([&](db::Tx& tx) { put_points(tx, id_, {{0, 1}, {60'000, 2}, {one_day, 3}}); });
    app->db().read([&](db::Tx& tx) {
        EXPECT_EQ(find_last_point(tx, id_, one_day)->value, 2);
        EXPECT_EQ(find_last_point(tx, id_, 60'000)->value, 1);
        EXPECT_FALSE(find_last_point(tx, id_, 0));
    });
}

TEST_P(MetricStore, ActiveOnesAreListedInPageOrder) {
    app->post("bob", app->acme("/metrics"), R"({"name":"First","order":-1})");
    app->post("bob", app->acme("/metrics"), R"({"name":"Hidden","order":0,"active":false})");
    const auto names = [&](std::int64_t limit) {
        std::string text;
        app->db().read([&](db::Tx& tx) {
            for (const Metric& metric : list_active_of_page(tx, app->id("acme"), limit)) text += metric.name + " ";
        });
        return text;
    };
    EXPECT_EQ(names(50), "First A ");
    EXPECT_EQ(names(1), "First ");
}

TEST_P(MetricStore, APageIsChangedByThePointsOfWhatReadersSee) {
    const std::string hidden =
        app->post("bob", app->acme("/metrics"), R"({"name":"Hidden","active":false})").word("id");
    const auto changed = [&](Millis since) {
        return app->db().read([&](db::Tx& tx) { return list_changed_pages(tx, since); });
    };
    const Millis later = app->clock().now() + one_minute;
    EXPECT_TRUE(changed(later).empty());
    app->clock().set(later);
    const std::string point = R"({"timestamp":1770112800000,"value":1})";
    app->post("bob", app->acme("/metrics/" + hidden), point);
    EXPECT_TRUE(changed(later).empty());
    app->post("bob", app->acme("/metrics/" + id_), point);
    EXPECT_EQ(changed(later), (std::map<std::string, Millis>{{app->id("acme"), later}}));
}

TEST_P(MetricStore, AnotherPageReachesNothing) {
    const std::string hers = app->id("mallorys_page");
    EXPECT_FALSE(write([&](db::Tx& tx) { return lock(tx, hers, id_, 5); }));
    write([&](db::Tx& tx) { erase(tx, hers, id_); });
    app->db().read([&](db::Tx& tx) {
        EXPECT_TRUE(find(tx, app->id("acme"), id_));
        EXPECT_FALSE(find(tx, hers, id_));
        EXPECT_TRUE(list_of_page(tx, hers, {}).empty());
    });
}

TEST_P(MetricStore, ThePositionAfterTheLastNeverLeavesTheRange) {
    app->post("bob", app->acme("/metrics"), R"({"name":"C","order":2147483647})");
    app->db().read([&](db::Tx& tx) {
        EXPECT_EQ(next_position(tx, app->id("acme")), last_position);
        EXPECT_EQ(next_position(tx, "an empty page"), 1);
    });
}

}  // namespace
}  // namespace daymark::metrics
