// Requests are led to the right room, and each room's refusals look alike.
#include "app/front_door.h"

#include "app/program.h"
#include "app/routes.h"
#include "app/seed.h"
#include "app/test_folder.h"
#include "platform/crypto/secret_key.h"

#include <gtest/gtest.h>

namespace daymark::app {
namespace {

class FrontDoors : public testing::Test {
protected:
    http::Response ask(http::Method method, const std::string& host, const std::string& target) {
        http::Request request;
        request.method = method;
        request.target = target;
        request.path = target.substr(0, target.find('?'));
        request.host = host;
        return door_.handle(std::move(request));
    }
    http::Response get(const std::string& host, const std::string& target) {
        return ask(http::Method::Get, host, target);
    }

    std::optional<http::Ready> ready(http::Method method, const std::string& host, const std::string& path,
                                     const std::string& query = {}) {
        http::RequestHead head;
        head.method = method;
        head.target = head.path = path;
        head.query = query;
        head.host = host;
        return door_.ready(head);
    }
    /// The status of ready bytes; 0 when a worker must answer.
    int ready_status(const std::string& host, const std::string& path, const std::string& query = {}) {
        const auto found = ready(http::Method::Get, host, path, query);
        return found ? std::stoi(found->bytes->head.substr(9, 3)) : 0;
    }
    void sow() {
        program_.ensure_migrated();
        (void)seed(program_.db(), program_.world(), {});
    }

    static std::string header(const http::Response& response, std::string_view name) {
        for (const auto& [key, value] : response.headers) {
            if (key == name) return value;
        }
        return {};
    }
    static std::string code_of(const http::Response& response) {
        return std::string(json::parse(response.body).at("error").at("code").as_string());
    }

