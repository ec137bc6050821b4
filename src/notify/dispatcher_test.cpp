// Who is told what, how often, and what happens when it does not work. On both databases.
#include "notify/delivery_store.h"
#include "notify/event_store.h"
#include "notify/sending.h"
#include "notify/spread.h"
#include "notify/suppression_store.h"
#include "support/told.h"

#include <gtest/gtest.h>

#include <thread>

namespace daymark::notify {
namespace {

using test::Answer;
using Strings = std::vector<std::string>;

class Telling : public test::OnTestApp {
protected:
    void SetUp() override {
        OnTestApp::SetUp();
        if (app) told = std::make_unique<test::Told>(*app);
    }

    std::string subscribe(const std::string& more) {
        return app->post("alice", app->acme("/subscribers"), R"({"autoConfirm":true,)" + more + "}").word("id");
    }
    /// An incident on the API, of which people are told unless `more` says otherwise.
    std::string open(const std::string& more = R"("notify":true)") {
        const Answer answer = app->post("alice", app->acme("/incidents"),
                                        R"({"name":"Slow answers","message":"We look into it","status":"INVESTIGATING",
            "components":[")" + app->id("api") +
                                            R"("],"statuses":[{"id":")" + app->id("api") +
                                            R"(","status":"PARTIALOUTAGE"}],)" + more + "}");
        EXPECT_EQ(answer.status, 200) << answer.text;
        return answer.word("id");
    }
    std::string update(const std::string& incident, const std::string& status, const std::string& message) {
        const Answer answer =
            app->post("alice", app->acme("/incidents/" + incident + "/incident-updates"),
                      R"({"status":")" + status + R"(","message":")" + message + R"(","notify":true})");
        EXPECT_EQ(answer.status, 200) << answer.text;
        return answer.text;
    }
    std::string state_of(const std::string& address) {
        return app->db().read([&](db::Tx& tx) {
            const auto row = tx.one("test.state", R"(select d.state from deliveries d join subscribers s
                on s.id = d.recipient where s.address = $1 order by d.event_id desc limit 1)",
                                    address);
            return row ? row->text(0) : std::string("none");
        });
    }
    std::int64_t count(const std::string& what) {
        return app->db().read(
            [&](db::Tx& tx) { return tx.one("test.count", "select count(*) from " + what)->integer(0); });
    }
    void set(const std::string& sql) {
        app->db().write([&](db::Tx& tx) { tx.execute("test.set", sql); });
    }
    Strings mails() {
        told->run();
        return told->mailer.take_receivers();
    }

    std::unique_ptr<test::Told> told;
};

INSTANTIATE_TEST_SUITE_P(Databases, Telling, test::both(), test::kind_name);

TEST_P(Telling, ReachesConfirmedSubscribersOnceEach) {
    subscribe(R"("email":"kim@example.com")");
    subscribe(R"("email":"Lee@Example.com")");
    app->post("alice", app->acme("/subscribers"), R"({"email":"unsure@example.com"})");
    EXPECT_EQ(mails(), Strings{"unsure@example.com"}) << "who did not say yes is asked for it";
    open();
    EXPECT_EQ(mails(), (Strings{"kim@example.com", "lee@example.com"}));
    EXPECT_EQ(mails(), Strings{});
    EXPECT_EQ(count("events where state <> 'DONE'"), 0);
    EXPECT_EQ(count("attempts"), 3);
    EXPECT_EQ(count("answers where result = 'SENT'"), 3);
}

TEST_P(Telling, SaysNothingUnlessAskedTo) {
    subscribe(R"("email":"kim@example.com")");
    open(R"("notify":false)");
    const std::string draft = open(R"("notify":true,"shouldPublish":false)");
    EXPECT_EQ(mails(), Strings{});
    app->put("alice", app->acme("/incidents/" + draft), R"({"shouldPublish":true})");
    EXPECT_EQ(mails(), Strings{"kim@example.com"}) << "a draft is told when it comes out";
}

