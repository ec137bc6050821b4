// What people were told, as the API shows it, and how to stop it. On both databases.
#include "contract/story.h"
#include "support/told.h"

namespace daymark::contract {
namespace {

using notify::Verdict;
using Strings = std::vector<std::string>;

class Notifications : public OnTestApp {
protected:
    void SetUp() override {
        OnTestApp::SetUp();
        if (app) told = std::make_unique<test::Told>(*app);
    }
    [[nodiscard]] std::string extension(const std::string& rest) const { return "/x/" + app->id("acme") + rest; }
    std::string subscribe(const std::string& more) {
        return app->post("alice", app->acme("/subscribers"), R"({"autoConfirm":true,)" + more + "}").word("id");
    }
    void open() {
        app->post("edna", app->acme("/incidents"),
                  R"({"name":"Slow","message":"m","status":"INVESTIGATING","notify":true,"components":[")" +
                      app->id("api") + "\"]}");
    }
    [[nodiscard]] std::string newest() { return app->get("vera", extension("/events")).word("0.id"); }
    Strings mails() {
        told->run();
        return told->mailer.take_receivers();
    }

    std::unique_ptr<test::Told> told;
};
INSTANTIATE_TEST_SUITE_P(Databases, Notifications, test::both(), test::kind_name);

TEST_P(Notifications, AnEventTellsHowFarItIs) {
    subscribe(R"("email":"kim@example.com")");
    subscribe(R"("email":"lee@example.com")");
    open();
    const Answer waiting = app->get("vera", extension("/events/" + newest()));
    EXPECT_EQ(waiting.word("state"), "WAITING");
    EXPECT_EQ(waiting.word("kind"), "INCIDENT_OPENED");
    told->mailer.answer = [](const mail::Letter& letter) {
        return letter.to.starts_with("kim") ? Verdict{} : Verdict{Verdict::Result::Failed, "554 5.7.1 No"};
    };
    (void)mails();
    const Answer done = app->get("vera", extension("/events/" + newest()));
    EXPECT_EQ(done.word("state"), "DONE");
    EXPECT_EQ(done.at("recipients"), 2);
    EXPECT_EQ(done.at("progress.sent"), 1);
    EXPECT_EQ(done.at("progress.dead"), 1);
    const Answer dead = app->get("bob", extension("/events/" + newest() + "/deliveries?state=DEAD"));
    ASSERT_EQ(dead.body.as_array().size(), 1U);
    EXPECT_EQ(dead.word("0.address"), "lee@example.com");
    EXPECT_EQ(dead.word("0.attempts.0.result"), "FAILED");
    EXPECT_EQ(dead.word("0.attempts.0.reason"), "554 5.7.1 No");
}

TEST_P(Notifications, WhatWasTakenBackIsNotSent) {
    subscribe(R"("email":"kim@example.com")");
    open();
    EXPECT_EQ(app->erase("vera", extension("/events/" + newest())).status, 403);
    EXPECT_EQ(app->erase("edna", extension("/events/" + newest())).word("state"), "CANCELLED");
    EXPECT_EQ(mails(), Strings{});
    EXPECT_EQ(app->erase("edna", extension("/events/" + newest())).status, 409);
    open();
    EXPECT_EQ(mails(), Strings{"kim@example.com"});
    EXPECT_EQ(app->erase("edna", extension("/events/" + newest())).status, 409) << "everybody knows";
}

TEST_P(Notifications, WhatWasGivenUpIsSentAgainWhenAskedFor) {
    const std::string kim = subscribe(R"("email":"kim@example.com")");
    subscribe(R"("email":"lee@example.com")");
    told->mailer.answer = [](const mail::Letter&) { return Verdict{Verdict::Result::Failed, "no"}; };
    open();
    EXPECT_EQ(mails().size(), 2U);
    told->mailer.answer = {};
    const std::string path = extension("/events/" + newest() + "/send-again");
    EXPECT_EQ(app->post("bob", path, R"({"subscriberId":")" + kim + "\"}").at("messages"), 1);
    EXPECT_EQ(mails(), Strings{"kim@example.com"});
    EXPECT_EQ(app->post("bob", path, "{}").at("messages"), 1);
    EXPECT_EQ(mails(), Strings{"lee@example.com"});
    EXPECT_EQ(app->post("bob", path, "{}").at("messages"), 0);
}

