// One person: what was sent to them, and how all of it is forgotten. On both databases.
#include "contract/story.h"
#include "notify/delivery_log.h"
#include "pages/entry_requests.h"
#include "subscribers/self_service.h"
#include "support/told.h"
#include "support/webhook_sink.h"

namespace daymark::contract {
namespace {

using notify::Verdict;

class Erasure : public OnTestApp {
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
                  R"({"name":"Slow","message":"m","status":"INVESTIGATING","notify":true})");
        told->run();
    }
    Answer erase(const json::object& draft) { return app->post("bob", extension("/people/erase"), body(draft)); }
    [[nodiscard]] Answer log_of(const std::string& query) { return app->get("bob", extension("/deliveries?" + query)); }
    [[nodiscard]] Answer log_of_subscriber(const std::string& id) {
        return app->get("bob", extension("/subscribers/" + id + "/deliveries"));
    }
    /// Somebody who asks by themselves.
    subscribers::Asked ask(const std::string& email) {
        return app->db().write([&](db::Tx& tx) {
            return subscribers::ask(tx, visitor(), {subscribers::Channel::Email, email, {}, {true, {}, {}, "en", {}}});
        });
    }
    [[nodiscard]] Act visitor() const {
        Act act = app->act();
        act.actor.kind = ActorKind::Visitor;
        act.page_id = app->id("acme");
        act.workspace_id = app->id("workspace");
        return act;
    }
    [[nodiscard]] Strings tables() {
        const char* names = GetParam() == "sqlite"
                                ? "select name from sqlite_master where type = 'table' order by name"
                                : "select tablename from pg_tables where schemaname = current_schema() order by 1";
        Strings found;
        app->db().read([&](db::Tx& tx) {
            for (const db::Row& row : tx.query("test.tables", names)) found.push_back(row.text(0));
        });
        return found;
    }
    /// "table: value" of whatever any row of any table says with that word in it.
    [[nodiscard]] Strings found_in_database(const std::string& word) {
        Strings found;
        for (const std::string& table : tables()) {
            app->db().read([&](db::Tx& tx) {
                for (const db::Row& row : tx.query("test.all", "select * from " + table)) {
                    for (std::size_t i = 0; i < row.size(); ++i) {
                        const auto* text = std::get_if<std::string>(&row.value(i));
                        if (text != nullptr && http::to_lower(*text).find(word) != std::string::npos)
                            found.push_back(table + ": " + *text);
                    }
                }
            });
        }
        return found;
    }

    std::unique_ptr<test::Told> told;
};
INSTANTIATE_TEST_SUITE_P(Databases, Erasure, test::both(), test::kind_name);

