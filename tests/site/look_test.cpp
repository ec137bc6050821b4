// What an owner chooses about the look, and what search engines and robots are told.
#include "site/on_public_site.h"

namespace daymark::test {
namespace {

class Look : public OnPublicSite {
protected:
    void choose(const std::string& settings) { EXPECT_EQ(app->put("alice", app->acme(), settings).status, 200); }
    void expect_refused(const std::string& settings, const std::string& field) {
        const Answer refused = app->put("alice", app->acme(), settings);
        EXPECT_EQ(refused.status, 400) << settings;
        EXPECT_EQ(refused.error_field(), field);
    }
    [[nodiscard]] bool has(const std::string& text, const std::string& path = "/") {
        return page(path).find(text) != std::string::npos;
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, Look, both(), kind_name);

TEST_P(Look, LogosForLightAndDark) {
    choose(R"({"logoUrl":"https://a.example/l.svg","logoUrlDark":"https://a.example/d.svg"})");
    EXPECT_TRUE(has("<img src=\"https://a.example/l.svg\""));
    EXPECT_TRUE(has("srcset=\"https://a.example/d.svg\" media=\"(prefers-color-scheme: dark)\""));
    choose(R"({"disableDarkMode":true})");
    EXPECT_TRUE(has("data-light"));
    EXPECT_FALSE(has("id=\"theme\"")) << "there is nothing to choose";
    expect_refused(R"({"logoUrlDark":"javascript:alert"})", "logoUrlDark");
}

TEST_P(Look, LinksInTheHeader) {
    choose(
        R"({"links":[{"name":"Docs & more","url":"https://docs.example.com/"},{"name":"Shop","url":"http://shop.example"}]})");
    EXPECT_TRUE(has("<a href=\"https://docs.example.com/\" rel=\"noopener\"><bdi>Docs &amp; more</bdi></a>"));
    EXPECT_EQ(app->get("alice", app->acme("")).status, 200);
    expect_refused(R"({"links":[{"name":"Docs","url":"javascript:alert"}]})", "links[0].url");
    expect_refused(R"({"links":[{"name":"","url":"https://a.example"}]})", "links[0].name");
    expect_refused(R"({"links":[1,2,3,4,5,6]})", "links[0]");
    std::string six;
    for (int i = 0; i < 6; ++i) six += std::string(i > 0 ? "," : "") + R"({"name":"n","url":"https://a.example"})";
    expect_refused("{\"links\":[" + six + "]}", "links");
}

TEST_P(Look, TheHeaderIsLargeIfWanted) {
    choose(R"({"useLargeHeader":false})");
    EXPECT_FALSE(has("class=\"top large\""));
    choose(R"({"useLargeHeader":true})");
    EXPECT_TRUE(has("class=\"top large\""));
}

TEST_P(Look, SearchEnginesMayBeKeptOut) {
    EXPECT_FALSE(has("noindex"));
    EXPECT_TRUE(has("Sitemap: https://acme.status.test/sitemap.xml", "/robots.txt"));
    choose(R"({"searchEngineVisibility":"DISALLOW_ALL"})");
    EXPECT_TRUE(has("noindex"));
    EXPECT_TRUE(has("Disallow: /\n", "/robots.txt"));
    EXPECT_FALSE(has("Sitemap", "/robots.txt"));
    expect_refused(R"({"searchEngineVisibility":"SOME"})", "searchEngineVisibility");
}

TEST_P(Look, TheSitemapLeadsToWhatIsShown) {
    const std::string id = open_incident();
    const std::string map = page("/sitemap.xml");
    for (const std::string& path : {std::string(), std::string("de/"), std::string("history"), id}) {
        EXPECT_NE(map.find("<loc>https://acme.status.test/" + path + "</loc>"), std::string::npos) << path;
    }
    EXPECT_EQ(map.find("/en/"), std::string::npos) << "the page's own language stands at the root";
    EXPECT_EQ(read("/de/sitemap.xml").status, 404);
    EXPECT_TRUE(has("\"name\":\"Acme\"", "/site.webmanifest"));
}

TEST_P(Look, SharingTellsOfTheStateUnlessTheOwnerSaysOtherwise) {
    EXPECT_TRUE(has("<meta property=\"og:title\" content=\"All systems operational · Acme\">"));
    choose(R"({"metaTitle":"Acme's status","metaDescription":"Is it up?","metaOgImage":"https://a.example/i.png"})");
    EXPECT_TRUE(has("<meta property=\"og:title\" content=\"Acme&#39;s status\">") ||
                has("<meta property=\"og:title\" content=\"Acme's status\">"));
    EXPECT_TRUE(has("<meta property=\"og:description\" content=\"Is it up?\">"));
    EXPECT_TRUE(has("<meta property=\"og:image\" content=\"https://a.example/i.png\">"));
    const std::string id = open_incident();
    EXPECT_TRUE(has("content=\"Checkout is slow · Acme\"", "/" + id)) << "a notice tells of itself";
}

TEST_P(Look, DatesAndTimesAsTheOwnerWritesThem) {
    const std::string id = open_incident();
    choose(R"({"dateFormat":"MMMMMM d, yyyy","timeFormat":"p"})");
    EXPECT_FALSE(has("data-stamp", "/" + id)) << "what a fresh page has is no choice";
    app->clock().tick(one_second);
    choose(R"({"dateFormat":"yyyy-MM-dd","dateFormatShort":"'month' M","timeFormat":"h 'o''clock' a"})");
    EXPECT_TRUE(has("data-day=\"yyyy-MM-dd\"", "/" + id));
    EXPECT_TRUE(has("clock PM UTC</time>", "/" + id) || has("clock AM UTC</time>", "/" + id));
    EXPECT_TRUE(has(">month 2</h2>", "/history"));
    EXPECT_FALSE(has("clock", "/history.rss")) << "feeds are read by programs";
    expect_refused(R"({"dateFormat":"QQQ"})", "dateFormat");
    expect_refused(R"({"dateFormatShort":"dd.MM.YYYY"})", "dateFormatShort");
    expect_refused(R"({"timeFormat":"HH:mm z"})", "timeFormat");
}

TEST_P(Look, ColoursThatNobodyCanMakeOutAreToldOf) {
    EXPECT_EQ(app->get("alice", app->acme()).at("warnings").as_array().size(), 0U);
    const Answer changed = app->put("alice", app->acme(), R"({"okColor":"#9FE8C8","brandColor":"#1E1E1E"})");
    EXPECT_EQ(changed.status, 200);
    EXPECT_EQ(changed.word("warnings.0.field"), "okColor");
    EXPECT_EQ(changed.at("warnings").as_array().size(), 1U);
}

TEST_P(Look, TheIconShowsTheState) {
    EXPECT_TRUE(has("fill=&#39;%23299c7d&#39;/%3E"));
    EXPECT_TRUE(has("fill=&#39;%23299c7d&#39;/%3E", "/de/"));
    const std::string calm = page("/favicon.svg");
    EXPECT_TRUE(calm.starts_with("<svg ")) << calm;
    choose(R"({"faviconUrl":"https://a.example/i.png"})");
    EXPECT_TRUE(has("href=\"https://a.example/i.png\""));
    open_incident();
    EXPECT_TRUE(has("fill=&#39;%23bf5a1c&#39;/%3E")) << "what is wrong must be seen";
    EXPECT_TRUE(has("href=\"https://a.example/i.png\"", "/history"));
    EXPECT_NE(page("/favicon.svg"), calm);
    const http::Response old = read("/favicon.ico");
    EXPECT_EQ(old.status, 200);
    EXPECT_TRUE(body_of(old).starts_with(std::string("\0\0\1\0\1\0\x20\x20", 8)));
    EXPECT_EQ(read("/de/favicon.ico").status, 404);
}

TEST_P(Look, ThePictureThatIsSharedShowsTheState) {
    const auto address = [this](const std::string& path) {
        const std::string html = page(path), mark = "<meta property=\"og:image\" content=\"https://acme.status.test";
        const std::size_t at = html.find(mark);
        return at == std::string::npos
                   ? ""
                   : html.substr(at + mark.size(), html.find('"', at + mark.size()) - at - mark.size());
    };
    const std::string calm = address("/");
    EXPECT_TRUE(calm.starts_with("/og.png?")) << calm;
    EXPECT_TRUE(address("/de/").starts_with("/de/og.png?"));
    const http::Response picture = read("/og.png");
    EXPECT_EQ(picture.status, 200);
    EXPECT_TRUE(body_of(picture).starts_with(std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x04\xb0\0\0\x02\x76", 24)));
    EXPECT_LT(body_of(picture).size(), 60'000U);
    EXPECT_NE(body_of(read("/de/og.png")), body_of(picture));
    open_incident();
    EXPECT_NE(address("/"), calm) << "chats keep what they fetched";
    EXPECT_NE(page("/og.png"), body_of(picture));
    choose(R"({"metaOgImage":"https://a.example/i.png"})");
    EXPECT_TRUE(has("<meta property=\"og:image\" content=\"https://a.example/i.png\">"));
}

}  // namespace
}  // namespace daymark::test
