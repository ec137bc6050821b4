// A page as a folder of files.
#include "platform/base/time_text.h"
#include "site/on_export.h"

#include <sys/stat.h>
#include <functional>

namespace daymark::test {
namespace {

namespace fs = std::filesystem;

class Export : public OnExport {
protected:
    std::string maintain(const std::string& name, Millis start) {
        return app
            ->post("alice", app->acme("/maintenances"),
                   R"({"name":")" + name + R"(","message":"We upgrade.","duration":60,"components":[")" +
                       app->id("mail") + R"("],"start":")" + iso_time(start) + "\"}")
            .word("id");
    }
    void update(const std::string& incident, const std::string& status) {
        done(app->post("alice", app->acme("/incidents/" + incident + "/incident-updates"),
                       R"({"status":")" + status + R"(","message":"More of it","statuses":[{"id":")" + app->id("api") +
                           R"(","status":"OPERATIONAL"}]})"));
    }
    static void done(const Answer& answer) { EXPECT_EQ(answer.status, 200) << answer.text; }
};
INSTANTIATE_TEST_SUITE_P(Databases, Export, both(), kind_name);

TEST_P(Export, HasEveryDocumentAtAnAddressThatFileServersMapToIt) {
    const std::string incident = open_incident();
    const std::string maintenance = maintain("Upgrade", app->clock().now() + one_hour);
    const auto outcome = export_acme();
    const std::string component = "c/" + app->id("api");
    for (const std::string& address :
         {std::string(), incident, "incident/" + incident, "maintenance/" + maintenance, component,
          "notices/" + incident + "/subscribe", std::string("history"), std::string("calendar"),
          std::string("subscribe"), std::string("subscribe/webhook"), std::string("public-api"),
          std::string("embed-status/light-md"), std::string("de/embed-status/dark")}) {
        EXPECT_EQ(read("/" + address).status, 200) << address;
        EXPECT_TRUE(exists((address.empty() ? "" : address + "/") + "index.html")) << address;
    }
    for (const std::string& address : {std::string("summary.json"),        std::string("v2/summary.json"),
                                       std::string("v3/components.json"),  std::string("api/v2/status.json"),
                                       std::string("history.rss"),         std::string("history.atom"),
                                       std::string("history.json"),        std::string("calendar.ics"),
                                       component + "/history.rss",         component + "/calendar.ics",
                                       component + "/badge.svg",           std::string("badge.svg"),
                                       std::string("widget.json"),         std::string("fr/widget.json"),
                                       std::string("de/widget/script.js"), std::string("widget/script.js"),
                                       std::string("robots.txt"),          std::string("sitemap.xml"),
                                       std::string("site.webmanifest"),    std::string("favicon.svg"),
                                       std::string("favicon.ico"),         std::string("og.png")}) {
        EXPECT_EQ(read("/" + address).status, 200) << address;
        ASSERT_TRUE(outcome.manifest.files.contains(address)) << address;
    }
    EXPECT_NE(file("404.html").find("There is nothing at this address"), std::string::npos);
}

TEST_P(Export, SaysByteForByteWhatTheServerSendsWhereNoLinkIsRelative) {
    open_incident();
    export_acme();
    for (const char* address : {"summary.json", "components.json", "status.json", "widget.json", "history.rss",
                                "history.atom", "history.json", "robots.txt", "badge.svg", "widget/script.js"}) {
        EXPECT_EQ(file(address), page("/" + std::string(address))) << address;
    }
}

TEST_P(Export, LinksToFoldersAndSendsFormsToTheServer) {
    const std::string incident = open_incident();
    export_acme();
    EXPECT_NE(file("index.html").find("href=\"incident/" + incident + "/\""), std::string::npos);
    EXPECT_NE(file("index.html").find("href=\"history/\""), std::string::npos);
    EXPECT_NE(file("index.html").find("action=\"https://acme.status.test/subscribe/email\""), std::string::npos);
    EXPECT_NE(file("history/index.html").find("href=\"../incident/" + incident + "/\""), std::string::npos);
    EXPECT_NE(file("history/index.html").find("action=\"https://acme.status.test/history\""), std::string::npos);
    EXPECT_NE(file("subscribe/webhook/index.html").find("action=\"https://acme.status.test/subscribe/webhook\""),
              std::string::npos);
    EXPECT_NE(file("incident/" + incident + "/index.html").find("href=\"../../\""), std::string::npos);
}

