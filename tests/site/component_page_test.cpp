// A component's own page, and its feeds.
#include "site/on_public_site.h"

namespace daymark::test {
namespace {

class ComponentPage : public OnPublicSite {
protected:
    [[nodiscard]] std::string path(const std::string& component, const std::string& rest = {}) {
        return "/c/" + app->id(component) + rest;
    }
    [[nodiscard]] bool has(const std::string& path, const std::string& text) {
        return page(path).find(text) != std::string::npos;
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, ComponentPage, both(), kind_name);

TEST_P(ComponentPage, ShowsItsDaysAsATable) {
    const std::string outage =
        R"({"name":"Fire","status":"INVESTIGATING","started":"2026-02-02T10:00:00Z","components":[")" + app->id("api") +
        R"("],"statuses":[{"id":")" + app->id("api") + R"(","status":"MAJOROUTAGE"}]})";
    const std::string id = app->post("alice", app->acme("/incidents"), outage).word("id");
    app->put("alice", app->acme("/components/" + app->id("api")), R"({"startDate":"2026-01-20T00:00:00Z"})");
    for (const char* text : {"<h1 id=\"now\"><bdi>API</bdi></h1>", "Major outage", "<table", "Day by day",
                             "<th scope=\"row\">Feb 2</th><td>Major outage</td><td>14 hr</td>",
                             "<td>No downtime recorded</td><td>–</td>", "<td>Not measured</td>"}) {
        EXPECT_TRUE(has(path("api"), text)) << text;
    }
    EXPECT_TRUE(has(path("api"), "href=\"../incident/" + id + "\""));
    EXPECT_TRUE(has("/", "href=\"c/" + app->id("api") + "\""));
}

TEST_P(ComponentPage, TellsOnlyOfNoticesThatTouchIt) {
    open_incident();
    EXPECT_TRUE(has(path("api"), "Checkout is slow"));
    EXPECT_FALSE(has(path("mail"), "Checkout is slow"));
    EXPECT_TRUE(has(path("mail"), "Nothing was reported of this component."));
    for (const char* feed : {"/history.rss", "/history.atom"}) {
        EXPECT_TRUE(has(path("api", feed), "Checkout is slow")) << feed;
        EXPECT_FALSE(has(path("mail", feed), "Checkout is slow")) << feed;
        EXPECT_TRUE(has(path("mail", feed), "Acme · Mail")) << feed;
        EXPECT_TRUE(has(path("mail", feed), "https://acme.status.test/c/" + app->id("mail") + feed)) << feed;
    }
}

TEST_P(ComponentPage, SpeaksTheLanguageOfItsPath) {
    app->put("alice", app->acme("/components/" + app->id("api")),
             R"({"translations":{"name":{"de":"Schnittstelle"}}})");
    EXPECT_TRUE(has("/de" + path("api"), "<h1 id=\"now\"><bdi>Schnittstelle</bdi></h1>"));
    EXPECT_TRUE(has("/de" + path("api", "/history.rss"), "Acme · Schnittstelle"));
}

TEST_P(ComponentPage, IsOnlyThereForWhatReadersSee) {
    EXPECT_EQ(read("/c/" + app->id("mallorys_component")).status, 404);
    EXPECT_EQ(read("/c/" + app->id("mallorys_component") + "/history.rss").status, 404);
    EXPECT_EQ(read("/c/x").status, 404);
    EXPECT_EQ(read(path("api", "/other")).status, 404);
    app->put("alice", app->acme("/components/" + app->id("api")), R"({"archived":true})");
    EXPECT_EQ(read(path("api")).status, 404);
    app->put("alice", app->acme(), R"({"private":true})");
    EXPECT_EQ(read(path("mail")).status, 401);
    EXPECT_EQ(read(path("mail", "/history.rss")).status, 404);
}

}  // namespace
}  // namespace daymark::test
