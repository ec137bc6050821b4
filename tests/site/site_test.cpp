// The public site on a real database: what readers get after each kind of change.
#include "site/on_public_site.h"

#include "maintenances/maintenance_due.h"
#include "platform/base/time_text.h"

#include <chrono>
#include <thread>

namespace daymark::test {
namespace {

class PublicSite : public OnPublicSite {};
INSTANTIATE_TEST_SUITE_P(Databases, PublicSite, both(), kind_name);

TEST_P(PublicSite, ShowsAPageOnItsFirstReading) {
    EXPECT_EQ(read("/").status, 200);
    EXPECT_NE(page().find("All systems operational"), std::string::npos);
    EXPECT_NE(page().find("Website"), std::string::npos);
}

TEST_P(PublicSite, ShowsAnIncidentInHtmlAndJson) {
    const std::string id = open_incident();
    EXPECT_NE(page().find("Checkout is slow"), std::string::npos);
    EXPECT_NE(page().find("API experiencing partial outage"), std::string::npos);
    const auto summary = json::parse(page("/v3/summary.json"));
    EXPECT_EQ(summary.at("page").at("status").as_string(), "HASISSUES");
    EXPECT_EQ(summary.at("activeIncidents").at(0).at("url").as_string(), "https://acme.status.test/" + id);
    EXPECT_EQ(read("/" + id).status, 200);
    EXPECT_EQ(read("/incident/" + id).status, 200);
}

TEST_P(PublicSite, IsCalmAgainWhenItIsResolved) {
    const std::string id = open_incident();
    app->clock().tick(5 * one_minute);
    app->post("alice", app->acme("/incidents/" + id + "/incident-updates"),
              R"({"status":"RESOLVED","message":"Well again","statuses":[{"id":")" + app->id("api") +
                  R"(","status":"OPERATIONAL"}]})");
    EXPECT_NE(page().find("All systems operational"), std::string::npos);
    const auto summary = json::parse(page("/summary.json"));
    EXPECT_FALSE(summary.as_object().contains("activeIncidents"));
    EXPECT_EQ(read("/" + id).status, 200);
}

TEST_P(PublicSite, ShowsAMaintenanceBeforeDuringAndAfterIt) {
    const std::string start = iso_time(app->clock().now() + one_hour);
    const std::string id = app->post("alice", app->acme("/maintenances"),
                                     R"({"name":"Upgrade","message":"We upgrade.","duration":60,"components":[")" +
                                         app->id("api") + R"("],"start":")" + start + "\"}")
                               .word("id");
    EXPECT_NE(page().find("All systems operational"), std::string::npos);
    EXPECT_NE(page().find("Planned"), std::string::npos);
    EXPECT_NE(page("/summary.json").find("activeMaintenances"), std::string::npos);
    for (const std::string& address : {"/" + id, "/maintenance/" + id}) {
        EXPECT_NE(page(address).find("We upgrade."), std::string::npos) << address;
    }
    app->clock().tick(one_hour);
    EXPECT_EQ(maintenances::carry_out_due(app->db(), app->world()), 1);
    EXPECT_NE(page().find("API under maintenance"), std::string::npos);
    EXPECT_NE(page("/components.json").find("INPROGRESS"), std::string::npos);
    app->clock().tick(one_hour);
    EXPECT_EQ(maintenances::carry_out_due(app->db(), app->world()), 1);
    EXPECT_NE(page().find("All systems operational"), std::string::npos);
    EXPECT_EQ(page("/summary.json").find("activeMaintenances"), std::string::npos);
    EXPECT_NE(page("/maintenance/" + id).find("Completed"), std::string::npos);
    app->clock().tick(30 * one_day);
    app->put("alice", app->acme(), R"({"name":"Acme"})");
    EXPECT_EQ(page().find("Upgrade"), std::string::npos);
    EXPECT_NE(page("/maintenance/" + id).find("We upgrade."), std::string::npos) << "on request";
}

TEST_P(PublicSite, UnfoldsAMaintenanceAtItsTime) {
    const Millis now = app->clock().now();
    app->post("alice", app->acme("/maintenances"),
              R"({"name":"Upgrade","isCollapsed":true,"start":")" + iso_time(now + one_day) + R"(","expandAt":")" +
                  iso_time(now + one_hour) + "\"}");
    EXPECT_NE(page().find("<details><summary>Show details"), std::string::npos);
    app->clock().tick(one_hour);
    for (int i = 0; i < 40 && page().find("Show details") != std::string::npos; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    EXPECT_EQ(page().find("Show details"), std::string::npos) << "nothing changed but the time";
}

TEST_P(PublicSite, EndsATimelineWithThePostmortem) {
    const std::string id = open_incident();
    const std::string postmortem = "/x/" + app->id("acme") + "/incidents/" + id + "/postmortem";
    app->clock().tick(one_minute);
    app->put("alice", app->acme("/incidents/" + id), R"({"status":"RESOLVED","message":"Well again"})");
    app->clock().tick(one_minute);
    app->put("alice", postmortem, R"({"message":"A *full* disk","shouldPublish":false})");
    EXPECT_EQ(page("/" + id).find("Postmortem"), std::string::npos) << "a draft";
    app->clock().tick(one_minute);
    app->put("alice", postmortem, R"({"message":"A *full* disk","shouldPublish":true})");
    const std::string shown = page("/incident/" + id);
    EXPECT_NE(shown.find("<h3>Postmortem "), std::string::npos);
    EXPECT_LT(shown.find("<em>full</em>"), shown.find("Well again")) << "the newest stands first";
    EXPECT_EQ(page().find("<em>full</em>"), std::string::npos) << "too long for the home page";
    app->clock().tick(30 * one_day);
    app->put("alice", app->acme(), R"({"name":"Acme"})");
    EXPECT_NE(page("/incident/" + id).find("<em>full</em>"), std::string::npos) << "on request";
    app->erase("alice", postmortem);
    EXPECT_EQ(page("/incident/" + id).find("<em>full</em>"), std::string::npos);
}

