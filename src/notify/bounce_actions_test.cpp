// What follows from mails that came back. On both databases.
#include "notify/bounce_actions.h"

#include "notify/bounce_store.h"
#include "subscribers/self_service.h"
#include "support/returned_mail.h"
#include "support/told.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace daymark::notify {
namespace {

using Done = BounceOutcome::Done;
using Strings = std::vector<std::string>;
using test::Answer;

class Returning : public test::OnTestApp {
protected:
    void SetUp() override {
        OnTestApp::SetUp();
        if (!app) return;
        told = std::make_unique<test::Told>(
            *app, [](DispatcherOptions& options) { options.means.identity.bounces = "bounces@status.test"; });
        kim = app->post("alice", app->acme("/subscribers"), R"({"autoConfirm":true,"email":"kim@example.com"})")
                  .word("id");
    }

    [[nodiscard]] std::string extension(const std::string& rest) const { return "/x/" + app->id("acme") + rest; }
    /// Of a new incident.
    std::vector<mail::Letter> mails() {
        app->post("edna", app->acme("/incidents"),
                  R"({"name":"Slow","message":"m","status":"INVESTIGATING","notify":true,"components":[]})");
        told->run();
        return told->mailer.take();
    }
    /// The letter as it comes back.
    test::ReturnedMail returned(const mail::Letter& letter, const std::string& status, const std::string& said) {
        test::ReturnedMail mail;
        mail.to = letter.envelope_from;
        mail.id = "report-" + std::to_string(++reports) + "@mail.example";
        mail.status = status;
        mail.diagnostic = "smtp; " + said;
        const std::size_t at = letter.bytes.find("Message-ID: <") + 13;
        mail.original_id = letter.bytes.substr(at, letter.bytes.find('>', at) - at);
        return mail;
    }
    BounceOutcome take(const std::string& mail) {
        const Bounce bounce = bounce_of(mail::read_report(mail), "");
        return app->db().write([&](db::Tx& tx) {
            return take_bounce(tx, {app->world(), {ActorKind::Command, {}, {}}, {}, app->clock().now(), {}, {}},
                               bounce);
        });
    }
    Done take(const test::ReturnedMail& mail) { return take(mail.text()).done; }
    Done soft(const mail::Letter& letter) { return take(returned(letter, "5.2.2", "552 5.2.2 Mailbox full")); }

    [[nodiscard]] Act on_acme() {
        Act act = app->act();
        act.page_id = app->id("acme");
        act.workspace_id = one("select workspace_id from pages where id = '" + act.page_id + "'");
        return act;
    }

    std::string one(const std::string& sql) {
        return app->db().read([&](db::Tx& tx) {
            const auto row = tx.one("test.one", sql);
            return row ? row->maybe_text(0).value_or("null") : std::string("none");
        });
    }
    std::int64_t count(const std::string& what) {
        return app->db().read(
            [&](db::Tx& tx) { return tx.one("test.count", "select count(*) from " + what)->integer(0); });
    }
    std::int64_t counted(BounceKind kind) {
        const auto counts = app->db().read([](db::Tx& tx) { return list_bounce_counts(tx); });
        const auto found = std::ranges::find(counts, kind, &std::pair<BounceKind, std::int64_t>::first);
        return found == counts.end() ? 0 : found->second;
    }

