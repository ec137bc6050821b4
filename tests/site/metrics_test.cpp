// Metrics on the public site: what is shown of them, and how charts follow their points.
#include "site/on_public_site.h"

#include "pages/page_store.h"
#include "site/gather_metrics.h"

#include <chrono>
#include <thread>

namespace daymark::test {
namespace {

/// Longer than the compiler waits between two looks.
constexpr auto some_looks = std::chrono::milliseconds(700);

class PublicMetrics : public OnPublicSite {
protected:
    std::string add(const std::string& text = R"({"name":"Latency","suffix":"ms"})") {
        return app->post("bob", app->acme("/metrics"), text).word("id");
    }
    void put(const std::string& id, Millis at, double value) {
        app->post("bob", app->acme("/metrics/" + id), json::text(json::object{{"timestamp", at}, {"value", value}}));
    }
    [[nodiscard]] Millis now() const { return app->clock().now(); }
    [[nodiscard]] bool has(const std::string& path, const std::string& text) {
        return page(path).find(text) != std::string::npos;
    }
    /// The compiler sees it at one of its looks, whenever that is.
    [[nodiscard]] bool comes_to_have(const std::string& path, const std::string& text) {
        for (int i = 0; i < 40 && !has(path, text); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(100));
        return has(path, text);
    }
    [[nodiscard]] std::string metric_page(const std::string& id, const std::string& period) {
        http::Request request;
        request.headers = {{"accept-encoding", "identity"}};
        request.query = {{"period", period}};
        settle();
        return body_of(site->handle("acme", "/metrics/" + id, request, site::Mount::OwnHost));
    }
    [[nodiscard]] std::uint64_t compiled_after_some_looks() {
        settle();
        std::this_thread::sleep_for(some_looks);
        site->settle();
        return site->counts().compiled;
    }
    [[nodiscard]] std::optional<site::MetricPage> gathered(const std::string& id, site::Period period) {
        return app->db().read([&](db::Tx& tx) {
            return site::gather_metric(tx, pages::find(tx, app->id("acme")).value(), id, period, now());
        });
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, PublicMetrics, both(), kind_name);

TEST_P(PublicMetrics, StandOnTheHomePageInTheirOrder) {
    const std::string id = add();
    put(id, now() - one_hour, 120);
    put(id, now(), 80);
    add(R"({"name":"Queue","order":0})");
    add(R"({"name":"Secret","active":false})");
    EXPECT_TRUE(has("/", "<bdi>80<small>ms</small></bdi>"));
    EXPECT_TRUE(has("/", "Past 24 hours: lowest 80ms, highest 120ms, last 80ms"));
    EXPECT_TRUE(has("/", "Average <bdi>100ms</bdi>"));
    EXPECT_TRUE(has("/", "No data came in during this period."));
    EXPECT_FALSE(has("/", "Secret"));
    EXPECT_LT(page().find("<bdi>Queue"), page().find("<bdi>Latency"));
    EXPECT_TRUE(has("/de/", "Systemmesswerte"));
    EXPECT_FALSE(has("/c/" + app->id("api"), "Latency"));
    EXPECT_FALSE(has("/summary.json", "Latency"));
    EXPECT_FALSE(has("/history.rss", "Latency"));
}

TEST_P(PublicMetrics, HaveAPageOfTheirOwn) {
    const std::string id = add();
    put(id, now() - 3 * one_day, 300);
    put(id, now() - 20 * one_day, 500);
    put(id, now() - 2 * one_hour, 100);
    put(id, now() + 5 * one_hour, 900);  // by a clock that is wrong
    EXPECT_TRUE(has("/metrics/" + id, "Past 24 hours: lowest 100ms, highest 100ms, last 100ms"));
    EXPECT_NE(metric_page(id, "week").find("Past 7 days: lowest 100ms, highest 300ms, last 100ms"), std::string::npos);
    EXPECT_NE(metric_page(id, "month").find("Past 30 days: lowest 100ms, highest 500ms"), std::string::npos);
    EXPECT_TRUE(has("/de/metrics/" + id, "Letzte 24 Stunden"));
    EXPECT_TRUE(has("/", "href=\"metrics/" + id + "\""));
}

TEST_P(PublicMetrics, AreCutInPiecesHoursAndDaysOfThePagesZone) {
    app->put("alice", app->acme(), R"({"timezone":"Asia/Tokyo"})");
    const std::string id = add();
    const Millis seven = FakeClock::start;           // in the evening of Tuesday
    put(id, seven - 10 * one_hour - one_second, 1);  // the last second before 09:00
    put(id, seven - 19 * one_hour - one_second, 2);  // and of Monday
    const auto day = gathered(id, site::Period::Day).value();
    ASSERT_EQ(day.metric.chart.pieces.size(), 72U);
    EXPECT_EQ(day.metric.chart.edges.back(), seven + one_hour);
    EXPECT_TRUE(day.metric.chart.pieces[3 * 13 - 1]);
    EXPECT_TRUE(day.rows.pieces[12]);
    const auto week = gathered(id, site::Period::Week).value();
    EXPECT_EQ(week.metric.chart.pieces.size(), 168U);
    ASSERT_EQ(week.rows.pieces.size(), 7U);
    EXPECT_EQ(week.rows.pieces[6]->mean(), 1);
    EXPECT_EQ(week.rows.pieces[5]->mean(), 2);
    EXPECT_EQ(gathered(id, site::Period::Month)->rows.pieces.size(), 30U);
}

TEST_P(PublicMetrics, AreOnlyThereForWhatReadersSee) {
    const std::string id = add(), hidden = add(R"({"name":"Secret","active":false})");
    const std::string hers =
        app->post("mallory", "/v1/" + app->id("mallorys_page") + "/metrics", R"({"name":"Hers"})").word("id");
    EXPECT_EQ(read("/metrics/" + id).status, 200);
    EXPECT_EQ(read("/metrics/" + hidden).status, 404);
    EXPECT_EQ(read("/metrics/" + hers).status, 404);
    EXPECT_EQ(read("/metrics/x").status, 404);
    EXPECT_EQ(read("/metrics/" + id + "/more").status, 404);
    EXPECT_EQ(read("/metrics").status, 404);
    app->put("alice", app->acme(), R"({"private":true})");
    EXPECT_EQ(read("/metrics/" + id).status, 401);
    EXPECT_EQ(read("/de/metrics/" + id).status, 401);
}

TEST_P(PublicMetrics, FollowTheirPointsWithinAMinute) {
    const std::string id = add();
    put(id, now(), 111);
    EXPECT_TRUE(has("/", "<bdi>111<small>"));
    EXPECT_TRUE(has("/metrics/" + id, "last 111ms"));
    put(id, now(), 222);
    ASSERT_TRUE(app->changed_pages().empty()) << "points give no hint";
    EXPECT_TRUE(has("/", "<bdi>111<small>")) << "not at once";
    app->clock().tick(one_minute);
    EXPECT_TRUE(comes_to_have("/", "<bdi>222<small>"));
    EXPECT_TRUE(has("/metrics/" + id, "last 222ms"));
    EXPECT_TRUE(has("/de/", "<bdi>222<small>"));
}

TEST_P(PublicMetrics, CostTheirPageNoMoreThanOneCompilationAMinute) {
    const std::string id = add();
    put(id, now(), 1);
    (void)compiled_after_some_looks();
    app->clock().tick(one_minute);
    const std::uint64_t before = compiled_after_some_looks();
    for (int i = 1; i <= 20; ++i) {
        app->clock().tick(one_second);
        put(id, now(), i);
    }
    EXPECT_EQ(compiled_after_some_looks(), before) << "not for each point";
    app->clock().tick(one_minute);
    EXPECT_EQ(compiled_after_some_looks(), before + 1);
    for (int minutes = 0; minutes < 3; ++minutes) {
        app->clock().tick(one_minute);
        EXPECT_EQ(compiled_after_some_looks(), before + 1) << "nothing came since";
    }
}

TEST_P(PublicMetrics, CostPagesWithoutThemNothing) {
    settle();
    const std::uint64_t before = compiled_after_some_looks();
    app->clock().tick(2 * one_hour);
    EXPECT_EQ(compiled_after_some_looks(), before);
    app->put("alice", app->acme(), R"({"private":true})");
    const std::string id = add();
    const std::uint64_t hidden = compiled_after_some_looks();
    put(id, now(), 1);
    app->clock().tick(one_minute);
    EXPECT_GT(compiled_after_some_looks(), hidden) << "insiders see the chart";
}

TEST_P(PublicMetrics, MoveOnWithTime) {
    const std::string id = add();
    put(id, now(), 5);
    EXPECT_TRUE(has("/", "<bdi>5<small>"));
    app->clock().tick(one_day);
    EXPECT_TRUE(comes_to_have("/", "No data came in during this period."));
}

TEST_P(PublicMetrics, FollowTheirPointsAfterARestart) {
    const std::string id = add();
    EXPECT_TRUE(has("/", "No data came in"));
    site.reset();
    app->clock().tick(one_minute);
    put(id, now(), 7);
    open_site();
    EXPECT_TRUE(comes_to_have("/", "<bdi>7<small>"));
}

}  // namespace
}  // namespace daymark::test