TEST_P(PublicSite, KeepsDraftsToItself) {
    const std::string id = open_incident(R"(,"shouldPublish":false)");
    EXPECT_EQ(page().find("Checkout is slow"), std::string::npos);
    EXPECT_NE(page().find("All systems operational"), std::string::npos);
    EXPECT_EQ(read("/" + id).status, 404);
}

TEST_P(PublicSite, ShowsAnOldNoticeOnRequest) {
    const std::string id = open_incident(R"(,"started":"2025-06-01T10:00:00Z")");
    app->put("alice", app->acme("/incidents/" + id), R"({"status":"RESOLVED"})");
    app->clock().tick(30 * one_day);
    EXPECT_EQ(page("/").find(id), std::string::npos);
    EXPECT_NE(page("/incident/" + id).find("Checkout is slow"), std::string::npos);
    EXPECT_EQ(read("/" + app->id("mallorys_page")).status, 404);
}

TEST_P(PublicSite, KeepsTheNewestNoticesReadyAndMakesTheOthersOnRequest) {
    std::vector<std::string> ids;
    for (int i = 0; i < 30; ++i) {
        ids.push_back(open_incident());
        app->clock().tick(one_minute);
    }
    settle();
    int ready = 0;
    http::RequestHead head;
    head.method = http::Method::Get;
    for (const std::string& id : ids) {
        if (site->ready("acme", "/" + id, head, site::Mount::OwnHost)) ++ready;
        EXPECT_EQ(read("/" + id).status, 200);
    }
    EXPECT_EQ(ready, 25);
    EXPECT_TRUE(site->ready("acme", "/" + ids.back(), head, site::Mount::OwnHost).has_value());
}

TEST_P(PublicSite, HidesAPrivatePageUnderEveryAddress) {
    const std::string id = open_incident();
    EXPECT_EQ(read("/").status, 200);
    app->put("alice", app->acme(), R"({"private":true})");
    const http::Response nobody = read("/", "nobody");
    EXPECT_EQ(body_of(read("/summary.json")), body_of(nobody));
    for (const std::string& path : {std::string("/"), "/" + id, "/incident/" + id}) {
        const http::Response hidden = read(path);
        EXPECT_EQ(hidden.status, 401) << path;
        EXPECT_EQ(body_of(hidden).find("Acme"), std::string::npos) << path;
    }
}

TEST_P(PublicSite, SaysGoneForADeletedPageAndGivesItsAddressToTheNext) {
    EXPECT_EQ(read("/").status, 200);
    app->erase("alice", app->acme());
    EXPECT_EQ(read("/").status, 410);
    EXPECT_NE(page().find("There is no status page here"), std::string::npos);
    EXPECT_EQ(read("/summary.json").status, 410);
    app->post("mallory", "/v1/pages", R"({"email":"m@m.test","name":"Next","subdomain":"acme","components":["New"]})");
    EXPECT_EQ(read("/").status, 200);
    EXPECT_NE(page().find("Next"), std::string::npos);
}

TEST_P(PublicSite, MovesWithItsSubdomain) {
    app->put("alice", app->acme(), R"({"subdomain":"acme-two"})");
    EXPECT_EQ(read("/", "acme-two").status, 200);
    EXPECT_EQ(read("/", "acme").status, 404);
}

TEST_P(PublicSite, LeavesTheOwnersCodeOutOnTheMainHost) {
    app->put("alice", app->acme(), R"({"htmlAboveHeader":"<b>own</b>","cssGlobal":"body{color:red}"})");
    EXPECT_NE(body_of(read("/")).find("<b>own</b>"), std::string::npos);
    const http::Response inert = read("/", "acme", site::Mount::MainHost);
    EXPECT_EQ(body_of(inert).find("<b>own</b>"), std::string::npos);
    EXPECT_EQ(body_of(inert).find("body{color:red}"), std::string::npos);
}

TEST_P(PublicSite, StartsFromSnapshotsWithoutLookingIntoTheDatabase) {
    open_incident();
    EXPECT_NE(page().find("Checkout is slow"), std::string::npos);
    site.reset();
    app->db().write([&](db::Tx& tx) { tx.execute("test.spoil", "update pages set name = 'Changed behind our back'"); });
    open_site();
    http::RequestHead head;
    head.method = http::Method::Get;
    const auto ready = site->ready("acme", "/", head, site::Mount::OwnHost);
    ASSERT_TRUE(ready.has_value());
    EXPECT_NE(ready->bytes->body.find("Checkout is slow"), std::string::npos);
}

TEST_P(PublicSite, LeadsAddressesWithASurplusSlashToTheirDocuments) {
    const std::string id = open_incident();
    const http::Response response = read("/incident/" + id + "/");
    EXPECT_EQ(response.status, 301);
    EXPECT_EQ(response.headers.front().second, "../" + id);
    EXPECT_EQ(read("//evil.example/").headers.front().second, "../evil.example");
}

TEST_P(PublicSite, CanOnlyBeRead) {
    http::Request request;
    request.method = http::Method::Post;
    EXPECT_EQ(site->handle("acme", "/", request, site::Mount::OwnHost).status, 405);
}

}  // namespace
}  // namespace daymark::test