TEST_P(Export, BearsItsPolicyItself) {
    export_acme();
    const std::string policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src &#39;none&#39;;";
    EXPECT_NE(file("index.html").find(policy), std::string::npos);
    EXPECT_NE(file("history/index.html").find("form-action &#39;self&#39; https://acme.status.test;"),
              std::string::npos);
    EXPECT_EQ(page("/").find("http-equiv"), std::string::npos) << "the server sends it as a header";
}

TEST_P(Export, SpeaksTheLanguagesThatSomebodyTranslated) {
    export_acme();
    EXPECT_FALSE(exists("de/index.html"));
    EXPECT_EQ(file("index.html").find("class=\"langs\""), std::string::npos) << "nothing to choose from";
    app->put("alice", app->acme("/components/" + app->id("api")),
             R"({"translations":{"name":{"de":"Schnittstelle"}}})");
    const std::string incident = open_incident();
    export_acme();
    EXPECT_NE(file("de/index.html").find("Schnittstelle"), std::string::npos);
    EXPECT_NE(file("de/index.html").find("href=\"../\" lang=\"en\""), std::string::npos);
    EXPECT_NE(file("index.html").find("href=\"./de/\" lang=\"de\""), std::string::npos);
    EXPECT_NE(file("de/incident/" + incident + "/index.html").find("href=\"../../../" + incident + "/\" lang=\"en\""),
              std::string::npos);
    EXPECT_EQ(file("index.html").find("lang=\"fr\""), std::string::npos);
    EXPECT_EQ(file("sitemap.xml").find("/fr/"), std::string::npos);
}