    TestFolder folder_;
    Program program_{folder_.config()};
    site::Site site_{program_.db(), program_.world(), {program_.config().data, "localhost", "http://localhost:8080"}};
    api::Api api_{program_.db(), program_.world(), route_tables()};
    Documents documents_{api_.endpoints(), ""};
    telemetry::Metrics metrics_;
    Readiness readiness_{program_, site_};
    Traffic traffic_{api_.endpoints(), metrics_};
    FrontDoor door_{{program_, api_, site_, documents_, readiness_, traffic_}};
};

TEST_F(FrontDoors, TheMainHostsOwnDocumentsAreReadyBytes) {
    for (const char* path : {"/", "/docs", "/docs/", "/openapi.json", "/healthz"}) {
        EXPECT_EQ(ready_status("localhost", path), 200) << path;
        EXPECT_EQ(ready_status("acme.localhost", path), 0) << "only on the main host: " << path;
    }
    EXPECT_FALSE(ready(http::Method::Head, "localhost", "/")->body_too);
    EXPECT_FALSE(ready(http::Method::Post, "localhost", "/").has_value());
}

TEST_F(FrontDoors, EveryAddressOfTheDashboardIsItsOneDocument) {
    const auto index = ready(http::Method::Get, "localhost", "/app/");
    ASSERT_TRUE(index.has_value());
    const std::string& head = index->bytes->head;
    EXPECT_NE(head.find("Content-Security-Policy: default-src 'self';"), std::string::npos) << head;
    EXPECT_NE(head.find("frame-ancestors 'none'"), std::string::npos) << head;
    EXPECT_NE(head.find("Cache-Control: no-store"), std::string::npos) << "it names the assets of this release";
    for (const char* path : {"/app", "/app/pages", "/app/pages/cnone/channels", "/app/"}) {
        EXPECT_EQ(ready(http::Method::Get, "localhost", path)->bytes->body, index->bytes->body) << path;
    }
    const std::string& page = index->bytes->body;
    const std::size_t at = page.find("/app/assets/");
    ASSERT_NE(at, std::string::npos);
    EXPECT_EQ(ready_status("localhost", page.substr(at, page.find('"', at) - at).c_str()), 200);
    EXPECT_EQ(ready_status("localhost", "/app/assets/none.js"), 0) << "a script that is gone is no document";
    EXPECT_EQ(ready_status("acme.localhost", "/app/"), 0);
    EXPECT_EQ(ready_status("localhost", "/apple"), 0);
}

TEST_F(FrontDoors, TheWidgetsScriptIsOneOnEveryHost) {
    sow();
    const auto body = [this](const char* host, const char* path) {
        const auto found = ready(http::Method::Get, host, path, "host=acme.localhost&code=0123abcd&locale=en");
        return found ? found->bytes->body : std::string();
    };
    const std::string script = body("localhost", "/widget");
    EXPECT_FALSE(script.empty());
    EXPECT_EQ(body("acme.localhost", "/widget/script.js"), script);
    EXPECT_EQ(body("acme.localhost", "/en/0123abcd/widget/script.js"), script);
    EXPECT_EQ(body("localhost", "/p/acme/widget/script.js"), script);
    EXPECT_EQ(body("localhost", "/p/acme/de/0123abcd/widget/script.js"), script);
    EXPECT_FALSE(ready(http::Method::Head, "localhost", "/widget")->body_too);
    EXPECT_EQ(ask(http::Method::Post, "localhost", "/widget").status, 405);
    EXPECT_EQ(ready_status("localhost", "/widget/script.js"), 0) << "no page is meant";
}

TEST_F(FrontDoors, ReadinessSaysWhatTheLastLookFound) {
    EXPECT_EQ(ready_status("localhost", "/readyz"), 503) << "nobody has looked yet";
    sow();
    EXPECT_EQ(site_.handle("acme", "/", {}, site::Mount::OwnHost).status, 200);
    readiness_.refresh();
    EXPECT_EQ(ready_status("localhost", "/readyz"), 200);
    EXPECT_EQ(ready(http::Method::Get, "localhost", "/readyz")->bytes->body, R"({"status":"ok"})");
    EXPECT_EQ(ready_status("localhost", "/readyz", "role=public"), 200);
    EXPECT_EQ(ready_status("localhost", "/readyz", "role=write"), 200);
}

TEST_F(FrontDoors, WithoutItsSchemaAServerIsNotReadyToWrite) {
    readiness_.refresh();
    EXPECT_EQ(ready_status("localhost", "/readyz", "role=write"), 503);
    program_.migrate();
    readiness_.refresh();
    EXPECT_EQ(ready_status("localhost", "/readyz", "role=write"), 200);
}

TEST_F(FrontDoors, TheApiAnswers503UntilTheSchemaIsThere) {
    const http::Response before = get("localhost", "/v1/pages");
    EXPECT_EQ(before.status, 503);
    EXPECT_EQ(code_of(before), "unavailable");
    EXPECT_EQ(header(before, "retry-after"), "1");
    program_.migrate();
    EXPECT_EQ(get("localhost", "/v1/pages").status, 401);
    EXPECT_EQ(get("anything.example.com", "/x/keys").status, 401);
}

TEST_F(FrontDoors, WhatIsNowhereIsA404InTheApisShape) {
    for (const char* path : {"/nowhere", "/v4/pages", "/p", "/favicon.ico"}) {
        const http::Response response = get("localhost", path);
        EXPECT_EQ(response.status, 404) << path;
        EXPECT_EQ(code_of(response), "not_found") << path;
    }
}

TEST_F(FrontDoors, OwnDocumentsCanOnlyBeRead) {
    const http::Response response = ask(http::Method::Post, "localhost", "/docs");
    EXPECT_EQ(response.status, 405);
    EXPECT_EQ(header(response, "allow"), "GET, HEAD");
    EXPECT_EQ(code_of(response), "method_not_allowed");
}

TEST_F(FrontDoors, PagesAreServedOnTheirHostAndBelowP) {
    sow();
    EXPECT_EQ(get("acme.localhost", "/").status, 200);
    EXPECT_EQ(ready_status("acme.localhost", "/"), 200);
    EXPECT_EQ(ready_status("ACME.localhost", "/summary.json"), 200);
    EXPECT_EQ(ready_status("localhost", "/p/acme/"), 200);
    EXPECT_EQ(ready_status("localhost", "/p/acme/summary.json"), 200);
    EXPECT_EQ(get("nobody.localhost", "/").status, 404);
    EXPECT_EQ(ask(http::Method::Post, "acme.localhost", "/").status, 405);
}

TEST_F(FrontDoors, PagesAreListenedToOnTheirHostAndBelowP) {
    sow();
    EXPECT_EQ(get("acme.localhost", "/").status, 200);
    const auto topic = [this](const char* host, const char* path) {
        http::RequestHead head;
        head.target = head.path = path;
        head.host = host;
        const auto stream = door_.stream(head);
        return stream ? stream->topic : std::string();
    };
    EXPECT_NE(topic("acme.localhost", "/events"), "");
    EXPECT_EQ(topic("ACME.localhost", "/events"), topic("acme.localhost", "/events"));
    EXPECT_EQ(topic("localhost", "/p/acme/events"), topic("acme.localhost", "/events"));
    EXPECT_EQ(topic("localhost", "/events"), "");
    EXPECT_EQ(topic("nobody.localhost", "/events"), "");
}

TEST_F(FrontDoors, APagesRootGetsItsSlash) {
    const http::Response response = get("localhost", "/p/acme?lang=de");
    EXPECT_EQ(response.status, 301);
    EXPECT_EQ(header(response, "location"), "/p/acme/?lang=de");
    EXPECT_EQ(header(get("localhost", "//p/acme"), "location"), "/p/acme/") << "never to a host of another's choosing";
}

TEST_F(FrontDoors, PublishingMayUseTheReservedWorkers) {
    const auto plan = [this](http::Method method, const char* host, const char* path) {
        http::RequestHead head;
        head.method = method;
        head.host = host;
        head.path = path;
        return door_.plan(head);
    };
    EXPECT_TRUE(plan(http::Method::Post, "localhost", "/v1/c1/incidents").reserved);
    EXPECT_FALSE(plan(http::Method::Get, "localhost", "/v1/c1/incidents").reserved);
    EXPECT_FALSE(plan(http::Method::Post, "acme.localhost", "/v1/c1/incidents").reserved);
    EXPECT_EQ(plan(http::Method::Post, "localhost", "/v1/c1/incidents").max_body, 1U << 20);
    EXPECT_EQ(plan(http::Method::Post, "localhost", "/x/c1/subscribers/import").max_body, 16U << 20);
    EXPECT_EQ(plan(http::Method::Post, "acme.localhost", "/x/c1/subscribers/import").max_body, 1U << 20);
}

TEST_F(FrontDoors, WorkedRequestsAreCountedUnderTheirRoute) {
    program_.migrate();
    (void)get("localhost", "/v1/c1/components");
    (void)get("localhost", "/v1/c2/components");
    (void)get("localhost", "/nowhere");
    const std::string text = metrics_.text();
    EXPECT_NE(text.find(R"(daymark_requests_total{class="4xx",route="components.index"} 2)"), std::string::npos)
        << text;
    EXPECT_NE(text.find(R"(daymark_requests_total{class="4xx",route="own"} 1)"), std::string::npos) << text;
    EXPECT_EQ(text.find("c1"), std::string::npos) << "no ids in labels";
}

TEST_F(FrontDoors, OwnPagesAllowTheirOwnStyleAndScriptOnly) {
    for (const char* path : {"/", "/docs"}) {
        const auto page = ready(http::Method::Get, "localhost", path);
        ASSERT_TRUE(page.has_value());
        const std::string& head = page->bytes->head;
        const std::string& body = page->bytes->body;
        EXPECT_NE(head.find("Content-Security-Policy: default-src 'none'"), std::string::npos) << head;
        const std::size_t start = body.find("<style>") + 7;
        const std::string style = body.substr(start, body.find("</style>") - start);
        EXPECT_NE(head.find("style-src 'sha256-" + crypto::sha256_base64(style)), std::string::npos) << head;
        EXPECT_EQ(body.find("style=\""), std::string::npos) << "the policy would not let it through";
    }
}

}  // namespace
}  // namespace daymark::app
