// The owner's set-up of channels: accounts, tests, health. On both databases.
#include "contract/story.h"
#include "support/told.h"
#include "support/webhook_sink.h"

namespace daymark::contract {
namespace {

using notify::Verdict;

class Channels : public OnTestApp {
protected:
    void SetUp() override {
        OnTestApp::SetUp();
        if (!app) return;
        told = std::make_unique<test::Told>(*app, [this](notify::DispatcherOptions& options) {
            for (const char* provider : {"twilio", "vonage", "x"}) options.means.provider_urls[provider] = sink.url("");
        });
    }
    [[nodiscard]] std::string path(const std::string& rest = {}) const {
        return "/x/" + app->id("acme") + "/channels" + rest;
    }
    /// The channel as the list shows it.
    [[nodiscard]] Answer channel(const std::string& name) {
        const Answer list = app->get("bob", path());
        for (const json::value& one : list.body.as_array()) {
            if (one.at("name").as_string() == name) return {list.status, one, json::text(one)};
        }
        ADD_FAILURE() << name << " is not in " << list.text;
        return {};
    }
    [[nodiscard]] static json::value field(const Answer& channel, std::string_view name) {
        for (const json::value& one : channel.at("fields").as_array()) {
            if (one.at("name").as_string() == name) return one;
        }
        return nullptr;
    }
    void fill_in_twilio() {
        const json::object account{
            {"twilioSid", "AC1"}, {"twilioToken", "hush"}, {"twilioSender", "+1 415 555 0100"}, {"chosen", true}};
        EXPECT_EQ(app->put("bob", path("/twilio"), body(account)).status, 200);
    }
    Answer try_on(const std::string& name, const std::string& to) {
        return app->post("bob", path("/" + name + "/test"), body({{"to", to}}));
    }
    /// The one message of a test, once it was sent.
    [[nodiscard]] Answer delivery(const Answer& test) {
        told->run();
        return app->get("bob", "/x/" + app->id("acme") + "/events/" + test.word("eventId") + "/deliveries");
    }
    void expect_refused(const std::string& name, const json::object& draft, const std::string& about) {
        const std::string before = app->dump();
        const Answer refused = app->put("bob", path("/" + name), body(draft));
        EXPECT_EQ(refused.status, 400) << refused.text;
        EXPECT_EQ(refused.error_field(), about) << refused.text;
        EXPECT_EQ(app->dump(), before);
    }
    std::string subscribe(const json::object& draft) {
        json::object whole = draft;
        whole["autoConfirm"] = true;
        return app->post("bob", app->acme("/subscribers"), body(whole)).word("id");
    }
    void open() {
        app->post("edna", app->acme("/incidents"),
                  R"({"name":"Slow","message":"m","status":"INVESTIGATING","notify":true})");
    }

