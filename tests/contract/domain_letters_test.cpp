// What people are told of a page's own domain that does not lead to it any more. On both databases.
#include "contract/on_automatic_letters.h"
#include "notify/domain_watch.h"
#include "site/domain_proof.h"
#include "support/text_checks.h"

namespace daymark::contract {
namespace {

using test::has;

class DomainLetters : public AutomaticLetters {
protected:
    void SetUp() override {
        AutomaticLetters::SetUp();
        if (!app) return;
        watch = std::make_unique<notify::DomainWatch>(app->db(), app->world(), asks());
        app->put("bob", app->acme(), R"({"customDomain":"status.acme.test"})");
    }
    notify::DomainWatch::Ask asks() {
        return [this](const net::HttpRequest& request, const std::function<void(net::HttpAnswer)>& done) {
            asked.push_back(request.url);
            net::HttpAnswer answer;
            answer.sent = true;
            answer.status = leads_here ? 200 : 404;
            answer.body = leads_here ? site::domain_proof(app->world().key, app->id("acme")).answer : "parked";
            done(answer);
        };
    }
    /// Looks, and takes in what was answered.
    void look(bool right) {
        leads_here = right;
        watch->look();
        watch->look();
        wait(30 * one_minute);
    }

    bool leads_here = true;
    Strings asked;
    std::unique_ptr<notify::DomainWatch> watch;
    const Strings owners{"alice@acme.test", "bob@acme.test"};
};
INSTANTIATE_TEST_SUITE_P(Databases, DomainLetters, test::both(), test::kind_name);

TEST_P(DomainLetters, TellOnceOfADomainThatBreaks) {
    look(true);
    ASSERT_EQ(asked.size(), 1U);
    EXPECT_TRUE(asked[0].starts_with("https://status.acme.test/.well-known/daymark/")) << asked[0];
    look(false);
    look(false);
    EXPECT_EQ(mails(), Strings{});
    look(false);
    told->run();
    auto letters = told->mailer.take();
    ASSERT_EQ(letters.size(), 2U);
    EXPECT_EQ(letters[0].to, "alice@acme.test");
    EXPECT_TRUE(has(letters[0].bytes, "- Domain: status.acme.test")) << letters[0].bytes;
    EXPECT_TRUE(has(letters[0].bytes, "- Last answer: 404 Not Found")) << letters[0].bytes;
    for (int i = 0; i < 5; ++i) look(false);
    EXPECT_EQ(mails(), Strings{});
    look(true);
    for (int i = 0; i < 3; ++i) look(false);
    EXPECT_EQ(mails(), owners) << "another break";
}

TEST_P(DomainLetters, TellOfNoBreakThatIsMendedBeforeTheyGoOut) {
    look(true);
    for (int i = 0; i < 3; ++i) look(false);
    EXPECT_EQ(letters("BROKEN_DOMAIN"), 2);
    look(true);
    EXPECT_EQ(mails(), Strings{});
}

TEST_P(DomainLetters, TellOfNoDomainThatNeverWorkedOrIsAnotherByNow) {
    for (int i = 0; i < 5; ++i) look(false);
    EXPECT_EQ(letters("BROKEN_DOMAIN"), 0);
    look(true);
    app->put("bob", app->acme(), R"({"customDomain":"other.acme.test"})");
    for (int i = 0; i < 5; ++i) look(false);
    EXPECT_EQ(letters("BROKEN_DOMAIN"), 0);
    look(true);
    for (int i = 0; i < 3; ++i) look(false);
    EXPECT_EQ(letters("BROKEN_DOMAIN"), 2);
    app->put("bob", app->acme(), R"({"customDomain":null})");
    EXPECT_EQ(mails(), Strings{}) << "nobody waits for it any more";
    const std::size_t before = asked.size();
    look(false);
    EXPECT_EQ(asked.size(), before);
}

TEST_P(DomainLetters, AnAnswerFromBeforeAChangeSaysNothingOfTheNewDomain) {
    look(true);
    std::vector<std::function<void(net::HttpAnswer)>> later;
    notify::DomainWatch slow(app->db(), app->world(),
                             [&](const net::HttpRequest&, auto done) { later.push_back(done); });
    slow.look();
    ASSERT_EQ(later.size(), 1U);
    app->put("bob", app->acme(), R"({"customDomain":"other.acme.test"})");
    net::HttpAnswer answer;
    answer.status = 200;
    answer.body = site::domain_proof(app->world().key, app->id("acme")).answer;
    later[0](answer);
    slow.look();
    for (int i = 0; i < 5; ++i) look(false);
    EXPECT_EQ(letters("BROKEN_DOMAIN"), 0) << "the new one never worked";
}

TEST_P(DomainLetters, OneOfSeveralNodesLooks) {
    notify::DomainWatch second(app->db(), app->world(), asks());
    watch->look();
    second.look();
    EXPECT_EQ(asked.size(), 1U);
    wait(30 * one_minute);
    second.look();
    watch->look();
    EXPECT_EQ(asked.size(), 2U);
    app->clock().set(test::FakeClock::start);
    watch->look();
    EXPECT_EQ(asked.size(), 3U) << "a clock that goes back does not end it";
}

TEST_P(DomainLetters, AnotherServersAnswerIsNone) {
    notify::DomainWatch mirrored(app->db(), app->world(),
                                 [](const net::HttpRequest& request, const std::function<void(net::HttpAnswer)>& done) {
                                     net::HttpAnswer answer;
                                     answer.status = 200;
                                     answer.body = request.url.substr(request.url.rfind('/') + 1);
                                     done(answer);
                                 });
    mirrored.look();
    mirrored.look();
    const auto worked = app->db().read(
        [](db::Tx& tx) { return tx.one("test.worked", "select worked from domain_checks")->integer(0); });
    EXPECT_EQ(worked, 0) << "who sends back what was asked has proved nothing";
}

}  // namespace
}  // namespace daymark::contract