TEST_P(Notifications, TheForecastIsWhatComesAbout) {
    subscribe(R"("email":"kim@example.com","language":"de")");
    subscribe(R"("email":"lee@example.com","components":[")" + app->id("api") + "\"]");
    subscribe(R"("email":"max@example.com","components":[")" + app->id("mail") + "\"]");
    const std::string nan = subscribe(R"("email":"nan@example.com")");
    app->post("bob", extension("/subscribers/" + nan + "/pause"), "{}");
    app->post("alice", app->acme("/subscribers"), R"({"email":"unsure@example.com"})");
    (void)mails();
    const Answer forecast =
        app->post("edna", extension("/events/forecast"), R"({"components":[")" + app->id("api") + "\"]}");
    EXPECT_EQ(forecast.at("total"), 2);
    EXPECT_EQ(json::text(forecast.at("told")), R"([{"channel":"EMAIL","language":"de","count":1},)"
                                               R"({"channel":"EMAIL","language":"en","count":1}])");
    EXPECT_EQ(json::text(forecast.at("choices")),
              R"([{"what":"ALL","componentId":null,"count":1},{"what":"COMPONENT","componentId":")" + app->id("api") +
                  R"(","count":1}])");
    std::map<std::string, std::int64_t> left_out;
    for (const json::value& one : forecast.at("leftOut").as_array())
        left_out[std::string(one.at("reason").as_string())] = one.at("count").as_int64();
    EXPECT_EQ(left_out,
              (std::map<std::string, std::int64_t>{{"NOT_CONFIRMED", 1}, {"OTHER_COMPONENTS", 1}, {"PAUSED", 1}}));
    open();
    EXPECT_EQ(mails(), (Strings{"kim@example.com", "lee@example.com"}));
    EXPECT_EQ(app->post("edna", extension("/events/forecast"), R"({"components":["nothing"]})").error_field(),
              "components[0]");
}

