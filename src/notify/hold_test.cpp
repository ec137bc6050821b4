// What must not be sent before somebody says so: what is overdue, and what a restored backup owes. On both databases.
#include "notify/mark_file.h"
#include "notify/sending.h"
#include "platform/base/file.h"
#include "support/temp_folder.h"
#include "support/told.h"

#include <gtest/gtest.h>

namespace daymark::notify {
namespace {

using test::Answer;
using Strings = std::vector<std::string>;

class Holding : public test::OnTestApp {
protected:
    void SetUp() override {
        OnTestApp::SetUp();
        if (!app) return;
        start();
        app->post("alice", app->acme("/subscribers"), R"({"autoConfirm":true,"email":"kim@example.com"})");
    }
    /// A server that starts, in the place of the one before.
    void start() {
        told.reset();
        marks = std::make_unique<MarkFile>(folder.path() + "/marks");
        told = std::make_unique<test::Told>(*app, [&](DispatcherOptions& options) {
            options.sender.marks = marks.get();
            options.sender.alone = true;
        });
    }
    Strings mails() {
        told->run();
        return told->mailer.take_receivers();
    }
    std::string open(const std::string& name) {
        return app
            ->post("alice", app->acme("/incidents"),
                   R"({"name":")" + name + R"(","message":"m","status":"INVESTIGATING","notify":true})")
            .word("id");
    }
    Answer sending_is(const std::string& body) { return app->put("alice", "/x/" + app->id("acme") + "/sending", body); }
    Answer sending_of_page() { return app->get("alice", "/x/" + app->id("acme") + "/sending"); }
    std::string mark() {
        return app->db().read([&](db::Tx& tx) { return mark_of(tx, marks->node()).value_or("none"); });
    }
    void bear(const std::string& mark) {
        app->db().write([&](db::Tx& tx) { set_mark(tx, marks->node(), mark); });
    }
    void go_on() {
        app->db().write([&](db::Tx& tx) { set_sending(tx, SendingState::Running, "", 0); });
    }

    test::TempFolder folder;
    std::unique_ptr<MarkFile> marks;
    std::unique_ptr<test::Told> told;
};
INSTANTIATE_TEST_SUITE_P(Databases, Holding, test::both(), test::kind_name);

TEST_P(Holding, WhatNobodySentForSixHoursWaitsForAWord) {
    open("Old");
    app->clock().tick(7 * one_hour);
    start();
    EXPECT_EQ(mails(), Strings{});
    EXPECT_EQ(sending_of_page().at("held"), 1);
    open("New");
    EXPECT_EQ(mails(), Strings{"kim@example.com"}) << "news goes out all the same";
    EXPECT_EQ(sending_is(R"({"state":"RUNNING"})").at("held"), 0);
    EXPECT_EQ(mails(), Strings{"kim@example.com"});
}

TEST_P(Holding, WhatIsHeldCanBeDropped) {
    open("Old");
    app->clock().tick(7 * one_hour);
    start();
    EXPECT_EQ(mails(), Strings{});
    sending_is(R"({"state":"RUNNING","drop":true})");
    EXPECT_EQ(mails(), Strings{});
    EXPECT_EQ(app->get("alice", "/x/" + app->id("acme") + "/events").word("0.state"), "CANCELLED");
}

TEST_P(Holding, WhatWasHeldIsNotToldAfterNewerNewsOfIt) {
    const std::string incident = open("Old");
    app->clock().tick(7 * one_hour);
    start();
    EXPECT_EQ(mails(), Strings{});
    app->post("alice", app->acme("/incidents/" + incident + "/incident-updates"),
              R"({"status":"RESOLVED","message":"Over","notify":true})");
    EXPECT_EQ(mails(), Strings{"kim@example.com"});
    sending_is(R"({"state":"RUNNING"})");
    EXPECT_EQ(mails(), Strings{});
}

TEST_P(Holding, WhatIsTriedAgainLaterIsNotOverdue) {
    told->mailer.answer = [](const mail::Letter&) { return Verdict{Verdict::Result::Again, "busy", 10 * one_hour}; };
    open("Old");
    EXPECT_EQ(mails().size(), 1U);
    app->clock().tick(11 * one_hour);
    start();
    EXPECT_EQ(mails(), Strings{"kim@example.com"});
}

TEST_P(Holding, ARestoredBackupSendsNothing) {
    EXPECT_EQ(mails(), Strings{});
    const std::string backup = mark();
    app->clock().tick(one_hour);
    start();
    EXPECT_EQ(mails(), Strings{});
    ASSERT_NE(mark(), backup);
    bear(backup);
    open("Told before the backup was restored, as far as anybody knows");
    start();
    EXPECT_EQ(mails(), Strings{});
    EXPECT_EQ(sending_of_page().word("state"), "OFF");
    EXPECT_NE(sending_of_page().word("reason").find("backup"), std::string::npos);
    start();
    EXPECT_EQ(mails(), Strings{}) << "it stays so";
    go_on();
    EXPECT_EQ(mails(), Strings{"kim@example.com"});
    start();
    open("News");
    EXPECT_EQ(mails(), Strings{"kim@example.com"}) << "the word counts for ever";
}

TEST_P(Holding, ADatabaseThatDoesNotKnowThisNodeIsAnother) {
    EXPECT_EQ(mails(), Strings{});
    app->db().write([&](db::Tx& tx) { tx.execute("test.forget", "delete from marks"); });
    open("Old");
    start();
    EXPECT_EQ(mails(), Strings{});
}

TEST_P(Holding, AFailOverThatLostMinutesGoesOn) {
    EXPECT_EQ(mails(), Strings{});
    const std::string before = mark();
    app->clock().tick(9 * one_minute);
    start();
    EXPECT_EQ(mails(), Strings{});
    bear(before);
    open("News");
    start();
    EXPECT_EQ(mails(), Strings{"kim@example.com"});
}

TEST_P(Holding, ADeathBetweenFileAndDatabaseHoldsNothing) {
    EXPECT_EQ(mails(), Strings{});
    app->clock().tick(one_day);
    MarkFile(folder.path() + "/marks").expect("never written", app->clock().now());
    open("News");
    start();
    EXPECT_EQ(mails(), Strings{"kim@example.com"});
}

TEST_P(Holding, ANewNodeHoldsNothing) {
    open("News");
    replace_file(folder.path() + "/marks", "garbage\n\nno number here\n");
    start();
    EXPECT_EQ(mails(), Strings{"kim@example.com"});
}

TEST_P(Holding, AnAttemptWhoseOutcomeNobodyKnowsIsOnRecordAsSuch) {
    told->mailer.answer = [](const mail::Letter&) {
        Verdict verdict{Verdict::Result::Again, "the connection broke after the last line"};
        verdict.unknown = true;
        return verdict;
    };
    open("News");
    EXPECT_EQ(mails().size(), 1U);
    const std::string event = app->get("alice", "/x/" + app->id("acme") + "/events").word("0.id");
    const Answer logged = app->get("alice", "/x/" + app->id("acme") + "/events/" + event + "/deliveries");
    EXPECT_EQ(logged.word("0.attempts.0.result"), "UNKNOWN");
}

}  // namespace
}  // namespace daymark::notify
