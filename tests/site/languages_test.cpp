// The public site in other languages than the page's own.
#include "site/on_public_site.h"

#include "site/local_path.h"

namespace daymark::test {
namespace {

class Languages : public OnPublicSite {
protected:
    void SetUp() override {
        OnPublicSite::SetUp();
        if (IsSkipped()) return;
        app->put("alice", app->acme(), R"({"translations":{"name":{"de":"Acme GmbH"}}})");
        app->put("alice", app->acme("/components/" + app->id("api")),
                 R"({"description":"For programs",
                     "translations":{"name":{"de":"Schnittstelle"},"description":{"de":"Für Programme"}}})");
    }
    [[nodiscard]] bool has(const std::string& path, const std::string& text) {
        return page(path).find(text) != std::string::npos;
    }
    [[nodiscard]] std::string open_translated() {
        const std::string id = open_incident(R"(,"translations":{"name":{"de":"Kasse ist langsam"}})");
        app->post("alice", app->acme("/incidents/" + id + "/incident-updates"),
                  R"({"status":"IDENTIFIED","message":"A *cable*","translations":{"message":{"de":"Ein *Kabel*"}}})");
        return id;
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, Languages, both(), kind_name);

TEST_P(Languages, StandBelowTheirCodeWithTheirTranslations) {
    (void)open_translated();
    for (const char* text : {"<html lang=\"de\"", "Acme GmbH", "Schnittstelle", "Für Programme", "Kasse ist langsam",
                             "Ein <em>Kabel</em>", "Looking", "Website"}) {
        EXPECT_TRUE(has("/de/", text)) << text;
    }
    for (const char* text : {"Checkout is slow", "For programs", "A <em>cable</em>", "<bdi>API</bdi>"}) {
        EXPECT_FALSE(has("/de/", text)) << text;
    }
    for (const char* text : {"<html lang=\"en\"", "Checkout is slow", "A <em>cable</em>", "<bdi>API</bdi>"}) {
        EXPECT_TRUE(has("/", text)) << text;
        EXPECT_TRUE(has("/en/", text)) << text;
    }
}

TEST_P(Languages, HaveTheirOwnNoticePages) {
    const std::string id = open_translated();
    for (const std::string& path : {"/de/" + id, "/de/incident/" + id}) {
        EXPECT_TRUE(has(path, "Kasse ist langsam")) << path;
        EXPECT_TRUE(has(path, "<bdi>Schnittstelle</bdi>")) << path;
        EXPECT_TRUE(has(path, "<link rel=\"canonical\" href=\"https://acme.status.test/de/" + id + "\">")) << path;
    }
    EXPECT_EQ(read("/de/" + app->id("mallorys_page")).status, 404);
    EXPECT_EQ(read("/de/incident/").status, 301);
}

TEST_P(Languages, TellAPostmortemAMaintenanceAndAGeneralNotice) {
    const std::string id = open_translated();
    const std::string own = "/x/" + app->id("acme");
    app->put("alice", app->acme("/incidents/" + id), R"({"status":"RESOLVED"})");
    app->put("alice", own + "/incidents/" + id + "/postmortem",
             R"({"message":"A fox","translations":{"message":{"de":"Ein Fuchs"}}})");
    app->post("alice", app->acme("/maintenances"),
              R"({"name":"Bigger disks","message":"Soon","start":"2026-02-04T12:00:00Z",
                  "translations":{"name":{"de":"Neue Platten"}}})");
    app->post("alice", own + "/general-notices",
              R"({"name":"New office","message":"We moved",
                  "translations":{"name":{"de":"Neues Büro"},"message":{"de":"Umgezogen"}}})");
    EXPECT_TRUE(has("/de/incident/" + id, "Ein Fuchs"));
    for (const char* text : {"Neue Platten", "Neues Büro", "Umgezogen"}) EXPECT_TRUE(has("/de/", text)) << text;
}

TEST_P(Languages, FollowEachChange) {
    const std::string id = open_translated();
    EXPECT_TRUE(has("/de/", "Kasse ist langsam"));
    app->put("alice", app->acme("/incidents/" + id), R"({"translations":{"name":{"de":"Kasse steht still"}}})");
    EXPECT_TRUE(has("/de/", "Kasse steht still"));
    EXPECT_FALSE(has("/de/", "Kasse ist langsam"));
    app->erase("alice", app->acme("/incidents/" + id));
    EXPECT_FALSE(has("/de/", "Kasse"));
    EXPECT_EQ(read("/de/incident/" + id).status, 410);
}

TEST_P(Languages, NameEachOtherForReadersAndSearchEngines) {
    const std::string home = page("/");
    EXPECT_NE(home.find("<a href=\"./de/\" lang=\"de\""), home.npos);
    EXPECT_NE(page("/sitemap.xml").find("hreflang=\"de\" href=\"https://acme.status.test/de/\""), std::string::npos);
    const std::string past = page("/history");
    EXPECT_NE(past.find("<link rel=\"alternate\" hreflang=\"de\" href=\"https://acme.status.test/de/history\">"),
              past.npos);
    EXPECT_NE(past.find("hreflang=\"x-default\" href=\"https://acme.status.test/history\""), past.npos);
    const std::string german = page("/de/");
    EXPECT_NE(german.find("<link rel=\"canonical\" href=\"https://acme.status.test/de/\">"), german.npos);
    EXPECT_NE(german.find("<a href=\"../\" lang=\"en\""), german.npos);
}

TEST_P(Languages, LeadToTheAddressWithASlash) {
    const http::Response response = read("/de");
    EXPECT_EQ(response.status, 301);
    EXPECT_EQ(response.headers.front().second, "./de/");
    EXPECT_EQ(read("/xx").status, 404);
    EXPECT_EQ(read("/xx/").status, 301);
    EXPECT_EQ(read("/de/de/").status, 301);
    EXPECT_EQ(read("/de/summary.json").status, 404);
}

TEST_P(Languages, ThatWeHaveNoWordsForShowTheirTextsAsTheyWereWritten) {
    app->put("alice", app->acme(), R"({"language":"fr"})");
    EXPECT_TRUE(has("/", "<bdi>API</bdi>"));
    EXPECT_TRUE(has("/de/", "<bdi>Schnittstelle</bdi>"));
}

TEST_P(Languages, KeepTheOwnersCodeOffTheMainHost) {
    app->put("alice", app->acme(), R"({"htmlAboveHeader":"<b>own</b>"})");
    EXPECT_NE(page("/de/").find("<b>own</b>"), std::string::npos);
    EXPECT_EQ(body_of(read("/de/", "acme", site::Mount::MainHost)).find("<b>own</b>"), std::string::npos);
}

TEST_P(Languages, HideAPrivatePageToo) {
    EXPECT_EQ(read("/de/").status, 200);
    app->put("alice", app->acme(), R"({"private":true})");
    EXPECT_EQ(read("/de/").status, 401);
    EXPECT_FALSE(has("/de/", "Acme"));
}

TEST(LocalPath, TakesALanguageOffTheFront) {
    using site::local_path;
    EXPECT_EQ(local_path("de/incident/x").language, "de");
    EXPECT_EQ(local_path("de/incident/x").path, "incident/x");
    EXPECT_EQ(local_path("de").path, "");
    EXPECT_EQ(local_path("incident/x").language, "");
    EXPECT_EQ(local_path("incident/x").path, "incident/x");
    EXPECT_EQ(local_path("dex").path, "dex");
}

}  // namespace
}  // namespace daymark::test