TEST_P(Notifications, ADryRunSaysWhoWouldBeToldWhatAndChangesNothing) {
    const std::string kim = subscribe(R"("email":"kim@example.com","language":"de")");
    const std::string lee = subscribe(R"("webhook":"https://hooks.example.com/in")");
    const std::string nan = subscribe(R"("email":"nan@example.com")");
    app->post("bob", extension("/subscribers/" + nan + "/pause"), "{}");
    const std::string before = app->dump();
    const std::string draft =
        R"({"name":"Slow answers","message":"We look into **it**","status":"INVESTIGATING","notify":true})";
    const std::string path = extension("/previews/incidents");

    const Answer german = app->post("bob", path + "?subscriber_id=" + kim, draft);
    EXPECT_EQ(german.word("kind"), "INCIDENT_OPENED") << german.text;
    EXPECT_EQ(german.at("forecast.total"), 2);
    EXPECT_EQ(german.word("message.subject"), "[Acme] Wird untersucht: Slow answers");
    EXPECT_NE(german.word("message.html").find("<strong>it</strong>"), std::string::npos);
    const Answer hook = app->post("bob", path + "?subscriber_id=" + lee, draft);
    EXPECT_EQ(json::parse(hook.word("message.body")).at("incident").at("name"), "Slow answers");
    EXPECT_EQ(app->post("bob", path + "?subscriber_id=" + nan, draft).word("message.calledOff"), "Paused");
    EXPECT_EQ(app->post("bob", path, R"({"name":"A","message":"m","status":"IDENTIFIED","notify":false})").text,
              R"({"kind":null,"forecast":{"total":0,"told":[],"choices":[],"leftOut":[]},"message":null})");
    EXPECT_EQ(app->post("bob", path, R"({"name":"A","status":"GONE"})").error_field(), "status");
    EXPECT_EQ(app->post("bob", path + "?subscriber_id=" + app->id("api"), draft).status, 404);
    EXPECT_EQ(app->post("edna", path, draft).status, 200);
    EXPECT_EQ(app->post("edna", path + "?subscriber_id=" + kim, draft).status, 403)
        << "the message holds the reader's own links";
    EXPECT_EQ(app->dump(), before);
    EXPECT_EQ(mails(), Strings{});
}

TEST_P(Notifications, ADryRunOfAnSmsShowsItsTextAndNotTheRequestWithTheAccount) {
    const std::string kim = subscribe(R"("phone":"+1 415 555 0199")");
    app->put("bob", extension("/channels/twilio"),
             R"({"twilioSid":"AC1","twilioToken":"hush","twilioSender":"+1 415 555 0100","chosen":true})");
    const Answer shown = app->post("bob", extension("/previews/incidents?subscriber_id=" + kim),
                                   R"({"name":"Slow answers","status":"INVESTIGATING","notify":true})");
    EXPECT_NE(shown.word("message.text").find("Slow answers"), std::string::npos) << shown.text;
    EXPECT_TRUE(shown.at("message.body").is_null());
}

TEST_P(Notifications, ADryRunIsThereForAllThatTellsPeople) {
    subscribe(R"("email":"kim@example.com")");
    const std::string plan =
        R"({"name":"Upgrade","message":"m","start":")" + minute(60) + R"(","end":")" + minute(120) + R"(","notify":)";
    const std::string maintenance = app->post("edna", app->acme("/maintenances"), plan + "false}").word("id");
    const std::string incident =
        app->post("edna", app->acme("/incidents"), R"({"name":"Slow","message":"m","status":"INVESTIGATING"})")
            .word("id");
    (void)mails();
    app->clock().tick(one_second);
    const std::string before = app->dump();
    const auto kind = [&](const std::string& of, const std::string& draft) {
        const Answer seen = app->post("edna", extension("/previews" + of), draft);
        EXPECT_EQ(seen.at("forecast.total"), 1) << seen.text;
        return seen.word("kind");
    };
    EXPECT_EQ(
        kind("/incidents/" + incident + "/incident-updates", R"({"status":"MONITORING","message":"m","notify":true})"),
        "INCIDENT_UPDATED");
    EXPECT_EQ(kind("/maintenances", plan + "true}"), "MAINTENANCE_PLANNED");
    EXPECT_EQ(kind("/maintenances/" + maintenance + "/maintenance-updates",
                   R"({"status":"INPROGRESS","message":"m","notify":true})"),
              "MAINTENANCE_UPDATED");
    EXPECT_EQ(kind("/general-notices", R"({"name":"New office","message":"We moved."})"), "NOTICE_POSTED");
    EXPECT_EQ(app->dump(), before);
    EXPECT_EQ(mails(), Strings{});
}

TEST_P(Notifications, ThePageStopsAndGoesOn) {
    subscribe(R"("email":"kim@example.com")");
    EXPECT_EQ(app->put("bob", extension("/sending"), R"({"state":"STOPPED","reason":"We move"})").word("reason"),
              "We move");
    open();
    EXPECT_EQ(mails(), Strings{});
    EXPECT_EQ(app->get("vera", extension("/sending")).word("state"), "STOPPED");
    EXPECT_EQ(app->put("bob", extension("/sending"), R"({"state":"RUNNING"})").word("state"), "RUNNING");
    EXPECT_EQ(mails(), Strings{"kim@example.com"});
    app->put("bob", extension("/sending"), R"({"state":"STOPPED"})");
    open();
    app->put("bob", extension("/sending"), R"({"state":"RUNNING","drop":true})");
    EXPECT_EQ(mails(), Strings{});
    EXPECT_EQ(app->put("bob", extension("/sending"), R"({"state":"HALF"})").error_field(), "state");
}

TEST_P(Notifications, WhoMayChangeThePageSeesWhetherMailsArrive) {
    const std::string path = extension("/sending/deliverability");
    EXPECT_EQ(app->get("vera", path).status, 403);
    EXPECT_EQ(app->get("mallory", path).status, 403);
    const Answer first = app->get("bob", path);
    EXPECT_TRUE(first.at("checkedAt").is_null());
    app->watch().wait();
    const Answer done = app->get("bob", path);
    EXPECT_EQ(done.word("state"), "DONE");
    EXPECT_EQ(done.at("fine"), false);
    EXPECT_EQ(done.word("findings.0.topic"), "SPF");
    EXPECT_TRUE(done.at("findings.0.advice").is_null());
    EXPECT_TRUE(done.at("findings.0.record").is_null());
    EXPECT_EQ(done.word("findings.1.verdict"), "BAD");
    EXPECT_EQ(done.word("findings.1.record.value"), "v=DMARC1; p=none");
}

TEST_P(Notifications, ASuppressedAddressHearsNothingWhoeverSubscribesIt) {
    app->post("bob", extension("/suppressions"), R"({"address":"Kim@Example.com","reason":"Asked us"})");
    subscribe(R"("email":"kim@example.com")");
    open();
    EXPECT_EQ(mails(), Strings{});
    EXPECT_EQ(app->get("bob", extension("/suppressions")).word("0.address"), "kim@example.com");
    EXPECT_EQ(app->erase("bob", extension("/suppressions/kim@example.com")).word("address"), "kim@example.com");
    EXPECT_EQ(app->erase("bob", extension("/suppressions/kim@example.com")).status, 404);
    open();
    EXPECT_EQ(mails(), Strings{"kim@example.com"});
    EXPECT_EQ(app->post("bob", extension("/suppressions"), R"({"address":"nobody"})").error_field(), "address");
}

TEST_P(Notifications, APausedSubscriberIsResumed) {
    const std::string kim = subscribe(R"("email":"kim@example.com")");
    EXPECT_EQ(app->post("bob", extension("/subscribers/" + kim + "/pause"), R"({"reason":"On leave"})").word("reason"),
              "On leave");
    open();
    EXPECT_EQ(mails(), Strings{});
    app->post("bob", extension("/subscribers/" + kim + "/resume"), "{}");
    open();
    EXPECT_EQ(mails(), Strings{"kim@example.com"});
}

}  // namespace
}  // namespace daymark::contract
