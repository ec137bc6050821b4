// Reminders of open incidents and weekly reports to the people who look after a page. On both databases.
#include "contract/on_automatic_letters.h"
#include "support/text_checks.h"

namespace daymark::contract {
namespace {

using notify::Verdict;
using test::has;

INSTANTIATE_TEST_SUITE_P(Databases, AutomaticLetters, test::both(), test::kind_name);

// --- open incidents --------------------------------------------------------------------------------------------------

TEST_P(AutomaticLetters, RemindOfAnIncidentOnceForEachWaitOfItsSilence) {
    const std::string incident = open();
    EXPECT_EQ(remind(), 0);
    wait(30 * one_minute - 1);
    EXPECT_EQ(remind(), 0);
    wait(1);
    EXPECT_EQ(remind(), 1);
    EXPECT_EQ(mails(), editors);
    EXPECT_EQ(remind(), 0);
    wait(30 * one_minute);
    EXPECT_EQ(remind(), 1);
    EXPECT_EQ(mails(), editors);
    app->post("edna", app->acme("/incidents/" + incident + "/incident-updates"),
              R"({"status":"IDENTIFIED","message":"Found","notify":false})");
    EXPECT_EQ(remind(), 0);
    wait(30 * one_minute - 1);
    EXPECT_EQ(remind(), 0) << "somebody spoke";
    wait(1);
    EXPECT_EQ(remind(), 1);
}

TEST_P(AutomaticLetters, RemindAfterAStopOfTheLongestWaitOnly) {
    (void)open();
    wait(100 * one_hour);
    EXPECT_EQ(remind(), 1);
    EXPECT_EQ(mails(), editors);
    for (int i = 0; i < 30; ++i) {
        wait(one_day);
        EXPECT_EQ(remind(), 0);
    }
}

TEST_P(AutomaticLetters, RemindInTheWordsOfTheMailAndLeadToTheIncident) {
    const std::string incident = open();
    wait(3 * one_hour);
    (void)remind();
    told->run();
    const auto letters = told->mailer.take();
    ASSERT_EQ(letters.size(), 3U);
    EXPECT_TRUE(has(letters[0].bytes, "an incident has been open for 3 hr")) << letters[0].bytes;
    EXPECT_TRUE(has(letters[0].bytes, "acme.status.test/incident/" + incident)) << letters[0].bytes;
    EXPECT_TRUE(has(letters[0].bytes, "List-Unsubscribe-Post: List-Unsubscribe=One-Click"));
    EXPECT_TRUE(has(letters[0].bytes, "LONG_INCIDENT."));
}

TEST_P(AutomaticLetters, RemindOfNothingThatIsOverHiddenOrGone) {
    const std::string over = open(), gone = open();
    (void)open(R"("notify":false,"shouldPublish":false)");
    app->put("edna", app->acme("/incidents/" + over), R"({"status":"RESOLVED","notify":false})");
    app->erase("edna", app->acme("/incidents/" + gone));
    wait(10 * one_hour);
    EXPECT_EQ(remind(), 0);
    const std::string last = open();
    wait(10 * one_hour);
    EXPECT_EQ(remind(), 1);
    app->put("edna", app->acme("/incidents/" + last), R"({"status":"RESOLVED","notify":false})");
    EXPECT_EQ(mails(), Strings{}) << "it ended before the letter went out";
    (void)open();
    app->erase("alice", app->acme());
    wait(10 * one_hour);
    EXPECT_EQ(remind(), 0) << "the page is gone";
}

TEST_P(AutomaticLetters, RemindOnceWhoeverWorks) {
    (void)open();
    wait(2 * one_hour);
    EXPECT_EQ(all_at_once([this] { return remind(); }), 1);
    EXPECT_EQ(letters("LONG_INCIDENT"), 3);
}

TEST_P(AutomaticLetters, RemindAsTheWorkspaceWantsIt) {
    const std::string workspace =
        app->post("alice", "/v1/workspaces", R"({"longRunningIncidentNotificationSettings":[48]})").word("id");
    const std::string page =
        app->post("alice", "/v1/pages",
                  body({{"email", "a@acme.test"}, {"name", "B"}, {"subdomain", "b"}, {"workspace", workspace}}))
            .word("id");
    app->post("alice", "/v1/" + page + "/incidents", R"({"name":"A","status":"IDENTIFIED","notify":false})");
    wait(48 * one_hour - 1);
    EXPECT_EQ(remind(), 0);
    wait(1);
    EXPECT_EQ(remind(), 1);
    EXPECT_EQ(mails(), Strings{"alice@acme.test"});
}

TEST_P(AutomaticLetters, RemindOfNothingThatWasOpenBeforeAnUpgrade) {
    const std::string incident = open();
    wait(one_day);
    // As the migration does.
    app->db().write([](db::Tx& tx) {
        tx.execute("test.upgrade", R"(insert into nudges (incident_id, quiet_since, reminded_after, next_at)
            select id, updated_at, 4102444800000, 4102444800000 from incidents where resolved_at is null)");
    });
    EXPECT_EQ(remind(), 0);
    wait(30 * one_day);
    EXPECT_EQ(remind(), 0);
    app->post("edna", app->acme("/incidents/" + incident + "/incident-updates"),
              R"({"status":"IDENTIFIED","message":"Still","notify":false})");
    wait(one_hour);
    EXPECT_EQ(remind(), 1);
}

// --- weekly reports --------------------------------------------------------------------------------------------------

TEST_P(AutomaticLetters, ReportOnMondayAtNineOnce) {
    EXPECT_EQ(report(), 0) << "the first look only finds the date";
    app->clock().set(at("2026-02-09T08:59:59.999Z"));
    EXPECT_EQ(report(), 0);
    wait(1);
    EXPECT_EQ(report(), 2) << "Acme and Mallory's page";
    Strings all = seers;
    all.push_back("mallory@acme.test");
    std::ranges::sort(all);
    EXPECT_EQ(mails(), all);
    EXPECT_EQ(report(), 0);
    wait(6 * one_day);
    EXPECT_EQ(report(), 0);
    wait(one_day);
    EXPECT_EQ(report(), 2);
}

TEST_P(AutomaticLetters, ReportOfTheWeekThatIsOver) {
    (void)report();
    app->post("alice", app->acme("/subscribers"), R"({"email":"kim@example.com","autoConfirm":true})");
    app->post("alice", "/x/" + app->id("acme") + "/subscribers/import", "email,confirmed\nlee@example.com,no\n");
    app->post("edna", app->acme("/incidents"),
              R"({"name":"Slow checkout","message":"m","status":"INVESTIGATING","notify":true})");
    wait(one_minute);
    EXPECT_EQ(mails(), Strings{"kim@example.com"});
    app->clock().set(at("2026-02-09T09:00:00Z"));
    (void)report();
    (void)open(R"("notify":false)");  // of the next week
    const std::string mail = mail_to("vera@acme.test");
    EXPECT_TRUE(has(mail, "Subject: Acme: the past week")) << mail;
    EXPECT_TRUE(has(mail, "- Uptime: 100%")) << mail;
    EXPECT_TRUE(has(mail, "- Incidents: 1"));
    EXPECT_TRUE(has(mail, "- Incident: Slow checkout"));
    EXPECT_TRUE(has(mail, "- Subscribers: 1 (+1)")) << "those who said yes";
    EXPECT_TRUE(has(mail, "- Messages sent: 1"));
    EXPECT_FALSE(has(mail, "Messages not delivered"));
}

TEST_P(AutomaticLetters, ReportHowManyMessagesWereNotDelivered) {
    (void)report();
    for (const char* email : {"kim@example.com", "lee@example.com", "max@example.com"})
        app->post("alice", app->acme("/subscribers"), body({{"email", email}, {"autoConfirm", true}}));
    told->mailer.answer = [](const mail::Letter& letter) {
        return letter.to.starts_with("kim") ? Verdict{} : Verdict{Verdict::Result::Failed, "554 5.7.1 No"};
    };
    (void)open(R"("notify":true)");
    wait(one_minute);
    EXPECT_EQ(mails().size(), 3U);
    told->mailer.answer = {};
    app->clock().set(at("2026-02-09T09:00:00Z"));
    (void)report();
    const std::string mail = mail_to("vera@acme.test");
    EXPECT_TRUE(has(mail, "- Messages sent: 1")) << mail;
    EXPECT_TRUE(has(mail, "- Messages not delivered: 2")) << mail;
}

TEST_P(AutomaticLetters, ReportOfNoWeekBeforeThePageWasMade) {
    (void)report();
    app->clock().set(at("2026-02-09T00:00:00Z"));
    app->post("alice", "/v1/pages", body({{"email", "a@acme.test"}, {"name", "B"}, {"subdomain", "b"}}));
    EXPECT_EQ(report(), 0) << "the first look only finds the date";
    app->clock().set(at("2026-02-09T09:00:00Z"));
    EXPECT_EQ(report(), 2) << "Acme and Mallory's page";
    app->clock().set(at("2026-02-16T09:00:00Z"));
    EXPECT_EQ(report(), 3);
}

TEST_P(AutomaticLetters, ReportLateByLessThanADayOrNotAtAll) {
    (void)report();
    app->clock().set(at("2026-02-10T08:59:59Z"));
    EXPECT_EQ(report(), 2) << "the server was down on Monday";
    app->clock().set(at("2026-02-17T09:00:00Z"));
    EXPECT_EQ(report(), 0) << "down for longer";
    app->clock().set(at("2026-02-23T09:00:01Z"));
    EXPECT_EQ(report(), 2);
    app->clock().set(at("2026-04-06T09:00:01Z"));
    EXPECT_EQ(report(), 2) << "of several weeks the last";
    EXPECT_EQ(report(), 0);
}

TEST_P(AutomaticLetters, ReportOnceWhoeverWorks) {
    (void)report();
    app->clock().set(at("2026-02-09T09:00:00Z"));
    EXPECT_EQ(all_at_once([this] { return report(); }), 2);
    EXPECT_EQ(letters("WEEKLY_REPORT"), 5);
}

TEST_P(AutomaticLetters, ReportNothingTwiceWhenAClockIsWrong) {
    (void)report();
    app->clock().set(at("2026-02-09T09:00:00Z"));
    EXPECT_EQ(report(), 2);
    for (const char* wrong : {"2026-02-08T12:00:00Z", "2026-02-09T08:00:00Z", "2026-02-09T09:00:00Z"}) {
        app->clock().set(at(wrong));
        EXPECT_EQ(report(), 0) << wrong;
    }
    app->clock().set(at("2027-06-01T12:00:00Z"));  // a Tuesday
    EXPECT_EQ(report(), 0);
    app->clock().set(at("2026-02-11T12:00:00Z"));
    EXPECT_EQ(report(), 0);
    app->clock().set(at("2026-02-16T09:00:00Z"));
    EXPECT_EQ(report(), 2) << "nobody waits for the year that was not";
}

TEST_P(AutomaticLetters, ReportByThePagesClockAndNotTwiceWhenItMoves) {
    app->put("alice", app->acme(), R"({"timezone":"Asia/Tokyo"})");
    (void)report();
    app->clock().set(at("2026-02-09T00:00:00Z"));
    EXPECT_EQ(report(), 1);
    app->put("alice", app->acme(), R"({"timezone":"America/New_York"})");
    app->clock().set(at("2026-02-09T14:00:00Z"));
    EXPECT_EQ(report(), 1) << "Mallory's page lives by UTC; Acme's people know";
    app->clock().set(at("2026-02-16T00:00:00Z"));
    EXPECT_EQ(report(), 0);
    app->clock().set(at("2026-02-16T14:00:00Z"));
    EXPECT_EQ(report(), 2);
}

}  // namespace
}  // namespace daymark::contract
