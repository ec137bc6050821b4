// Webhooks called as their owners want it (contract §6.3, product: "Customize request"). On both databases.
#include "contract/story.h"
#include "platform/crypto/signature.h"
#include "platform/crypto/standard_webhook.h"
#include "support/told.h"
#include "support/webhook_sink.h"

namespace daymark::contract {
namespace {

class WebhookRequests : public OnTestApp {
protected:
    void SetUp() override {
        OnTestApp::SetUp();
        if (app) told = std::make_unique<test::Told>(*app);
    }
    Answer add(json::object draft) {
        if (!draft.contains("webhook") && !draft.contains("email")) draft["webhook"] = sink.url("/hook?a=1&page=old");
        draft["autoConfirm"] = true;
        return app->post("bob", app->acme("/subscribers"), body(draft));
    }
    void expect_refused(const json::object& draft, const std::string& field) {
        const std::string before = app->dump();
        const Answer refused = add(draft);
        EXPECT_EQ(refused.status, 400) << body(draft);
        EXPECT_EQ(refused.error_field(), field) << refused.text;
        EXPECT_EQ(app->dump(), before);
    }
    /// What was sent since the last time.
    std::vector<test::RudeServer::Request> sent() {
        app->clock().tick(one_minute);
        told->run();
        return sink.take();
    }