    test::WebhookSink sink;
    std::unique_ptr<test::Told> told;
};
INSTANTIATE_TEST_SUITE_P(Databases, Channels, test::both(), test::kind_name);

TEST_P(Channels, AreListedWithWhatTheyNeed) {
    const Strings names = words_of(app->get("bob", path()).body, "name");
    EXPECT_EQ(names, (Strings{"email", "webhook", "slack", "discord", "microsoft_teams", "google_chat", "twilio",
                              "vonage", "esendex", "messagebird", "sns", "x"}));
    EXPECT_TRUE(channel("email").at("ready").as_bool());
    EXPECT_EQ(channel("email").word("reaches"), "EMAIL");
    EXPECT_TRUE(channel("slack").at("fields").as_array().empty());
    EXPECT_TRUE(channel("slack").at("chosen").is_null());
    const Answer twilio = channel("twilio");
    EXPECT_FALSE(twilio.at("ready").as_bool());
    EXPECT_EQ(twilio.word("reaches"), "SMS");
    EXPECT_EQ(json::text(field(twilio, "twilioToken")),
              R"({"name":"twilioToken","label":"Auth token","help":null,"choices":[],"secret":true,"required":true,)"
              R"("set":false,"value":null})");
    EXPECT_EQ(json::text(field(channel("x"), "xLink").at("choices")), R"(["yes","no"])");
}

TEST_P(Channels, AreFilledInAndSecretsNeverGoOut) {
    const Answer filled = app->put("bob", path("/twilio"),
                                   body({{"twilioSid", " AC1\n"}, {"twilioToken", "hush"}, {"twilioSender", "Acme"}}));
    EXPECT_EQ(filled.status, 200) << filled.text;
    EXPECT_EQ(filled.text, channel("twilio").text);
    EXPECT_EQ(field(filled, "twilioSid").at("value").as_string(), "AC1");
    EXPECT_TRUE(field(filled, "twilioToken").at("set").as_bool());
    EXPECT_TRUE(field(filled, "twilioToken").at("value").is_null());
    EXPECT_FALSE(filled.at("ready").as_bool()) << "the page does not send by it yet";
    const Answer chosen = app->put("bob", path("/twilio"), R"({"chosen":true})");
    EXPECT_TRUE(chosen.at("ready").as_bool());
    EXPECT_EQ(app->get("bob", app->acme()).word("smsService"), "twilio");

    const Logged logged = activity_log(*app).back();
    EXPECT_EQ(logged.event, "channels.set_up");
    EXPECT_EQ(app->dump().find("hush"), std::string::npos) << "sealed at rest, and not in the log";
    for (const char* who : {"bob", "alice"}) {
        EXPECT_EQ(app->get(who, path()).text.find("hush"), std::string::npos);
        EXPECT_EQ(app->get(who, app->acme()).text.find("hush"), std::string::npos);
    }
    for (const char* who : {"vera", "edna", "mallory"}) {
        EXPECT_EQ(app->get(who, path()).status, 403);
        EXPECT_EQ(app->put(who, path("/twilio"), R"({"twilioToken":"x"})").status, 403);
    }
    app->put("bob", path("/twilio"), R"({"chosen":false})");
    EXPECT_TRUE(app->get("bob", app->acme()).at("smsService").is_null());
}

TEST_P(Channels, WhatIsLeftOutStaysAndWhatIsEmptyIsTakenAway) {
    fill_in_twilio();
    app->put("bob", path("/vonage"), body({{"nexmoKey", "k"}, {"nexmoSecret", "s"}, {"nexmoSender", "Acme"}}));
    EXPECT_TRUE(channel("twilio").at("ready").as_bool()) << "one account does not touch another";
    app->put("bob", path("/twilio"), R"({"twilioSender":"Other"})");
    EXPECT_TRUE(field(channel("twilio"), "twilioToken").at("set").as_bool());
    EXPECT_EQ(field(channel("twilio"), "twilioSender").at("value").as_string(), "Other");
    for (const char* empty : {R"({"twilioToken":""})", R"({"twilioToken":" \n"})", R"({"twilioToken":null})"}) {
        app->put("bob", path("/twilio"), R"({"twilioToken":"t"})");
        EXPECT_TRUE(channel("twilio").at("ready").as_bool());
        app->put("bob", path("/twilio"), empty);
        EXPECT_FALSE(field(channel("twilio"), "twilioToken").at("set").as_bool()) << empty;
        EXPECT_FALSE(channel("twilio").at("ready").as_bool()) << empty;
    }
}

TEST_P(Channels, ErrorsNameTheField) {
    expect_refused("twilio", {{"nexmoKey", "k"}}, "nexmoKey");
    expect_refused("twilio", {{"twilioSid", "AC1"}, {"twilioToken", "a\r\nX-Evil: 1"}}, "twilioToken");
    expect_refused("twilio", {{"twilioSid", 7}}, "twilioSid");
    expect_refused("twilio", {{"twilioSid", std::string(256, 'x')}}, "twilioSid");
    expect_refused("x", {{"xLink", "nix"}}, "xLink");
    expect_refused("slack", {{"chosen", true}}, "chosen");
    expect_refused("email", {{"twilioSid", "AC1"}}, "twilioSid");
    EXPECT_EQ(app->put("bob", path("/pigeon"), "{}").status, 404);
    app->put("bob", path("/twilio"), R"({"password":"let me in, please"})");
    EXPECT_EQ(app->dump().find("let me in"), std::string::npos);
}

TEST_P(Channels, ATestGoesTheWayOfRealMessages) {
    const Answer mail = try_on("email", "Kim@Example.com");
    EXPECT_EQ(mail.status, 200) << mail.text;
    EXPECT_EQ(delivery(mail).word("0.state"), "SENT");
    EXPECT_EQ(delivery(mail).word("0.address"), "kim@example.com");
    EXPECT_EQ(told->mailer.take_receivers(), Strings{"kim@example.com"});

    fill_in_twilio();
    sink.answer("201 Created", R"({"sid":"SM1"})");
    EXPECT_EQ(delivery(try_on("twilio", "+1 415 555 0199")).word("0.state"), "SENT");
    auto sent = sink.take();
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_NE(sent[0].body.find("To=%2B14155550199"), std::string::npos) << sent[0].body;

    EXPECT_EQ(delivery(try_on("webhook", sink.url("/hook?key=sesame"))).word("0.state"), "SENT");
    sent = sink.take();
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_EQ(sent[0].line(), "POST /hook?key=sesame HTTP/1.1");
    EXPECT_EQ(json::parse(sent[0].body).at("page").at("id").as_string(), app->id("acme"));
    EXPECT_TRUE(json::parse(sent[0].body).as_object().contains("test"));
    EXPECT_EQ(app->dump().find("sesame"), std::string::npos) << "sealed at rest, and not in the log";
}

TEST_P(Channels, ATestOfAnotherProviderDoesNotChangeWhatThePageUses) {
    fill_in_twilio();
    app->put("bob", path("/vonage"), body({{"nexmoKey", "k"}, {"nexmoSecret", "s"}, {"nexmoSender", "Acme"}}));
    sink.answer("200 OK", R"({"messages":[{"status":"0","message-id":"m"}]})");
    EXPECT_EQ(delivery(try_on("vonage", "+1 415 555 0199")).word("0.state"), "SENT");
    const auto sent = sink.take();
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_NE(sent[0].line().find("/sms/json"), std::string::npos) << sent[0].line();
}

TEST_P(Channels, ATestOfXIsSeenByAll) {
    EXPECT_EQ(try_on("x", "").status, 409) << "not filled in";
    app->put("bob", path("/x"), R"({"xBearer":"b"})");
    sink.answer("201 Created", R"({"data":{"id":"1"}})");
    EXPECT_EQ(delivery(try_on("x", "")).word("0.state"), "SENT");
    ASSERT_EQ(sink.take().size(), 1U);
    app->put("alice", app->acme(), R"({"private":true})");
    EXPECT_EQ(try_on("x", "").status, 409);
}

TEST_P(Channels, ATestIsTriedOnceAndSaysWhatCameOfIt) {
    sink.answer("503 Service Unavailable");
    const Answer failed = delivery(try_on("webhook", sink.url("/hook")));
    EXPECT_EQ(failed.word("0.state"), "DEAD");
    EXPECT_EQ(failed.word("0.reason"), "503 Service Unavailable");
    EXPECT_EQ(failed.at("0.attempts").as_array().size(), 1U);
    EXPECT_TRUE(failed.at("0.address").is_null()) << "addresses of webhooks are secrets";
    app->clock().tick(one_hour);
    told->run();
    EXPECT_EQ(sink.take().size(), 1U);
}

TEST_P(Channels, ATestNeedsAnAddressOfTheChannel) {
    const std::string before = app->dump();
    for (const auto& [name, to] :
         {std::pair{"email", ""}, std::pair{"email", "nobody"}, std::pair{"email", "a@b.test\r\nBcc: c@d.test"},
          std::pair{"webhook", "ftp://a.test"}, std::pair{"slack", "https://evil.test/services/T/B/x"},
          std::pair{"discord", "https://hooks.slack.com/services/T/B/x"}}) {
        const Answer refused = try_on(name, to);
        EXPECT_EQ(refused.status, 400) << name << " " << to;
        EXPECT_EQ(refused.error_field(), "to");
    }
    EXPECT_EQ(try_on("twilio", "+14155550199").status, 409) << "not filled in";
    EXPECT_EQ(try_on("pigeon", "kim@example.com").status, 404);
    EXPECT_EQ(app->dump(), before);
}

TEST_P(Channels, ATestReachesNoPrivateNetwork) {
    for (const char* url : {"http://10.0.0.1/", "http://169.254.169.254/latest/", "http://[::ffff:10.0.0.1]/"}) {
        const Answer refused = delivery(try_on("webhook", url));
        EXPECT_EQ(refused.word("0.state"), "DEAD") << url;
        EXPECT_EQ(refused.word("0.reason"), "could not be reached");
    }
}

TEST_P(Channels, WhoeverIsSuppressedGetsNoTest) {
    const std::string suppressions = "/x/" + app->id("acme") + "/suppressions";
    const std::string kim = subscribe({{"email", "kim@example.com"}});
    const Answer under_way = try_on("email", "kim@example.com");
    app->post("bob", suppressions, R"({"address":"kim@example.com"})");
    EXPECT_EQ(delivery(under_way).word("0.state"), "CANCELLED");
    EXPECT_EQ(try_on("email", "KIM@example.com").status, 409);
    EXPECT_EQ(app->post("bob", "/x/" + app->id("acme") + "/subscribers/" + kim + "/test", "").status, 409);
    EXPECT_EQ(told->mailer.take_receivers(), Strings{});
}

TEST_P(Channels, NobodyIsBombedWithTests) {
    const std::string kim = subscribe({{"email", "kim@example.com"}});
    for (int i = 0; i < 9; ++i) EXPECT_EQ(try_on("email", "kim@example.com").status, 200) << i;
    const std::string own = "/x/" + app->id("acme") + "/subscribers/" + kim + "/test";
    EXPECT_EQ(app->post("bob", own, "").status, 200);
    EXPECT_EQ(try_on("email", "lee@example.com").error_code(), "too_many_requests");
    EXPECT_EQ(app->post("bob", own, "").status, 429);
    const std::string hers = "/x/" + app->id("mallorys_page") + "/channels/email/test";
    EXPECT_EQ(app->post("mallory", hers, R"({"to":"m@example.com"})").status, 200) << "each page has its own share";
    app->clock().tick(one_hour);
    EXPECT_EQ(try_on("email", "lee@example.com").status, 200);
}

TEST_P(Channels, ASubscribersTestIsSignedAndDoesNotCountAgainstThem) {
    const Answer made = app->post("bob", app->acme("/subscribers"), body({{"webhook", sink.url("/hook")}}));
    const std::string own = "/x/" + app->id("acme") + "/subscribers/" + made.word("id") + "/test";
    EXPECT_EQ(delivery(app->post("bob", own, "")).word("0.state"), "SENT");
    auto sent = sink.take();
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_NE(sent[0].head.find("x-instatus-webhook-signature: "), std::string::npos) << sent[0].head;
    sink.answer("500 Internal Server Error");
    EXPECT_EQ(delivery(app->post("bob", own, "")).word("0.state"), "DEAD");
    EXPECT_EQ(app->get("bob", app->acme("/subscribers")).at("0.failedAttempts"), 0);

    const std::string hers = "/v1/" + app->id("mallorys_page") + "/subscribers";
    const std::string foreign = app->post("mallory", hers, R"({"email":"m@example.com"})").word("id");
    const std::string before = app->dump();
    EXPECT_EQ(app->post("bob", "/x/" + app->id("acme") + "/subscribers/" + foreign + "/test", "").status, 404);
    EXPECT_EQ(app->dump(), before);
}

TEST_P(Channels, HealthTellsHowMessagesFared) {
    subscribe({{"email", "kim@example.com"}});
    EXPECT_TRUE(channel("email").at("health.lastSuccessAt").is_null());
    open();
    app->clock().tick(one_minute);
    told->run();
    EXPECT_EQ(channel("email").word("health.lastSuccessAt"), minute(2));
    EXPECT_EQ(channel("email").at("health.failed"), 0);

    told->mailer.answer = [](const mail::Letter&) { return Verdict{Verdict::Result::Failed, "554 5.7.1 No"}; };
    for (int i = 0; i < 2; ++i) {
        open();
        app->clock().tick(one_minute);
        told->run();
    }
    const Answer failing = channel("email");
    EXPECT_EQ(failing.at("health.failed"), 2);
    EXPECT_EQ(failing.word("health.lastFailureReason"), "554 5.7.1 No");
    EXPECT_EQ(failing.word("health.lastFailureAt"), minute(4));
    EXPECT_EQ(failing.word("health.lastSuccessAt"), minute(2));
    EXPECT_EQ(channel("webhook").at("health.failed"), 0);
    app->clock().tick(6 * one_day);
    EXPECT_EQ(channel("email").at("health.failed"), 2);
    app->clock().tick(one_day);
    EXPECT_EQ(channel("email").at("health.failed"), 0) << "a week is over";
    app->clock().tick(one_day);
    open();
    app->clock().tick(one_minute);
    told->run();
    EXPECT_EQ(channel("email").at("health.failed"), 1) << "the day takes over the slot of the one eight days before";
}

TEST_P(Channels, HealthTellsWhatWaitsAndThatAServerIsLeftInPeace) {
    for (int i = 0; i < 10; ++i) subscribe({{"webhook", sink.url("/" + std::to_string(i))}});
    sink.answer("503 Service Unavailable");
    open();
    app->clock().tick(one_minute);
    told->run();
    const Answer resting = channel("webhook");
    EXPECT_EQ(resting.at("health.waiting"), 10);
    EXPECT_EQ(resting.word("health.oldestWaitingSince"), minute(1));
    EXPECT_TRUE(resting.at("health.breakerOpen").as_bool());
    EXPECT_EQ(resting.at("health.failed"), 0) << "none was given up";
    EXPECT_EQ(channel("email").at("health.waiting"), 0);
    app->clock().tick(one_minute);
    EXPECT_FALSE(channel("webhook").at("health.breakerOpen").as_bool());
}

}  // namespace
}  // namespace daymark::contract