TEST_P(Telling, ConcernsWhoChoseTheComponentItsGroupOrAPart) {
    const std::string group = app->post("alice", app->acme("/components"), R"({"name":"Core"})").word("id");
    app->put("alice", app->acme("/components/" + app->id("api")), R"({"groupId":")" + group + R"("})");
    const auto chosen = [](const std::string& id) { return R"("components":[")" + id + R"("])"; };
    subscribe(R"("email":"api@example.com",)" + chosen(app->id("api")));
    subscribe(R"("email":"group@example.com",)" + chosen(group));
    subscribe(R"("email":"mail@example.com",)" + chosen(app->id("mail")));
    open();
    EXPECT_EQ(mails(), (Strings{"api@example.com", "group@example.com"}));
    app->post(
        "alice", app->acme("/incidents"),
        R"({"name":"Core","message":"m","status":"INVESTIGATING","notify":true,"components":[")" + group + R"("]})");
    EXPECT_EQ(mails(), (Strings{"api@example.com", "group@example.com"})) << "a group is its parts";
}

TEST_P(Telling, LooksAgainWhenItSends) {
    const std::string kim = subscribe(R"("email":"kim@example.com")");
    const std::string lee = subscribe(R"("email":"lee@example.com")");
    subscribe(R"("email":"max@example.com")");
    subscribe(R"("email":"nan@example.com")");
    open();
    spread_some(app->db(), app->world(), 0);
    EXPECT_EQ(count("deliveries"), 4);
    app->erase("alice", app->acme("/subscribers/" + kim));
    set("update subscribers set paused_at = 1 where id = '" + lee + "'");
    app->db().write([&](db::Tx& tx) { suppress(tx, app->id("acme"), {"max@example.com", "asked us", 0}); });
    EXPECT_EQ(mails(), Strings{"nan@example.com"});
    EXPECT_EQ(count("deliveries where state = 'CANCELLED'"), 3);
    EXPECT_EQ(count("attempts"), 1);
}

TEST_P(Telling, TellsNothingOfWhatWasTakenBack) {
    subscribe(R"("email":"kim@example.com")");
    const std::string incident = open();
    app->erase("alice", app->acme("/incidents/" + incident));
    EXPECT_EQ(mails(), Strings{});
    const std::string other = open();
    EXPECT_EQ(mails().size(), 1U);
    const Answer made = app->post("alice", app->acme("/incidents/" + other + "/incident-updates"),
                                  R"({"status":"IDENTIFIED","message":"Wrong","notify":true})");
    const std::string update_id = made.word("id");
    app->erase("alice", app->acme("/incidents/" + other + "/incident-updates/" + update_id));
    EXPECT_EQ(mails(), Strings{});
    EXPECT_EQ(count("events where state = 'CANCELLED'"), 2);
}

TEST_P(Telling, TriesAgainAndGivesUpInTheEnd) {
    subscribe(R"("email":"kim@example.com")");
    told->mailer.answer = [](const mail::Letter&) { return Verdict{Verdict::Result::Again, "451 4.7.1 Come later"}; };
    open();
    EXPECT_EQ(mails().size(), 1U);
    EXPECT_EQ(mails().size(), 0U) << "not before its time";
    std::size_t tries = 1;
    for (int hour = 0; hour < 48; ++hour) {
        app->clock().tick(30 * one_minute);
        tries += mails().size();
    }
    EXPECT_EQ(tries, std::size(mail_waits) + 1);
    EXPECT_EQ(state_of("kim@example.com"), "DEAD");
    EXPECT_EQ(count("answers where result = 'AGAIN' and reason like '451%'"), static_cast<std::int64_t>(tries));
    EXPECT_EQ(count("events where state = 'DONE'"), 1);
}

TEST_P(Telling, WhileTheMailServerIsDownNobodysAttemptsAreSpent) {
    for (int i = 0; i < 30; ++i) subscribe(R"("email":"k)" + std::to_string(i) + R"(@example.com")");
    told = std::make_unique<test::Told>(*app, [](DispatcherOptions& options) { options.window = 4; });
    told->mailer.answer = [](const mail::Letter&) {
        Verdict verdict{Verdict::Result::Again, "the mail server cannot be reached"};
        verdict.account_fault = true;
        return verdict;
    };
    open();
    std::size_t tries = mails().size();
    EXPECT_LT(tries, 15U) << "ten failures in a row say enough";
    for (int minute = 0; minute < 60; ++minute) {
        app->clock().tick(one_minute);
        tries += mails().size();
    }
    EXPECT_LT(tries, 100U) << "one looks now and then";
    EXPECT_EQ(count("deliveries where state = 'DEAD'"), 0);
    told->mailer.answer = {};
    for (int minute = 0; minute < 120; ++minute) {
        app->clock().tick(one_minute);
        told->run();
    }
    EXPECT_EQ(count("deliveries where state = 'SENT'"), 30);
}