TEST_P(Erasure, NothingOfThePersonIsLeftInAnyTable) {
    told->mailer.answer = [](const mail::Letter& letter) {
        Verdict verdict{Verdict::Result::Failed, "550 5.1.1 <" + letter.to + ">: no such user"};
        verdict.remote_id = "id-of-" + letter.to;
        return verdict;
    };
    (void)ask("Canary@Example.com");
    told->run();
    const std::string id = subscribe(R"("email":"canary@example.com")");
    subscribe(R"("email":"other@example.com")");
    subscribe(R"("webhook":"https://hooks.example.com/in","webhookEmail":"canary@example.com")");
    app->post("bob", extension("/suppressions"), R"({"address":"canary@example.com"})");
    app->erase("bob", extension("/suppressions/canary@example.com"));
    open();
    app->db().write([&](db::Tx& tx) { pages::ask_entry(tx, visitor(), "canary@example.com", true); });
    app->post("bob", extension("/subscribers/" + id + "/pause"), R"({"reason":"canary@example.com asked"})");
    app->post("bob", extension("/suppressions"),
              R"({"address":"canary@example.com","reason":"canary@example.com said"})");
    // Still waiting when it is erased.
    app->db().write([&](db::Tx& tx) { pages::ask_entry(tx, visitor(), "canary@example.com", true); });
    ASSERT_GE(found_in_database("canary").size(), 5U);

    const Answer erased = erase({{"address", " CANARY@example.com"}});
    EXPECT_EQ(erased.error_field(), "address") << "no blanks";
    const Answer done = erase({{"address", "CANARY@example.com"}});
    EXPECT_EQ(done.at("subscribers"), 1) << done.text;
    EXPECT_EQ(done.at("webhooks"), 1);
    EXPECT_EQ(done.at("entryRequests"), 2);
    EXPECT_GE(done.at("messages").as_int64(), 4);
    EXPECT_TRUE(done.at("suppressed").as_bool()) << "it was, and is so still";
    EXPECT_EQ(found_in_database("canary"), Strings{});
    told->run();
    EXPECT_EQ(found_in_database("canary"), Strings{});
    EXPECT_NE(found_in_database("other@example.com"), Strings{});
    EXPECT_EQ(log_of("address=canary@example.com").text, "[]");
    const Answer kept = log_of_subscriber(id);
    EXPECT_FALSE(kept.body.as_array().empty());
    for (const json::value& one : kept.body.as_array()) EXPECT_TRUE(one.at("address").is_null());
    EXPECT_EQ(last_logged(*app).event, "people.erase");
    EXPECT_EQ(last_logged(*app).subject, id);
}

TEST_P(Erasure, NothingMoreIsSentToThePerson) {
    subscribe(R"("email":"kim@example.com")");
    app->post("edna", app->acme("/incidents"), R"({"name":"A","message":"m","status":"IDENTIFIED","notify":true})");
    app->db().write([&](db::Tx& tx) { pages::ask_entry(tx, visitor(), "kim@example.com", true); });
    erase({{"address", "kim@example.com"}});
    told->run();
    EXPECT_EQ(told->mailer.take_receivers(), Strings{});
    const Answer events = app->get("vera", extension("/events"));
    for (const json::value& event : events.body.as_array()) EXPECT_EQ(event.at("state"), "DONE");
}

TEST_P(Erasure, OthersAndOtherPagesAreLeftAlone) {
    subscribe(R"("email":"lee@example.com")");
    const std::string hers = "/v1/" + app->id("mallorys_page") + "/subscribers";
    app->post("mallory", hers, R"({"email":"kim@example.com","autoConfirm":true})");
    app->post("mallory", "/x/" + app->id("mallorys_page") + "/channels/email/test", R"({"to":"kim@example.com"})");
    const std::string before = app->dump();
    const Answer done = erase({{"address", "kim@example.com"}});
    EXPECT_EQ(done.text, R"({"subscribers":0,"webhooks":0,"entryRequests":0,"messages":0,"suppressed":false})");
    EXPECT_EQ(app->get("mallory", hers).word("0.email"), "kim@example.com");
    EXPECT_EQ(app->get("bob", app->acme("/subscribers")).word("0.email"), "lee@example.com");
}

TEST_P(Erasure, APhoneNumberIsErasedHoweverItIsWritten) {
    subscribe(R"("phone":"+1 415 555 0100")");
    EXPECT_EQ(erase({{"address", "001-415-555-0100"}}).at("subscribers"), 1);
    EXPECT_EQ(found_in_database("14155550100"), Strings{});
    EXPECT_EQ(erase({{"address", "nobody"}}).error_field(), "address");
    EXPECT_EQ(erase({{"suppress", true}}).error_field(), "address");
}

TEST_P(Erasure, ABarredAddressIsNotSubscribedAgainByAnybody) {
    subscribe(R"("email":"kim@example.com")");
    EXPECT_TRUE(erase({{"address", "kim@example.com"}, {"suppress", true}}).at("suppressed").as_bool());
    EXPECT_EQ(found_in_database("kim@example.com"), Strings{});
    const Answer refused = app->post("alice", app->acme("/subscribers"), R"({"email":"Kim@example.com"})");
    EXPECT_EQ(refused.status, 409) << refused.text;
    EXPECT_EQ(ask("kim@example.com").outcome, ask("nan@example.com").outcome) << "the page tells nobody";
    told->run();
    EXPECT_EQ(told->mailer.take_receivers(), Strings{"nan@example.com"});
    EXPECT_EQ(found_in_database("kim@example.com"), Strings{});
    EXPECT_EQ(app->get("bob", extension("/suppressions")).text, "[]") << "nobody can read whom";
    EXPECT_EQ(app->post("mallory", "/v1/" + app->id("mallorys_page") + "/subscribers", R"({"email":"kim@example.com"})")
                  .status,
              200);

    EXPECT_EQ(app->erase("bob", extension("/suppressions/kim@example.com")).status, 200);
    EXPECT_EQ(app->erase("bob", extension("/suppressions/kim@example.com")).status, 404);
    EXPECT_EQ(app->post("alice", app->acme("/subscribers"), R"({"email":"kim@example.com"})").status, 200);
}

TEST_P(Erasure, WhoWasSuppressedIsBarredUnasked) {
    app->post("bob", extension("/suppressions"), R"({"address":"kim@example.com"})");
    EXPECT_TRUE(erase({{"address", "kim@example.com"}}).at("suppressed").as_bool());
    EXPECT_EQ(app->get("bob", extension("/suppressions")).text, "[]");
    EXPECT_EQ(app->post("alice", app->acme("/subscribers"), R"({"email":"kim@example.com"})").status, 409);
}

TEST_P(Erasure, TheLogOfAnAddressHasEachMessageWithItsAttempts) {
    told->mailer.answer = [](const mail::Letter& letter) {
        return letter.to.starts_with("kim") ? Verdict{Verdict::Result::Failed, "552 5.2.2 <kim@example.com> is full"}
                                            : Verdict{};
    };
    const std::string kim = subscribe(R"("email":"kim@example.com")");
    subscribe(R"("email":"lee@example.com")");
    open();
    app->clock().tick(one_minute);
    open();
    app->db().write([&](db::Tx& tx) { pages::ask_entry(tx, visitor(), "kim@example.com", true); });
    told->run();
    const Answer log = log_of("address=KIM%40example.com");
    EXPECT_EQ(words_of(log.body, "kind"), (Strings{"ENTRY_LINK", "INCIDENT_OPENED", "INCIDENT_OPENED"})) << log.text;
    EXPECT_EQ(log.word("1.subscriberId"), kim);
    EXPECT_EQ(log.word("1.channel"), "EMAIL");
    EXPECT_EQ(log.word("1.state"), "DEAD");
    EXPECT_EQ(log.word("1.attempts.0.result"), "FAILED");
    EXPECT_EQ(log.word("1.attempts.0.reason"), "552 5.2.2 <…@example.com> is full");
    EXPECT_EQ(words_of(log_of_subscriber(kim).body, "kind"), (Strings{"INCIDENT_OPENED", "INCIDENT_OPENED"}));
    EXPECT_EQ(log_of("address=kim@example.com&per_page=1&page=2").word("0.eventId"), log.word("1.eventId"));
    EXPECT_EQ(log_of("address=kim@example.com&state=SENT").text, "[]");
    EXPECT_EQ(log_of("").error_field(), "address");
    EXPECT_EQ(log_of("address=nobody").error_field(), "address");
    EXPECT_EQ(log_of("address=nan@example.com").text, "[]");
}

TEST_P(Erasure, TheLogOfAWebhookHasTheMailsToItsOwner) {
    test::WebhookSink sink;
    sink.answer("410 Gone");
    const std::string hook = subscribe(R"("webhook":")" + sink.url() + R"(","webhookEmail":"ops@example.com")");
    open();
    EXPECT_EQ(told->mailer.take_receivers(), Strings{"ops@example.com"});
    EXPECT_EQ(words_of(log_of_subscriber(hook).body, "kind"), (Strings{"WEBHOOK_FAILING", "INCIDENT_OPENED"}));
}

TEST_P(Erasure, OnesOwnPagesLogOnly) {
    const std::string kim = subscribe(R"("email":"kim@example.com")");
    app->post("bob", extension("/channels/email/test"), R"({"to":"kim@example.com"})");
    open();
    const std::string hers = "/x/" + app->id("mallorys_page");
    EXPECT_EQ(app->get("mallory", hers + "/subscribers/" + kim + "/deliveries").status, 404);
    EXPECT_EQ(app->get("mallory", hers + "/deliveries?address=kim@example.com").text, "[]");
}

TEST_P(Erasure, WhatWasSentIsForgottenPieceByPieceAfterNinetyDays) {
    for (const char* name : {"kim", "lee", "max"}) subscribe(R"("email":")" + std::string(name) + R"(@example.com")");
    open();
    app->clock().tick(one_day);
    open();
    const auto rows = [&] {
        Strings counts;
        for (const char* table : {"answers", "attempts", "deliveries", "events"})
            counts.push_back(std::to_string(count_of(*app, table)));
        return counts;
    };
    ASSERT_EQ(rows(), (Strings{"6", "6", "6", "2"}));
    const auto forget = [&] {
        return app->db().write(
            [&](db::Tx& tx) { return notify::forget_events(tx, app->clock().now() - one_day / 2, 2); });
    };
    EXPECT_FALSE(forget());
    EXPECT_EQ(rows(), (Strings{"4", "6", "6", "2"}));
    for (int i = 0; i < 10 && !forget(); ++i) continue;
    EXPECT_EQ(rows(), (Strings{"3", "3", "3", "1"}));
    EXPECT_TRUE(forget());
    EXPECT_EQ(rows(), (Strings{"3", "3", "3", "1"}));
}

}  // namespace
}  // namespace daymark::contract