    std::unique_ptr<test::Told> told;
    std::string kim;
    int reports = 0;
};
INSTANTIATE_TEST_SUITE_P(Databases, Returning, test::both(), test::kind_name);

TEST_P(Returning, OneHardBouncePausesAsARefusalAtOnceDoes) {
    const auto letters = mails();
    ASSERT_EQ(letters.size(), 1U);
    EXPECT_EQ(returned_to(app->world().key, letters[0].envelope_from), kim);
    EXPECT_EQ(take(returned(letters[0], "5.1.1", "550 5.1.1 No such user")), Done::Paused);
    EXPECT_EQ(one("select paused_reason from subscribers"), "Came back: 550 5.1.1 No such user");
    EXPECT_EQ(mails().size(), 0U);
    EXPECT_EQ(counted(BounceKind::Hard), 1);
    EXPECT_EQ(count("activity where event = 'subscribers.bounce'"), 1);
    EXPECT_EQ(count("activity where detail like '%kim@example.com%'"), 0) << "the log cannot forget";
}

TEST_P(Returning, TheDeliverySaysThatItCameBackAndWhy) {
    const auto letters = mails();
    const auto later = mails();
    take(returned(letters.at(0), "5.1.1", "550 5.1.1 No such user"));
    const Answer events = app->get("vera", extension("/events"));
    const Answer newer = app->get("bob", extension("/events/" + events.word("0.id") + "/deliveries"));
    const Answer older = app->get("bob", extension("/events/" + events.word("1.id") + "/deliveries"));
    EXPECT_EQ(newer.word("0.state"), "SENT") << "of that mail nothing is known";
    EXPECT_EQ(older.word("0.state"), "DEAD");
    EXPECT_EQ(older.word("0.reason"), "Came back: 550 5.1.1 No such user");
    const Answer event = app->get("vera", extension("/events/" + events.word("1.id")));
    EXPECT_EQ(event.at("progress.dead"), 1);
    EXPECT_EQ(event.word("state"), "DONE");
}

TEST_P(Returning, WhomAReasonNamesIsNotKept) {
    take(returned(mails().at(0), "5.1.1", "550 5.1.1 <kim@example.com>: no such user"));
    const std::string masked = "Came back: 550 5.1.1 <…@example.com>: no such user";
    EXPECT_EQ(one("select paused_reason from subscribers"), masked);
    EXPECT_EQ(one("select reason from deliveries where state = 'DEAD'"), masked);
}

TEST_P(Returning, WithoutTheMailItIsOnTheSubscriberOnly) {
    auto mail = returned(mails().at(0), "5.1.1", "550 5.1.1 No such user");
    mail.original_id = "of@another.example";
    EXPECT_EQ(take(mail), Done::Paused);
    EXPECT_EQ(count("deliveries where state = 'DEAD'"), 0);
}

TEST_P(Returning, TheSameReportTwiceIsOne) {
    const auto mail = returned(mails().at(0), "5.1.1", "550 5.1.1 No such user");
    EXPECT_EQ(take(mail), Done::Paused);
    const std::string before = app->dump();
    EXPECT_EQ(take(mail), Done::Known);
    EXPECT_EQ(app->dump(), before);
    auto nameless = mail;
    nameless.id.clear();
    EXPECT_EQ(take(nameless), Done::Paused);
    EXPECT_EQ(take(nameless), Done::Known) << "known by the mail that it is about";
}

TEST_P(Returning, TheFifthSoftOneInARowPauses) {
    for (int day = 1; day <= 4; ++day) {
        EXPECT_EQ(soft(mails().at(0)), Done::Counted) << day;
        EXPECT_EQ(soft(mails().at(0)), Done::Counted) << "a day counts once";
        app->clock().tick(one_day);
    }
    EXPECT_EQ(soft(mails().at(0)), Done::Paused);
    EXPECT_EQ(mails().size(), 0U);
    EXPECT_EQ(counted(BounceKind::Soft), 9);
}

TEST_P(Returning, AWeekWithoutOneEndsTheRow) {
    for (int round = 0; round < 3; ++round) {
        for (int day = 1; day <= 4; ++day) {
            EXPECT_EQ(soft(mails().at(0)), Done::Counted);
            app->clock().tick(one_day);
        }
        app->clock().tick(7 * one_day);
    }
    EXPECT_EQ(mails().size(), 1U);
}

TEST_P(Returning, WhoIsResumedBeginsAnew) {
    for (int day = 1; day <= 4; ++day) {
        soft(mails().at(0));
        app->clock().tick(one_day);
    }
    app->post("bob", extension("/subscribers/" + kim + "/resume"), "{}");
    EXPECT_EQ(soft(mails().at(0)), Done::Counted);
    app->clock().tick(one_day);
    const auto letters = mails();
    EXPECT_EQ(take(returned(letters.at(0), "5.1.1", "550 5.1.1 No such user")), Done::Paused);
    app->post("bob", extension("/subscribers/" + kim + "/resume"), "{}");
    EXPECT_EQ(mails().size(), 1U);
}

TEST_P(Returning, WhatIsSaidToUsCostsNobodyTheirSubscription) {
    for (int i = 0; i < 9; ++i) {
        EXPECT_EQ(take(returned(mails().at(0), "5.7.1", "554 5.7.1 Blocked")), Done::Noted);
        app->clock().tick(one_day);
    }
    EXPECT_EQ(mails().size(), 1U);
    EXPECT_EQ(counted(BounceKind::Policy), 9);
    EXPECT_EQ(count("deliveries where state = 'DEAD' and reason like 'Came back: 554%'"), 9);
}

TEST_P(Returning, AComplaintEndsTheSubscriptionAndStaysInForce) {
    const auto letters = mails();
    test::Complaint complaint;
    complaint.original_sender = letters.at(0).envelope_from;
    complaint.original_id = returned(letters.at(0), {}, {}).original_id;
    EXPECT_EQ(take(complaint.text()).done, Done::Unsubscribed);
    EXPECT_EQ(count("subscribers"), 0);
    EXPECT_EQ(count("deliveries where state = 'SENT' and reason = 'Reported as spam'"), 1);
    EXPECT_EQ(app->get("bob", extension("/suppressions")).word("0.reason"), "Reported as spam");
    const std::string before = app->dump();
    EXPECT_EQ(take(complaint.text()).done, Done::Nothing) << "twice is once";
    EXPECT_EQ(count("suppressions"), 1);
    app->post("alice", app->acme("/subscribers"), R"({"autoConfirm":true,"email":"kim@example.com"})");
    EXPECT_EQ(mails().size(), 0U);
}

TEST_P(Returning, ForgedAddressesAndOnesOfNobodyChangeNothing) {
    const auto letters = mails();
    const auto mail = returned(letters.at(0), "5.1.1", "550 5.1.1 No such user");
    const std::string subscribers = one("select paused_reason from subscribers");
    auto forged = mail;
    forged.to[forged.to.find('@') - 1] = forged.to[forged.to.find('@') - 1] == '0' ? '1' : '0';
    EXPECT_EQ(take(forged.text()).kind, BounceKind::Refused);
    auto plain = mail;
    plain.to = "bounces@status.test";
    EXPECT_EQ(take(plain.text()).kind, BounceKind::Ignored);
    auto other = mail;
    other.to = return_address(app->world().key, "bounces@status.test", "cmab12cd3001ak9x3f7q2m1tz");
    EXPECT_EQ(take(other.text()).kind, BounceKind::Ignored);
    EXPECT_EQ(take("To: " + mail.to + "\n\nI am on holiday").kind, BounceKind::Ignored);
    auto delayed = mail;
    delayed.action = "delayed";
    EXPECT_EQ(take(delayed), Done::Nothing);
    EXPECT_EQ(one("select paused_reason from subscribers"), subscribers);
    EXPECT_EQ(count("bounces"), 0);
    EXPECT_EQ(counted(BounceKind::Refused), 1);
    EXPECT_EQ(counted(BounceKind::Ignored), 4);
}

TEST_P(Returning, OthersAndTheirPagesAreNotTouched) {
    const std::string lee = app->post("mallory", "/v1/" + app->id("mallorys_page") + "/subscribers",
                                      R"({"autoConfirm":true,"email":"kim@example.com"})")
                                .word("id");
    EXPECT_EQ(take(returned(mails().at(0), "5.1.1", "550 5.1.1 No such user")), Done::Paused);
    EXPECT_EQ(one("select paused_reason from subscribers where id = '" + lee + "'"), "null");
}

TEST_P(Returning, ALetterToConfirmThatWasReadEndsAnEarlierPause) {
    const Answer max = app->post("alice", app->acme("/subscribers"), R"({"email":"max@example.com"})");
    told->run();
    const auto letters = told->mailer.take();
    ASSERT_EQ(letters.size(), 1U);
    EXPECT_EQ(returned_to(app->world().key, letters[0].envelope_from), max.word("id"));
    EXPECT_EQ(take(returned(letters[0], "5.1.1", "550 5.1.1 Not yet")), Done::Paused);
    const Act act = on_acme();
    app->db().write([&](db::Tx& tx) {
        EXPECT_TRUE(subscribers::confirm(tx, act, {max.word("id"), {}, act.now + one_day}));
    });
    EXPECT_EQ(one("select paused_reason from subscribers where id = '" + max.word("id") + "'"), "null");
    EXPECT_EQ(mails().size(), 2U);
}

TEST_P(Returning, LettersThatAreNobodysSubscriptionComeBackToTheOperator) {
    const Act act = on_acme();
    app->db().write([&](db::Tx& tx) {
        events::raise_letter(tx, act, {events::Kind::Test, {}, {}, {}}, {"address", "EMAIL", "ops@example.com"});
    });
    told->run();
    const auto letters = told->mailer.take();
    ASSERT_EQ(letters.size(), 1U);
    EXPECT_EQ(letters[0].envelope_from, "bounces@status.test");
}

TEST_P(Returning, ReportsAreForgottenAfterAMonth) {
    const auto letters = mails();
    soft(letters.at(0));
    app->clock().tick(bounces_kept + one_hour);
    EXPECT_EQ(app->db().write([&](db::Tx& tx) { return forget_bounces(tx, app->clock().now() - bounces_kept); }), 1);
}

}  // namespace
}  // namespace daymark::notify
