// RSS and Atom as readers get them, and the page that tells of them.
#include "site/on_public_site.h"

namespace daymark::test {
namespace {

class Feeds : public OnPublicSite {
protected:
    [[nodiscard]] bool has(const std::string& path, const std::string& text) {
        return page(path).find(text) != std::string::npos;
    }
    std::string resolved_incident() {
        const std::string id = open_incident(R"(,"started":"2026-02-03T08:00:00Z")");
        app->post("alice", app->acme("/incidents/" + id + "/incident-updates"),
                  R"({"status":"RESOLVED","message":"All **well**\n\nagain","started":"2026-02-03T09:04:05Z"})");
        return id;
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, Feeds, both(), kind_name);

TEST_P(Feeds, TellANoticeInTheLinesThatParsersRead) {
    const std::string id = resolved_incident();
    const std::string rss = page("/history.rss");
    for (const std::string& text :
         {std::string("<title>Checkout is slow</title>"), "<guid>https://acme.status.test/" + id + "</guid>",
          std::string("<pubDate>Tue, 03 Feb 2026 08:00:00 GMT</pubDate>"), std::string("Type: Incident&lt;br/&gt;\n"),
          std::string("Affected Components: API&lt;br/&gt;\n"),
          std::string("Feb 3, 09:04:05 GMT+0&lt;/small&gt; - &lt;strong&gt;Resolved&lt;/strong&gt; - All well")}) {
        EXPECT_NE(rss.find(text), std::string::npos) << text << "\n" << rss;
    }
    EXPECT_LT(rss.find("Investigating"), rss.find("Resolved")) << "in order of time";
}

TEST_P(Feeds, TellInAtomOneParagraphForEachUpdate) {
    const std::string id = resolved_incident();
    const std::string atom = page("/history.atom");
    EXPECT_NE(atom.find("<id>https://acme.status.test/" + id + "</id>"), std::string::npos);
    EXPECT_NE(atom.find("<p><small>Feb 3, 08:00:00 GMT+0</small> - <strong>Investigating</strong> - Looking</p>\n"
                        "<p><small>Feb 3, 09:04:05 GMT+0</small> - <strong>Resolved</strong> - All well<br/>"),
              std::string::npos)
        << atom;
}

TEST_P(Feeds, AreThereAsJsonToo) {
    const std::string id = resolved_incident();
    const json::value feed = json::parse(page("/history.json"));
    EXPECT_EQ(feed.at("version").as_string(), "https://jsonfeed.org/version/1.1");
    EXPECT_EQ(feed.at("feed_url").as_string(), "https://acme.status.test/history.json");
    const json::object& item = feed.at("items").as_array().at(0).as_object();
    EXPECT_EQ(item.at("id").as_string(), "https://acme.status.test/" + id);
    EXPECT_EQ(item.at("title").as_string(), "Checkout is slow");
    EXPECT_EQ(item.at("date_published").as_string(), "2026-02-03T08:00:00.000Z");
    EXPECT_NE(item.at("content_html").as_string().find("<strong>Resolved</strong> - All well"), std::string::npos);
    EXPECT_TRUE(has("/de/history.json", "https://acme.status.test/de/" + id));
    EXPECT_TRUE(has("/c/" + app->id("api") + "/history.json", id));
    EXPECT_FALSE(has("/c/" + app->id("mail") + "/history.json", id));
}

TEST_P(Feeds, EndWithThePostmortemOutsideOfTheUpdates) {
    const std::string id = resolved_incident();
    app->put("alice", "/x/" + app->id("acme") + "/incidents/" + id + "/postmortem", R"({"message":"A fox"})");
    EXPECT_TRUE(has("/history.atom", "<strong>Postmortem</strong> - A fox</div>"));
}

TEST_P(Feeds, CarryMaintenancesAndGeneralNoticesByTheTimeTheyWereTold) {
    app->post("alice", app->acme("/maintenances"), R"({"name":"Bigger disks","start":"2026-05-01T12:00:00Z"})");
    app->clock().tick(one_minute);
    app->post("alice", "/x/" + app->id("acme") + "/general-notices", R"({"name":"New office","message":"We moved"})");
    app->clock().tick(one_minute);
    open_incident();
    const std::string rss = page("/history.rss");
    EXPECT_LT(rss.find("Checkout is slow"), rss.find("New office"));
    EXPECT_LT(rss.find("New office"), rss.find("Bigger disks")) << "announced first, whenever it begins";
    EXPECT_NE(rss.find("Type: Maintenance"), std::string::npos);
    EXPECT_NE(rss.find("Type: Notice"), std::string::npos);
}

TEST_P(Feeds, KnowNothingOfDraftsAndRemovedNotices) {
    open_incident(R"(,"shouldPublish":false)");
    EXPECT_FALSE(has("/history.rss", "Checkout"));
    const std::string id = open_incident();
    EXPECT_TRUE(has("/history.rss", "Checkout"));
    app->erase("alice", app->acme("/incidents/" + id));
    for (const char* path : {"/history.rss", "/history.atom", "/de/history.rss"}) EXPECT_FALSE(has(path, "Checkout"));
}

TEST_P(Feeds, HoldTheNewestNoticesOfAnyAge) {
    for (int i = 0; i < 30; ++i) {
        open_incident();
        app->clock().tick(one_minute);
    }
    app->clock().tick(60 * one_day);
    const std::string rss = page("/history.rss");
    std::size_t items = 0;
    for (std::size_t at = rss.find("<item>"); at != std::string::npos; at = rss.find("<item>", at + 1)) ++items;
    EXPECT_EQ(items, 25U);
}

TEST_P(Feeds, StandReadyAndStayTheSameWhileNothingIsTold) {
    open_incident();
    const std::string before = page("/history.rss");
    app->put("alice", app->acme("/components/" + app->id("mail")), R"({"status":"DEGRADEDPERFORMANCE"})");
    app->clock().tick(5 * one_minute);
    settle();
    http::RequestHead head;
    head.method = http::Method::Get;
    const auto ready = site->ready("acme", "/history.rss", head, site::Mount::OwnHost);
    ASSERT_TRUE(ready.has_value());
    EXPECT_EQ(ready->bytes->body, before);
    EXPECT_NE(ready->bytes->head.find("application/rss+xml"), std::string::npos);
    EXPECT_NE(ready->bytes->head.find("Access-Control-Allow-Origin: *"), std::string::npos);
}

TEST_P(Feeds, SpeakTheLanguageOfTheirPath) {
    const std::string id = open_incident(R"(,"translations":{"name":{"de":"Kasse ist langsam"}})");
    for (const char* path : {"/de/history.rss", "/de/history.atom"}) {
        EXPECT_TRUE(has(path, "Kasse ist langsam")) << path;
        EXPECT_TRUE(has(path, "https://acme.status.test/de/" + id)) << path;
        EXPECT_TRUE(has(path, "Wird untersucht")) << path;
    }
    EXPECT_TRUE(has("/history.rss", "Checkout is slow"));
}

TEST_P(Feeds, HideWithTheirPage) {
    open_incident();
    EXPECT_EQ(read("/history.rss").status, 200);
    app->put("alice", app->acme(), R"({"private":true})");
    for (const char* path : {"/history.rss", "/history.atom", "/de/history.rss"}) {
        EXPECT_EQ(read(path).status, 404) << path;
    }
}

TEST_P(Feeds, AndJsonAreToldOfOnAPage) {
    EXPECT_TRUE(has("/", "href=\"./public-api\""));
    for (const char* document : {"./summary.json", "./components.json", "./status.json", "./history.rss"}) {
        EXPECT_TRUE(has("/public-api", "href=\"" + std::string(document) + "\"")) << document;
    }
    EXPECT_TRUE(has("/de/public-api", "href=\"../summary.json\""));
    EXPECT_TRUE(has("/de/public-api", "href=\"./history.rss\""));
}

}  // namespace
}  // namespace daymark::test
