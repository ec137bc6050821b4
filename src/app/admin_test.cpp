// What operators see: each check by name, and metrics that name no tenant.
#include "app/admin.h"

#include "app/seed.h"
#include "app/test_folder.h"

#include <gtest/gtest.h>

namespace daymark::app {
namespace {

class AdminDoors : public testing::Test {
protected:
    http::Response get(const std::string& target) {
        http::Request request;
        request.target = target;
        request.path = target.substr(0, target.find('?'));
        return door_.handle(std::move(request));
    }
    json::object object(const std::string& target) { return json::parse(get(target).body).as_object(); }

    TestFolder folder_;
    Program program_{folder_.config()};
    site::Site site_{program_.db(), program_.world(), {folder_.path(), "localhost", "http://localhost"}};
    Readiness readiness_{program_, site_};
    telemetry::Metrics metrics_;
    AdminDoor door_{{program_, readiness_, metrics_}};
};

TEST_F(AdminDoors, HealthNamesTheVersion) {
    EXPECT_EQ(get("/healthz").status, 200);
    EXPECT_EQ(object("/healthz").at("version"), json::value(DAYMARK_VERSION));
}

TEST_F(AdminDoors, ReadinessListsEachCheckWithItsRole) {
    readiness_.refresh();
    EXPECT_EQ(get("/readyz").status, 503);
    const json::object checks = object("/readyz").at("checks").as_object();
    for (const char* name : {"site", "database", "migrations", "disk", "clock"})
        EXPECT_TRUE(checks.contains(name)) << name;
    EXPECT_EQ(checks.at("migrations").at("ok"), json::value(false));
    EXPECT_EQ(checks.at("database").at("ok"), json::value(true));
    EXPECT_EQ(checks.at("site").at("role"), json::value("public"));
}

TEST_F(AdminDoors, ReadinessMayBeAskedForOneRole) {
    program_.migrate();
    readiness_.refresh();
    EXPECT_EQ(get("/readyz?role=write").status, 200);
    EXPECT_EQ(get("/readyz?role=public").status, 503) << "the site was not started";
}

TEST_F(AdminDoors, MetricsShowServerSiteAndChecks) {
    program_.migrate();
    (void)seed(program_.db(), program_.world(), {});
    EXPECT_EQ(site_.handle("acme", "/", {}, site::Mount::OwnHost).status, 200);
    readiness_.refresh();
    const http::Server server({.port = 0}, door_);
    metrics_.on_collect([&](telemetry::Metrics& metrics) { collect(metrics, {server, site_, readiness_}); });
    const http::Response response = get("/metrics");
    EXPECT_EQ(response.headers.front().second, "text/plain; version=0.0.4; charset=utf-8");
    for (const char* line : {"daymark_build_info{version=\"" DAYMARK_VERSION "\"} 1", "daymark_site_pages 1",
                             "daymark_check_ok{check=\"database\"} 1", "daymark_http_connections_open 0",
                             "daymark_http_requests_total{answered=\"shed\"} 0"}) {
        EXPECT_NE(response.body.find(line), std::string::npos) << line << "\n" << response.body;
    }
    EXPECT_EQ(response.body.find("acme"), std::string::npos) << "no tenant's name in metrics";
}

TEST_F(AdminDoors, ThereIsNothingElse) {
    EXPECT_EQ(get("/").status, 404);
    EXPECT_EQ(get("/v1/pages").status, 404);
}

}  // namespace
}  // namespace daymark::app
