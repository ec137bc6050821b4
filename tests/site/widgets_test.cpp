// Widgets and badges as sites of others ask for them: every shape of address, on a public page and on a hidden one.
#include "site/on_public_site.h"
#include "support/text_checks.h"

namespace daymark::test {
namespace {

class Widgets : public OnPublicSite {
protected:
    static std::string header(const http::Response& response, std::string_view name) {
        for (const auto& [key, value] : response.headers) {
            if (http::same_ignoring_case(key, name)) return value;
        }
        return {};
    }
    http::Response ask(const std::string& path, std::vector<std::pair<std::string, std::string>> query,
                       const std::string& etag = {}) {
        settle();
        http::Request request;
        request.path = path;
        request.query = std::move(query);
        request.headers = {{"accept-encoding", "identity"}, {"if-none-match", etag}};
        return site->handle("acme", path, request, site::Mount::OwnHost);
    }
    /// The status of ready bytes and whether a body is sent; 0 when a worker must answer.
    std::pair<int, bool> ready(const std::string& path, http::Method method = http::Method::Get,
                               const std::string& query = {}, const std::string& etag = {}) {
        settle();
        const std::vector<http::HeaderView> headers = {{"if-none-match", etag}};
        http::RequestHead head;
        head.method = method;
        head.query = query;
        head.headers = headers;
        const auto found = site->ready("acme", path, head, site::Mount::OwnHost);
        return found ? std::pair(std::stoi(found->bytes->head.substr(9, 3)), found->body_too) : std::pair(0, false);
    }
    /// One of each kind.
    std::vector<std::string> some_of_all() {
        const std::string component = "/c/" + app->id("api");
        return {"/widget.json",
                "/en/widget.json",
                "/de/widget.json",
                "/embed-status/light",
                "/badge.svg",
                "/de/badge.svg",
                component + "/badge.svg",
                component + "/uptime.svg",
                "/embed-status/0123abcd/dark-sm"};
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, Widgets, both(), kind_name);

const std::vector<std::string> scripts = {"/widget/script.js", "/en/0123abcd/widget/script.js", "/de/widget/script.js",
                                          "/0123abcd/widget/script.js"};

TEST_P(Widgets, ServeOneScriptForAllPagesLanguagesAndStates) {
    const std::string script = page("/widget/script.js");
    EXPECT_GT(script.size(), 1024U);
    open_incident();
    app->put("alice", app->acme(), R"({"language":"fr"})");
    for (const std::string& path : scripts) {
        EXPECT_EQ(page(path), script) << path;
        EXPECT_EQ(body_of(read(path, "acme", site::Mount::MainHost)), script) << path;
        EXPECT_EQ(ready(path), std::pair(200, true)) << path;
        EXPECT_EQ(ready(path, http::Method::Head), std::pair(200, false)) << path;
        const std::string etag = header(ask(path, {}), "etag");
        EXPECT_EQ(ask(path, {}, etag).status, 304) << path;
    }
    EXPECT_EQ(read("/widget/script.jsx").status, 404);
}

TEST_P(Widgets, ShowTheBadgeUnderEveryAddress) {
    open_incident();
    for (const char* theme : {"light", "dark"}) {
        const std::string badge = page(std::string("/embed-status/") + theme);
        EXPECT_TRUE(has(badge, "API</bdi> experiencing partial outage"));
        for (const char* size : {"", "-sm", "-md", "-lg"}) {
            for (const char* code : {"", "0123abcd/"}) {
                const std::string path = std::string("/embed-status/") + code + theme + size;
                EXPECT_EQ(page(path), badge) << path;
                EXPECT_EQ(ready(path), std::pair(200, true)) << path;
            }
        }
    }
    EXPECT_TRUE(has(page("/de/embed-status/0123abcd/light-lg"), "<html lang=\"de\">"));
    EXPECT_TRUE(has(header(read("/embed-status/light"), "content-security-policy"), "frame-ancestors *"));
    for (const char* path : {"/embed-status", "/embed-status/blue", "/embed-status/light-xl"}) {
        EXPECT_EQ(read(path).status, 404) << path;
    }
}

TEST_P(Widgets, TellTheStateInTheWordsOfALanguage) {
    const std::string id = open_incident(R"(,"translations":{"name":{"de":"Kasse ist langsam"}})");
    const json::value english = json::parse(page("/widget.json"));
    EXPECT_EQ(english.at("notices").at(0).at("name"), "Checkout is slow");
    const json::value german = json::parse(page("/de/widget.json"));
    EXPECT_EQ(german.at("notices").at(0).at("name"), "Kasse ist langsam");
    EXPECT_EQ(german.at("notices").at(0).at("url"), json::value("https://acme.status.test/de/" + id));
    EXPECT_EQ(german.at("dismiss"), "Schließen");
    EXPECT_EQ(page("/de-at/widget.json"), page("/de/widget.json")) << "the nearest language";
    EXPECT_EQ(page("/bg/widget.json"), page("/widget.json")) << "no words: the page's own language";
    EXPECT_EQ(ready("/en/widget.json"), std::pair(200, true)) << "the page's own";
    EXPECT_EQ(header(read("/de/widget.json"), "access-control-allow-origin"), "*");
    app->put("alice", app->acme("/incidents/" + id), R"({"status":"RESOLVED"})");
    EXPECT_EQ(json::parse(page("/de/widget.json")).at("notices").as_array().size(), 0U);
}

TEST_P(Widgets, DrawTheBadgeInTheStyleAskedFor) {
    const std::string usual = page("/badge.svg");
    EXPECT_TRUE(has(usual, "<title>Acme: All systems operational</title>"));
    EXPECT_EQ(ready("/badge.svg"), std::pair(200, true));
    EXPECT_EQ(ready("/badge.svg", http::Method::Get, "label=x").first, 0);
    EXPECT_TRUE(has(body_of(ask("/badge.svg", {{"label", "Shop <1>"}})), "<title>Shop &lt;1&gt;: All"));
    EXPECT_TRUE(has(body_of(ask("/badge.svg", {{"style", "plastic"}})), "<linearGradient"));
    EXPECT_EQ(body_of(ask("/badge.svg", {{"style", "none such"}})), usual);
    const http::Response first = ask("/badge.svg", {{"style", "plastic"}});
    EXPECT_EQ(header(first, "content-type"), "image/svg+xml; charset=utf-8");
    EXPECT_TRUE(has(header(first, "cache-control"), "max-age=60,"));
    EXPECT_EQ(ask("/badge.svg", {{"style", "plastic"}}, header(first, "etag")).status, 304);
}

TEST_P(Widgets, DrawABadgeForEachComponent) {
    open_incident();
    const std::string component = "/c/" + app->id("api");
    EXPECT_TRUE(has(page(component + "/badge.svg"), "<title>API: Partial outage</title>"));
    EXPECT_TRUE(has(page("/de" + component + "/badge.svg"), ": Teilausfall</title>"));
    EXPECT_TRUE(has(page(component + "/uptime.svg"), "<title>API: "));
    app->put("alice", app->acme("/components/" + app->id("api")), R"({"showUptime":false})");
    EXPECT_EQ(read(component + "/uptime.svg").status, 404) << "its uptime is not shown";
    EXPECT_EQ(read(component + "/badge.svg").status, 200);
    EXPECT_EQ(read("/c/" + app->id("mallorys_page") + "/badge.svg").status, 404);
    EXPECT_EQ(read("/uptime.svg").status, 404);
}

TEST_P(Widgets, SayNothingOfAPrivatePage) {
    open_incident();
    const std::string script = page("/widget/script.js");
    for (const std::string& path : some_of_all()) EXPECT_EQ(read(path).status, 200) << path;
    app->put("alice", app->acme(), R"({"private":true})");
    for (const std::string& path : some_of_all()) {
        const http::Response hidden = read(path), nobody = read(path, "nobody");
        EXPECT_EQ(hidden.status, 404) << path;
        EXPECT_EQ(body_of(hidden), body_of(nobody)) << path;
        EXPECT_EQ(hidden.headers, nobody.headers) << path;
        EXPECT_EQ(header(hidden, "access-control-allow-origin"), "*") << "a widget is told, not refused";
        EXPECT_EQ(ask(path, {{"label", "x"}}).status, 404) << path;
    }
    for (const std::string& path : scripts) {
        EXPECT_EQ(page(path), script) << "as on every page";
        EXPECT_EQ(body_of(read(path, "nobody")), script) << "and on none";
    }
}

TEST_P(Widgets, GoWithADeletedPage) {
    for (const std::string& path : some_of_all()) EXPECT_EQ(read(path).status, 200) << path;
    app->erase("alice", app->acme());
    for (const std::string& path : some_of_all()) EXPECT_EQ(read(path).status, 410) << path;
}

TEST_P(Widgets, KeepTheirBytesWhileNothingOfThemChanges) {
    const std::string etag = header(read("/embed-status/light"), "etag");
    app->post("alice", "/x/" + app->id("acme") + "/general-notices", R"({"name":"New office","message":"We moved"})");
    EXPECT_EQ(header(read("/embed-status/light"), "etag"), etag);
    EXPECT_EQ(ready("/embed-status/light", http::Method::Get, "", etag).first, 304);
    open_incident();
    EXPECT_EQ(ready("/embed-status/light", http::Method::Get, "", etag).first, 200);
    EXPECT_NE(header(read("/embed-status/light"), "etag"), etag);
}

}  // namespace
}  // namespace daymark::test