TEST_P(Telling, WhatCouldNotBeToldForADayIsGivenUp) {
    subscribe(R"("email":"kim@example.com")");
    told->mailer.answer = [](const mail::Letter&) { return Verdict{Verdict::Result::Again, "busy", 23 * one_hour}; };
    open();
    EXPECT_EQ(mails().size(), 1U);
    app->clock().tick(25 * one_hour);
    EXPECT_EQ(mails(), Strings{});
    EXPECT_EQ(state_of("kim@example.com"), "DEAD");
    EXPECT_EQ(count("deliveries where reason = 'Too late to be told'"), 1);
    told->mailer.answer = {};
    const std::string event = app->get("alice", "/x/" + app->id("acme") + "/events").word("0.id");
    app->post("alice", "/x/" + app->id("acme") + "/events/" + event + "/send-again", "{}");
    EXPECT_EQ(mails(), Strings{"kim@example.com"}) << "unless somebody says so";
}

TEST_P(Telling, SendsAgainPieceByPiece) {
    for (int i = 0; i < 5; ++i) subscribe(R"("email":"k)" + std::to_string(i) + R"(@example.com")");
    told->mailer.answer = [](const mail::Letter&) { return Verdict{Verdict::Result::Failed, "no"}; };
    open();
    EXPECT_EQ(mails().size(), 5U);
    told->mailer.answer = {};
    const std::string event = app->get("alice", "/x/" + app->id("acme") + "/events").word("0.id");
    EXPECT_EQ(app->post("alice", "/x/" + app->id("acme") + "/events/" + event + "/send-again", "{}").at("messages"), 5);
    const auto piece = [&] { app->db().write([&](db::Tx& tx) { revive_some(tx, 2, app->clock().now()); }); };
    piece();
    EXPECT_EQ(count("deliveries where state = 'WAITING'"), 2);
    app->db().write([&](db::Tx& tx) {
        (void)take(tx, event, {"somebody", 1}, app->clock().now(), 8, {});
        give_back(tx, {"somebody", 1}, app->clock().now() + one_hour);
        finish_if_done(tx, event);
    });
    EXPECT_EQ(count("events where state = 'SENDING'"), 1) << "more is to come";
    for (int i = 0; i < 3; ++i) piece();
    EXPECT_EQ(count("deliveries where state = 'WAITING'"), 5);
    app->clock().tick(2 * one_hour);
    EXPECT_EQ(mails().size(), 5U);
    EXPECT_EQ(count("events where state <> 'DONE' or again_from is not null"), 0);
}