TEST_P(Export, ShowsTheOwnersCodeOnAHostOfItsOwnOnly) {
    app->put("alice", app->acme(), R"({"htmlAboveHeader":"<p>Owner's own</p>"})");
    export_acme();
    EXPECT_NE(file("index.html").find("Owner's own"), std::string::npos);
    export_acme({.root_url = "https://files.test/acme"});
    EXPECT_EQ(file("index.html").find("Owner's own"), std::string::npos);
    EXPECT_NE(file("index.html").find("<link rel=\"canonical\" href=\"https://files.test/acme/\">"), std::string::npos);
    EXPECT_NE(file("index.html").find("action=\"https://acme.status.test/subscribe/email\""), std::string::npos);
    export_acme({.root_url = "https://status.acme.test"});
    EXPECT_NE(file("index.html").find("Owner's own"), std::string::npos);
}

TEST_P(Export, HasThePicturesThatThePageShows) {
    const Answer logo = give(pixel('a'));
    app->put("alice", app->acme(),
             R"({"logoUrl":")" + logo.word("url") + R"(","faviconUrl":"https://cdn.test/u/i.png"})");
    const std::string path = "u/" + logo.word("id") + ".png";
    export_acme();
    EXPECT_NE(file("index.html").find("<img src=\"" + logo.word("url") + "\""), std::string::npos);
    EXPECT_EQ(file(path), read("/" + path).body);
    export_acme({.root_url = "https://files.test/acme"});
    EXPECT_NE(file("index.html").find("<img src=\"https://files.test/acme/" + path + "\""), std::string::npos);
    EXPECT_NE(file("index.html").find("https://cdn.test/u/i.png"), std::string::npos) << "somebody else's";
}

TEST_P(Export, TurnsThePagesOfAMonthInFolders) {
    for (int i = 0; i < 35; ++i) open_incident();
    export_acme();
    const std::string month = iso_time(app->clock().now()).substr(0, 7);
    EXPECT_NE(file("history/index.html").find("href=\"../history/" + month + "/2/\""), std::string::npos);
    EXPECT_TRUE(exists("history/" + month + "/index.html"));
    EXPECT_TRUE(exists("history/" + month + "/2/index.html"));
    EXPECT_FALSE(exists("history/" + month + "/3/index.html"));
    EXPECT_NE(file("history/" + month + "/2/index.html").find("href=\"../../../\""), std::string::npos);
}

TEST_P(Export, HasCompressedCopiesForTheAsking) {
    const auto outcome = export_acme({.compressed = true});
    for (const auto& [path, entry] : outcome.manifest.files) {
        if (!entry.encoding.empty()) continue;
        EXPECT_EQ(outcome.manifest.files.at(path + ".gz").encoding, "gzip") << path;
        EXPECT_EQ(outcome.manifest.files.at(path + ".br").encoding, "br") << path;
        EXPECT_EQ(outcome.manifest.files.at(path + ".br").content_type, entry.content_type) << path;
    }
    EXPECT_LT(file("index.html.br").size(), file("index.html").size() / 2);
    EXPECT_FALSE(export_acme().manifest.files.contains("index.html.gz"));
    EXPECT_FALSE(exists("index.html.gz"));
}

TEST_P(Export, ListsWhatItHolds) {
    const auto outcome = export_acme({.compressed = true});
    const auto manifest = site::manifest_of(copy);
    ASSERT_TRUE(manifest);
    EXPECT_EQ(manifest->page_id, app->id("acme"));
    EXPECT_EQ(manifest->exported_at, app->clock().now());
    const auto files = files_of(copy);
    ASSERT_EQ(manifest->files.size(), files.size());
    for (const auto& [path, text] : files) {
        const auto& entry = manifest->files.at(path);
        EXPECT_EQ(entry.size, text.size()) << path;
        EXPECT_EQ(entry.sha256, crypto::sha256_hex(text)) << path;
        EXPECT_FALSE(entry.etag.empty()) << path;
    }
    EXPECT_EQ(manifest->files.at("index.html").content_type, "text/html; charset=utf-8");
}

TEST_P(Export, LeavesUnchangedFilesTheFilesTheyAre) {
    export_acme();
    struct stat before {
    }, after{};
    ASSERT_EQ(::stat((copy + "/robots.txt").c_str(), &before), 0);
    const std::string incident = open_incident();
    const auto outcome = export_acme();
    EXPECT_LT(outcome.written, outcome.manifest.files.size()) << "what shows the state is most of a small page";
    ASSERT_EQ(::stat((copy + "/robots.txt").c_str(), &after), 0);
    EXPECT_EQ(before.st_ino, after.st_ino);
    EXPECT_TRUE(exists(incident + "/index.html"));
    app->erase("alice", app->acme("/incidents/" + incident));
    export_acme();
    EXPECT_FALSE(exists(incident));
}

TEST_P(Export, IsRefusedForAPageThatNotEverybodyMaySee) {
    app->put("alice", app->acme(), R"({"private":true})");
    EXPECT_THROW(export_acme(), Error);
    EXPECT_FALSE(exists(""));
    EXPECT_THROW(export_acme({.page = "nobody"}), Error);
    EXPECT_EQ(std::distance(fs::directory_iterator(place.path()), fs::directory_iterator()), 0) << "nothing is left";
}

TEST_P(Export, TouchesNothingThatIsNotItsOwn) {
    fs::create_directories(copy);
    replace_file(copy + "/theirs.txt", "theirs");
    EXPECT_THROW(export_acme(), std::runtime_error);
    EXPECT_EQ(files_of(copy).size(), 1u);
    fs::remove(copy + "/theirs.txt");
    export_acme();
    replace_file(copy + "/theirs.txt", "theirs");
    export_acme();
    EXPECT_EQ(file("theirs.txt"), "theirs");
    site::remove_export(copy);
    EXPECT_EQ(file("theirs.txt"), "theirs");
    EXPECT_EQ(files_of(copy).size(), 1u);
}

TEST_P(Export, LeavesTheLastTreeWhenItIsGivenUp) {
    export_acme();
    const auto before = files_of(copy);
    open_incident();
    int documents = 0;
    const auto stop = [&documents] {
        if (++documents == 30) throw std::runtime_error("no more");
    };
    EXPECT_THROW(export_acme({.between = stop}), std::runtime_error);
    EXPECT_EQ(files_of(copy), before);
    EXPECT_EQ(std::distance(fs::directory_iterator(place.path()), fs::directory_iterator()), 1);
}

/// An export that takes over what is marked as the same must equal one that makes everything anew, whatever changed.
TEST_P(Export, MarksWhatChanged) {
    const std::string incident = open_incident(), other = open_incident();
    const Millis now = app->clock().now();
    const std::string maintenance = maintain("Upgrade", now + one_day);
    const std::string metric =
        app->post("alice", app->acme("/metrics"), R"({"name":"Latency","suffix":"ms"})").word("id");
    done(app->post(
        "alice", "/x/" + app->id("acme") + "/general-notices",
        R"({"name":"Office closed","message":"Back on Monday","ends":")" + iso_time(now + 3 * one_minute) + "\"}"));
    const std::string component = app->acme("/components/" + app->id("api"));
    const std::string one = app->acme("/incidents/" + incident);
    const std::string postmortem = "/x/" + app->id("acme") + "/incidents/" + incident + "/postmortem";
    const std::vector<std::pair<std::string, std::function<void()>>> changes = {
        {"nothing", [] {}},
        {"an update", [&] { update(incident, "RESOLVED"); }},
        {"a name", [&] { done(app->put("alice", one, R"({"name":"Another name"})")); }},
        {"a postmortem", [&] { done(app->put("alice", postmortem, R"({"message":"We learnt","published":true})")); }},
        {"a component's name", [&] { done(app->put("alice", component, R"({"name":"Interface"})")); }},
        {"a translation",
         [&] { done(app->put("alice", component, R"({"translations":{"name":{"de":"Schnittstelle"}}})")); }},
        {"another", [&] { done(app->put("alice", component, R"({"translations":{"name":{"de":"Anschluss"}}})")); }},
        {"a status", [&] { done(app->put("alice", component, R"({"status":"MAJOROUTAGE"})")); }},
        {"the page's name", [&] { done(app->put("alice", app->acme(), R"({"name":"Acme Two"})")); }},
        {"a component less", [&] { done(app->erase("alice", app->acme("/components/" + app->id("website")))); }},
        {"a maintenance less", [&] { done(app->erase("alice", app->acme("/maintenances/" + maintenance))); }},
        {"a maintenance long ago", [&] { maintain("Old one", now - 200 * one_day); }},
        {"a minute", [] {}},
        {"a point",
         [&] {
             done(app->post("alice", app->acme("/metrics/" + metric),
                            R"({"timestamp":)" + std::to_string(app->clock().now()) + R"(,"value":42})"));
         }},
        {"a day", [&] { app->clock().tick(one_day); }},
        {"an incident less", [&] { done(app->erase("alice", app->acme("/incidents/" + other))); }},
        {"forty days", [&] { app->clock().tick(40 * one_day); }},
        {"a year", [&] { app->clock().tick(365 * one_day); }},
    };
    export_acme();
    for (const auto& [what, change] : changes) {
        app->clock().tick(one_minute);
        change();
        export_acme({.afresh = false});
        const std::string fresh = place.path() + "/fresh";
        export_acme({.folder = fresh});
        const auto wanted = files_of(fresh), got = files_of(copy);
        for (const auto& [path, text] : wanted) {
            ASSERT_TRUE(got.contains(path)) << path << " after " << what;
            EXPECT_EQ(got.at(path), text) << path << " after " << what;
        }
        EXPECT_EQ(got.size(), wanted.size()) << what;
    }
}

TEST_P(Export, MakesNoMoreForAPageWithManyNotices) {
    const auto made_for_one_more = [this] {
        export_acme({.afresh = false});
        app->clock().tick(one_minute);
        const std::string incident = open_incident();
        const std::size_t made = export_acme({.afresh = false}).made;
        update(incident, "RESOLVED");
        return made;
    };
    const std::size_t few = made_for_one_more();
    for (int i = 0; i < 60; ++i) {
        update(open_incident(), "RESOLVED");
        app->clock().tick(3 * one_day);
    }
    EXPECT_LE(made_for_one_more(), few + 5);
}

}  // namespace
}  // namespace daymark::test