    test::WebhookSink sink;
    std::unique_ptr<test::Told> told;
};
INSTANTIATE_TEST_SUITE_P(Databases, WebhookRequests, test::both(), test::kind_name);

TEST_P(WebhookRequests, AreSealedAtRestAndShownToThoseWhoMayWrite) {
    const json::object wish{{"webhookHttpMethod", "PUT"},
                            {"webhookHeaders", {{"Authorization", "Bearer hush"}, {"X-Team", "ops"}}},
                            {"webhookQueryParams", {{"key", "hush"}}},
                            {"webhookIncidentBody", R"({"text":"{{incident.name}}"})"}};
    const Answer made = add(wish);
    EXPECT_EQ(made.status, 200) << made.text;
    const Answer listed = app->get("bob", app->acme("/subscribers"));
    for (const auto& [name, value] : wish) {
        EXPECT_EQ(made.at(std::string(name)), value);
        EXPECT_EQ(listed.at("0").at(name), value);
        EXPECT_EQ(app->get("bob", "/v2/" + app->id("acme") + "/subscribers").at("0").at(name), value);
    }
    EXPECT_TRUE(made.at("webhookMaintenanceBody").is_null());
    EXPECT_EQ(app->dump().find("hush"), std::string::npos) << "sealed at rest, and not in the log";
    for (const char* who : {"vera", "edna", "mallory"})
        EXPECT_EQ(app->get(who, app->acme("/subscribers")).status, 403) << who;
}

TEST_P(WebhookRequests, WhatIsLeftOutStaysAndNullTakesAway) {
    add({{"webhookHeaders", {{"X-A", "1"}}}, {"webhookQueryParams", {{"b", "2"}}}, {"webhookHttpMethod", "PATCH"}});
    const Answer kept = add({{"language", "de"}});
    EXPECT_EQ(json::text(kept.at("webhookHeaders")), R"({"X-A":"1"})");
    EXPECT_EQ(kept.word("webhookHttpMethod"), "PATCH");
    const Answer cleared = add({{"webhookHeaders", nullptr}, {"webhookHttpMethod", nullptr}});
    EXPECT_TRUE(cleared.at("webhookHeaders").is_null());
    EXPECT_EQ(json::text(cleared.at("webhookQueryParams")), R"({"b":"2"})");
    EXPECT_EQ(cleared.word("webhookHttpMethod"), "PATCH") << "null changes nothing where there is no empty state";
    const Answer usual = add({{"webhookQueryParams", json::object()}, {"webhookHttpMethod", "POST"}});
    EXPECT_TRUE(usual.at("webhookQueryParams").is_null());
}

TEST_P(WebhookRequests, HeadersDecideNeitherWhereItGoesNorWhoItIsFrom) {
    const auto refused = [&](const std::string& name, const std::string& value, const std::string& field) {
        expect_refused({{"webhookHeaders", {{name, value}}}}, field);
    };
    for (const char* name :
         {"Host", "hOST", "Content-Length", "Transfer-Encoding", "Connection", "TE", "Upgrade", "Proxy-Authorization",
          "Webhook-Id", "webhook-timestamp", "Webhook-Signature", "X-Instatus-Webhook-Signature"})
        refused(name, "x", std::string("webhookHeaders.") + name);
    refused("X-A", "x\r\nHost: evil.test", "webhookHeaders.X-A");
    refused("X-A", "x\ny", "webhookHeaders.X-A");
    refused("X-A", std::string("x\0y", 3), "webhookHeaders.X-A");
    refused("X-A", std::string(2049, 'x'), "webhookHeaders.X-A");
    refused("X-A\r\nHost", "x", "webhookHeaders");
    refused("X A", "x", "webhookHeaders");
    refused("X:", "x", "webhookHeaders");
    refused("", "x", "webhookHeaders");
    refused(std::string(129, 'x'), "x", "webhookHeaders");
    expect_refused({{"webhookHeaders", {{"X-A", "1"}, {"x-a", "2"}}}}, "webhookHeaders.x-a");
    json::object many;
    for (int i = 0; i < 21; ++i) many["X-" + std::to_string(i)] = "1";
    expect_refused({{"webhookHeaders", many}}, "webhookHeaders");
    expect_refused({{"webhookQueryParams", many}}, "webhookQueryParams");
}

TEST_P(WebhookRequests, MethodsAndBodiesAreThoseThatCanBe) {
    for (const char* method : {"GET", "DELETE", "CONNECT", "post", "PUT\r\nX: y", ""})
        expect_refused({{"webhookHttpMethod", method}}, "webhookHttpMethod");
    expect_refused({{"webhookIncidentBody", "{{a}}"}}, "webhookIncidentBody");
    expect_refused({{"webhookIncidentBody", "{{incident.nam}}"}}, "webhookIncidentBody");
    expect_refused({{"webhookIncidentBody", "{{maintenance.name}}"}}, "webhookIncidentBody");
    expect_refused({{"webhookMaintenanceBody", "{{incident.name}}"}}, "webhookMaintenanceBody");
    expect_refused({{"webhookComponentBody", "{{ page.secrets }}"}}, "webhookComponentBody");
    expect_refused({{"webhookComponentBody", std::string(32 * 1024 + 1, 'x')}}, "webhookComponentBody");
    EXPECT_EQ(add({{"webhookIncidentBody", "{{incident.incident_updates.7.body}} {not} {{a place} {{page.url}}"},
                   {"webhookComponentBody", "{{component.name}} {{component_update.new_status}}"}})
                  .status,
              200);
}

TEST_P(WebhookRequests, AreForWebhooksOnly) {
    expect_refused({{"email", "kim@example.com"}, {"webhookHeaders", {{"X-A", "1"}}}}, "webhookHeaders");
    expect_refused({{"email", "kim@example.com"}, {"webhookHttpMethod", "PUT"}}, "webhookHttpMethod");
    const Answer echoed = add({{"email", "kim@example.com"},
                               {"webhookHttpMethod", "POST"},
                               {"webhookHeaders", nullptr},
                               {"webhookIncidentBody", ""}});
    EXPECT_EQ(echoed.status, 200) << "what answers carry can be sent back";
}

TEST_P(WebhookRequests, MessagesGoOutAsWished) {
    add({{"webhookHttpMethod", "PUT"},
         {"webhookHeaders", {{"X-Team", "ops"}}},
         {"webhookQueryParams", {{"page", "a b&c"}}},
         {"webhookIncidentBody", R"({"text":"{{incident.name}}","last":"{{ incident.incident_updates.0.body }}"})"},
         {"webhookMaintenanceBody", R"({"plan":"{{maintenance.name}}"})"}});
    const std::string name = R"({{page.id}} "quoted" \ {{incident.id}})", message = "{{a}}\",\"evil\":\"";
    app->post("edna", app->acme("/incidents"),
              body({{"name", name}, {"message", message}, {"status", "INVESTIGATING"}, {"notify", true}}));
    auto requests = sent();
    ASSERT_EQ(requests.size(), 1U);
    EXPECT_EQ(requests[0].line(), "PUT /hook?a=1&page=a%20b%26c HTTP/1.1");
    EXPECT_TRUE(requests[0].has("X-Team: ops")) << requests[0].head;
    const json::value told_json = json::parse(requests[0].body);
    EXPECT_EQ(told_json.as_object().size(), 2U);
    EXPECT_EQ(told_json.at("text").as_string(), name) << "what is put in is not looked at again";
    EXPECT_EQ(told_json.at("last").as_string(), message);

    app->post("edna", app->acme("/maintenances"), R"({"name":"Upgrade","notify":true})");
    requests = sent();
    ASSERT_FALSE(requests.empty());
    EXPECT_EQ(requests[0].body, R"({"plan":"Upgrade"})");

    app->put("bob", app->acme("/components/" + app->id("api")), R"({"status":"MAJOROUTAGE"})");
    requests = sent();
    ASSERT_EQ(requests.size(), 1U);
    EXPECT_TRUE(json::parse(requests[0].body).as_object().contains("component_update")) << "the usual body";
}

TEST_P(WebhookRequests, TextsAreEscapedForTheKindOfBody) {
    add({{"webhookHeaders", {{"Content-Type", "application/x-www-form-urlencoded"}}},
         {"webhookIncidentBody", "payload={{incident.name}}&x=1"}});
    app->post("edna", app->acme("/incidents"),
              R"({"name":"a&b=\"c\"","message":"m","status":"INVESTIGATING","notify":true})");
    const auto requests = sent();
    ASSERT_EQ(requests.size(), 1U);
    EXPECT_EQ(requests[0].body, "payload=a%26b%3D%22c%22&x=1");
}

TEST_P(WebhookRequests, ANewWebhooksSecretIsShownOnceInBothForms) {
    const Answer made = add({});
    const std::string secret = made.word("webhookSecret");
    EXPECT_EQ(secret.size(), 64U);
    EXPECT_EQ(made.word("webhookStandardSecret"), crypto::standard_secret(secret));
    EXPECT_TRUE(made.word("webhookStandardSecret").starts_with("whsec_"));
    EXPECT_EQ(app->dump().find(secret), std::string::npos);
    for (const Answer& later : {app->get("bob", app->acme("/subscribers")), add({})}) {
        EXPECT_EQ(later.text.find(secret), std::string::npos);
        EXPECT_EQ(later.text.find("whsec_"), std::string::npos);
    }
    EXPECT_TRUE(add({{"email", "kim@example.com"}}).at("webhookSecret").is_null());
    app->post("edna", app->acme("/incidents"),
              R"({"name":"Slow","message":"m","status":"INVESTIGATING","notify":true})");
    const auto requests = sent();
    ASSERT_EQ(requests.size(), 1U);
    EXPECT_TRUE(requests[0].has("x-instatus-webhook-signature: " + crypto::signature_of(requests[0].body, secret)))
        << requests[0].head;
}

}  // namespace
}  // namespace daymark::contract
