// The notice history as readers get it.
#include "site/on_public_site.h"

#include "site/month.h"

namespace daymark::test {
namespace {

class History : public OnPublicSite {
protected:
    [[nodiscard]] bool has(const std::string& path, const std::string& text) {
        return body_of(ask(path)).find(text) != std::string::npos;
    }
    [[nodiscard]] int status(const std::string& path) { return ask(path).status; }
    /// With a query.
    http::Response ask(const std::string& target) {
        settle();
        http::Request request;
        const std::size_t mark = target.find('?');
        request.path = target.substr(0, mark);
        request.headers = {{"accept-encoding", "identity"}};
        for (std::size_t at = mark; at != std::string::npos;) {
            const std::size_t equals = target.find('=', at), next = target.find('&', equals);
            request.query.emplace_back(target.substr(at + 1, equals - at - 1),
                                       target.substr(equals + 1, next == target.npos ? next : next - equals - 1));
            at = next;
        }
        return site->handle("acme", request.path, request, site::Mount::OwnHost);
    }
    std::string report(const std::string& name, const std::string& started, const std::string& component = "api") {
        return app
            ->post("alice", app->acme("/incidents"),
                   R"({"name":")" + name + R"(","status":"RESOLVED","started":")" + started + R"(","components":[")" +
                       app->id(component) + R"("]})")
            .word("id");
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, History, both(), kind_name);

TEST_P(History, ShowsThreeMonthsAndLeadsToOlderOnes) {
    const std::string id = report("January fire", "2026-01-10T10:00:00Z");
    report("December flood", "2025-12-10T10:00:00Z");
    report("November fog", "2025-11-10T10:00:00Z");
    for (const char* text : {"February 2026", "January 2026", "December 2025", "January fire", "December flood",
                             "No notices in this month.", "href=\"./history/2\""}) {
        EXPECT_TRUE(has("/history", text)) << text;
    }
    EXPECT_TRUE(has("/history", "href=\"./incident/" + id + "\""));
    EXPECT_FALSE(has("/history", "November fog"));
    EXPECT_TRUE(has("/history/2", "November fog"));
    EXPECT_TRUE(has("/history/2", "href=\"../history\""));
    EXPECT_FALSE(has("/history/2", "rel=\"next\""));
    EXPECT_TRUE(has("/", "href=\"history\""));
    app->post("alice", app->acme("/maintenances"), R"({"name":"Bigger disks","start":"2026-02-20T12:00:00Z"})");
    EXPECT_FALSE(has("/history", "Bigger disks")) << "not yet";
}

TEST_P(History, CutsMonthsInThePagesZone) {
    app->put("alice", app->acme(), R"({"timezone":"Asia/Tokyo"})");
    report("New year", "2025-12-31T16:00:00Z");
    EXPECT_TRUE(has("/history/2026-01", "New year"));
    EXPECT_FALSE(has("/history/2025-12", "New year"));
}

TEST_P(History, TurnsThePagesOfAMonth) {
    for (int i = 0; i < 31; ++i)
        report("Number " + std::to_string(i) + "!", "2026-01-10T10:" + std::to_string(10 + i) + ":00Z");
    EXPECT_TRUE(has("/history", "href=\"./history/2026-01?page=2\""));
    EXPECT_TRUE(has("/history/2026-01", "Number 1!"));
    EXPECT_FALSE(has("/history/2026-01", "Number 0!"));
    EXPECT_TRUE(has("/history/2026-01?page=2", "Number 0!"));
    EXPECT_FALSE(has("/history/2026-01?page=2", "Number 1!"));
}

TEST_P(History, LeavesOnlyWhatTouchesAComponent) {
    report("Of the API", "2026-01-10T10:00:00Z");
    report("Of the mail", "2026-01-11T10:00:00Z", "mail");
    app->post("alice", app->acme("/maintenances"),
              R"({"name":"Work on mail","start":"2026-01-12T12:00:00Z","end":"2026-01-12T13:00:00Z","components":[")" +
                  app->id("mail") + R"("]})");
    app->post("alice", "/x/" + app->id("acme") + "/general-notices",
              R"({"name":"News of mail","message":"x","components":[")" + app->id("mail") + R"("]})");
    const std::string query = "?component=" + app->id("mail");
    for (const char* text : {"Of the mail", "Work on mail", "News of mail"}) EXPECT_TRUE(has("/history" + query, text));
    EXPECT_FALSE(has("/history" + query, "Of the API"));
    EXPECT_TRUE(has("/history" + query, "value=\"" + app->id("mail") + "\" selected"));
    EXPECT_EQ(status("/history?component=" + app->id("mallorys_component")), 404);
    EXPECT_EQ(status("/history?component=%22"), 404);
}

TEST_P(History, KnowsNothingOfDraftsAndRemovedNotices) {
    open_incident(R"(,"shouldPublish":false)");
    EXPECT_FALSE(has("/history", "Checkout"));
    const std::string id = open_incident();
    EXPECT_TRUE(has("/history", "Checkout"));
    app->erase("alice", app->acme("/incidents/" + id));
    EXPECT_FALSE(has("/history", "Checkout"));
}

TEST_P(History, EndsWhereThereIsNothing) {
    report("January fire", "2026-01-10T10:00:00Z");
    for (const char* path : {"/history/2", "/history/0", "/history/-1", "/history/801", "/history/99999999999",
                             "/history/x", "/history/2026-13", "/history/0000-01", "/history/2025-01",
                             "/history/2026-03", "/historyx", "/history/1/2"}) {
        EXPECT_EQ(status(path), 404) << path;
    }
    EXPECT_EQ(status("/history"), 200);
    EXPECT_EQ(status("/de/history/2026-01"), 200);
}

TEST_P(History, HidesWithItsPage) {
    app->put("alice", app->acme(), R"({"private":true})");
    EXPECT_EQ(status("/history"), 401);
    EXPECT_EQ(status("/de/history"), 401);
}

TEST(Month, FollowsTheCalendar) {
    const site::Month december("UTC", 2026, 0);
    EXPECT_EQ(december.year, 2025);
    EXPECT_EQ(december.month, 12);
    EXPECT_EQ(december.to - december.from, 31 * one_day);
    const site::Month february("Europe/Berlin", 2028, 2);
    EXPECT_EQ(february.to - february.from, 29 * one_day);
    const site::Month march = site::Month::of("Europe/Berlin", february.to);
    EXPECT_EQ(march.month, 3);
    EXPECT_EQ(march.to - march.from, 31 * one_day - one_hour) << "the clocks go forward";
}

}  // namespace
}  // namespace daymark::test