TEST_P(Telling, ChatsAndWebhooksDoNotWaitBehindAllTheMails) {
    for (int i = 0; i < 3; ++i) subscribe(R"("email":"k)" + std::to_string(i) + R"(@example.com")");
    subscribe(R"("webhook":"http://127.0.0.1:1/hook")");
    open();
    app->clock().tick(one_second);
    spread_some(app->db(), app->world(), 0);
    const std::string event = app->get("alice", "/x/" + app->id("acme") + "/events").word("0.id");
    app->db().write([&](db::Tx& tx) {
        const auto first = take(tx, event, {"somebody", 1}, app->clock().now(), 1, {});
        ASSERT_EQ(first.size(), 1U);
        EXPECT_EQ(first[0].channel, "WEBHOOK");
        EXPECT_EQ(take(tx, event, {"somebody", 2}, app->clock().now(), 8, {}).size(), 3U) << "and then the others";
    });
}

TEST_P(Telling, KeepsToTheTimeThatTheOtherSideAsksFor) {
    subscribe(R"("email":"kim@example.com")");
    told->mailer.answer = [](const mail::Letter&) { return Verdict{Verdict::Result::Again, "busy", 10 * one_minute}; };
    open();
    EXPECT_EQ(mails().size(), 1U);
    app->clock().tick(9 * one_minute);
    EXPECT_EQ(mails().size(), 0U);
    app->clock().tick(2 * one_minute);
    EXPECT_EQ(mails().size(), 1U);
}

TEST_P(Telling, PausesWhoIsGone) {
    subscribe(R"("email":"kim@example.com")");
    told->mailer.answer = [](const mail::Letter&) { return Verdict{Verdict::Result::Gone, "550 5.1.1 No such user"}; };
    const std::string incident = open();
    EXPECT_EQ(mails().size(), 1U);
    EXPECT_EQ(state_of("kim@example.com"), "DEAD");
    told->mailer.answer = {};
    update(incident, "RESOLVED", "Over");
    EXPECT_EQ(mails(), Strings{});
}

TEST_P(Telling, ANewerUpdateTakesThePlaceOfOneThatFailed) {
    subscribe(R"("email":"kim@example.com")");
    told->mailer.answer = [](const mail::Letter&) { return Verdict{Verdict::Result::Again, "busy"}; };
    const std::string incident = open();
    EXPECT_EQ(mails().size(), 1U);
    told->mailer.answer = {};
    update(incident, "RESOLVED", "Over");
    EXPECT_EQ(mails().size(), 1U);
    app->clock().tick(one_day);
    EXPECT_EQ(mails().size(), 0U);
    EXPECT_EQ(count("deliveries where state = 'SUPERSEDED'"), 1);
}

TEST_P(Telling, NobodyHearsOfTheEndBeforeTheBeginning) {
    for (int i = 0; i < 20; ++i) subscribe(R"("email":"k)" + std::to_string(i) + R"(@example.com")");
    const std::string incident = open();
    update(incident, "RESOLVED", "Over");
    told->run();
    std::map<std::string, std::vector<bool>> order;  // for each: whether what came tells of the end
    for (const mail::Letter& letter : told->mailer.take())
        order[letter.to].push_back(letter.bytes.find("Subject: [Acme] Resolved") != std::string::npos);
    EXPECT_EQ(order.size(), 20U);
    for (const auto& [to, ends] : order) EXPECT_EQ(ends, (std::vector<bool>{false, true})) << to;
}

TEST_P(Telling, NothingIsSentWhileSendingIsStopped) {
    subscribe(R"("email":"kim@example.com")");
    app->db().write([&](db::Tx& tx) { set_sending(tx, SendingState::Stopped, "test", 0); });
    open();
    EXPECT_EQ(mails(), Strings{});
    app->db().write([&](db::Tx& tx) { set_sending(tx, SendingState::Running, "", 0); });
    EXPECT_EQ(mails(), Strings{"kim@example.com"});
}

TEST_P(Telling, AFloodStopsThePageAndNoOther) {
    told = std::make_unique<test::Told>(*app, [](DispatcherOptions& options) { options.flood = 5; });
    subscribe(R"("email":"kim@example.com")");
    app->post("mallory", "/v1/" + app->id("mallorys_page") + "/subscribers",
              R"({"autoConfirm":true,"email":"lee@example.com"})");
    for (int i = 0; i < 9; ++i) {
        open();
        told->run();
    }
    EXPECT_EQ(told->mailer.take_receivers(), Strings(5, "kim@example.com"));
    EXPECT_TRUE(app->db().read([&](db::Tx& tx) { return stopped_page(tx, app->id("acme")); }));
    app->post("mallory", "/v1/" + app->id("mallorys_page") + "/incidents",
              R"({"name":"x","message":"m","status":"INVESTIGATING","notify":true,"components":[]})");
    EXPECT_EQ(mails(), Strings{"lee@example.com"});
    app->clock().tick(11 * one_minute);
    app->db().write([&](db::Tx& tx) { resume_page(tx, app->id("acme")); });
    EXPECT_EQ(mails(), Strings(4, "kim@example.com")) << "what waited goes on";
}

TEST_P(Telling, WhatASenderLeftWhenItDiedIsSentByAnother) {
    subscribe(R"("email":"kim@example.com")");
    open();
    spread_some(app->db(), app->world(), 0);
    // One that dies between taking the message and keeping the answer.
    app->db().write([&](db::Tx& tx) {
        insert_sender(tx, "dead");
        const auto page = list_busy_pages(tx, app->clock().now());
        const auto event = list_due(tx, page.at(0), app->clock().now(), 1).at(0);
        const Claim claim{"dead", 1};
        EXPECT_EQ(take(tx, event.id, claim, app->clock().now(), 10, {}).size(), 1U);
        note_attempts(tx, claim, app->clock().now());
    });
    app->clock().tick(one_hour);
    EXPECT_EQ(mails(), Strings{}) << "as far as anybody knows it lives";
    told =
        std::make_unique<test::Told>(*app, [](DispatcherOptions& options) { options.sender.forerunners = {"dead"}; });
    EXPECT_EQ(mails(), Strings{"kim@example.com"});
    EXPECT_EQ(count("attempts"), 2);
    EXPECT_EQ(count("answers"), 1) << "of the first nobody knows what came of it";
}

TEST_P(Telling, AMessageThatKillsItsSenderIsTriedAloneAndGivenUpInTheEnd) {
    subscribe(R"("email":"kim@example.com")");
    open();
    spread_some(app->db(), app->world(), 0);
    for (int i = 0; i < 10; ++i) {
        app->db().write([&](db::Tx& tx) {
            insert_sender(tx, "dead");
            const auto event = list_due(tx, app->id("acme"), app->clock().now(), 1).at(0);
            const Claim claim{"dead", 1};
            const auto suspects = i < 2 ? Suspects::No : i < 4 ? Suspects::Few : Suspects::One;
            EXPECT_EQ(take(tx, event.id, claim, app->clock().now(), 10, {}, suspects).size(), 1U) << i;
            note_attempts(tx, claim, app->clock().now());
            give_up_sender(tx, "dead", app->clock().now());
        });
    }
    EXPECT_EQ(mails(), Strings{});
    EXPECT_EQ(state_of("kim@example.com"), "DEAD");
}

TEST_P(Telling, ALateAnswerOfOneThatWasGivenUpStillCounts) {
    subscribe(R"("email":"kim@example.com")");
    open();
    spread_some(app->db(), app->world(), 0);
    app->db().write([&](db::Tx& tx) {
        insert_sender(tx, "slow");
        const auto event = list_due(tx, app->id("acme"), app->clock().now(), 1).at(0);
        const Claim claim{"slow", 1};
        const auto taken = take(tx, event.id, claim, app->clock().now(), 10, {});
        note_attempts(tx, claim, app->clock().now());
        give_up_sender(tx, "slow", app->clock().now());
        note_results(tx, {{taken.at(0), {Verdict::Result::Sent, "250 ok"}, DeliveryState::Sent, 0}},
                     app->clock().now());
    });
    EXPECT_EQ(mails(), Strings{});
    EXPECT_EQ(state_of("kim@example.com"), "SENT");
}

TEST_P(Telling, ManySendersTellEachOnce) {
    for (int i = 0; i < 300; ++i) subscribe(R"("email":"k)" + std::to_string(i) + R"(@example.com")");
    std::vector<std::unique_ptr<test::Told>> senders;
    for (int i = 0; i < 3; ++i) senders.push_back(std::make_unique<test::Told>(*app));
    open();
    for (auto& sender : senders) sender->dispatcher.start();
    const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (count("deliveries where state = 'SENT'") < 300 && std::chrono::steady_clock::now() < patience) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        app->clock().tick(100);
    }
    std::map<std::string, int> times;
    for (auto& sender : senders) {
        sender->dispatcher.stop();
        for (const mail::Letter& letter : sender->mailer.take()) ++times[letter.to];
    }
    EXPECT_EQ(times.size(), 300U);
    for (const auto& [to, seen] : times) EXPECT_EQ(seen, 1) << to;
}

TEST_P(Telling, AMailCarriesWhatItMust) {
    const std::string kim = subscribe(R"("email":"kim@example.com")");
    open();
    told->run();
    const auto letters = told->mailer.take();
    ASSERT_EQ(letters.size(), 1U);
    const std::string& mail = letters[0].bytes;
    EXPECT_NE(mail.find("Subject: [Acme] Investigating: Slow answers\r\n"), std::string::npos) << mail;
    EXPECT_NE(mail.find("List-Unsubscribe: <https://acme.status.test/unsubscribe?id=" + kim + "&token="),
              std::string::npos);
    EXPECT_NE(mail.find("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"), std::string::npos);
    EXPECT_NE(mail.find("List-Id: <updates.acme.status.test>\r\n"), std::string::npos);
    EXPECT_NE(mail.find("Auto-Submitted: auto-generated\r\n"), std::string::npos);
    EXPECT_EQ(mail.find(".invalid"), std::string::npos) << "every place for a link is filled";
    EXPECT_EQ(letters[0].envelope_from, "status@status.test");
}

TEST_P(Telling, TheDaysOfASubscriberAreInTheirLanguageAndZone) {
    subscribe(R"("email":"kim@example.com","language":"de")");
    open();
    told->run();
    const auto letters = told->mailer.take();
    ASSERT_EQ(letters.size(), 1U);
    EXPECT_EQ(letters[0].bytes.find("Investigating"), std::string::npos);
}

}  // namespace
}  // namespace daymark::notify
