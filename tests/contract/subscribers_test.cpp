// Subscribers by way of the API (contract §6.3).
#include "contract/story.h"

namespace daymark::contract {
namespace {

class Subscribers : public OnTestApp {
protected:
    [[nodiscard]] std::string path(const std::string& rest = {}) const { return app->acme("/subscribers" + rest); }
    Answer add(const json::object& draft) { return app->post("bob", path(), body(draft)); }
    [[nodiscard]] Strings emails(const std::string& query = {}) {
        return words_of(app->get("bob", path(query)).body, "email");
    }
    void expect_refused(const json::object& draft, const std::string& field) {
        const std::string before = app->dump();
        const Answer refused = add(draft);
        EXPECT_EQ(refused.status, 400) << body(draft) << refused.text;
        EXPECT_EQ(refused.error_field(), field) << refused.text;
        EXPECT_EQ(app->dump(), before);
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, Subscribers, test::both(), test::kind_name);

TEST_P(Subscribers, AnEmailWaitsForAYesUnlessToldOtherwise) {
    const Answer made = add({{"email", "Kim@Example.com"}, {"autoConfirm", false}});
    EXPECT_EQ(made.status, 200) << made.text;
    EXPECT_EQ(made.word("email"), "kim@example.com");
    EXPECT_FALSE(made.at("confirmed").as_bool());
    EXPECT_TRUE(made.at("all").as_bool());
    EXPECT_TRUE(made.at("phone").is_null());
    EXPECT_EQ(made.word("language"), "en");
    EXPECT_EQ(made.word("siteId"), app->id("acme"));
    EXPECT_EQ(made.word("site.id"), app->id("acme"));
    EXPECT_EQ(made.word("unsubscribeToken").size(), 36U);
    EXPECT_EQ(app->get("bob", path()).body.as_array().size(), 1U);
    EXPECT_EQ(json::text(app->get("bob", path()).at("0")), made.text);
    EXPECT_TRUE(add({{"email", "lee@example.com"}, {"autoConfirm", true}}).at("confirmed").as_bool());
}

TEST_P(Subscribers, PhonesAreKeptAsDigits) {
    const Answer made = add({{"phone", "+1 (415) 555-0100"}});
    EXPECT_EQ(made.word("phone"), "14155550100");
    EXPECT_TRUE(made.at("email").is_null());
    EXPECT_EQ(add({{"phone", "0014155550100"}}).word("id"), made.word("id"));
}

TEST_P(Subscribers, AWebhookIsShownAndSealedAtRest) {
    const std::string url = "https://hooks.example.com/T0/secret-part";
    const Answer made = add({{"webhook", url}, {"webhookEmail", "Ops@Example.com"}});
    EXPECT_EQ(made.word("webhook"), url);
    EXPECT_EQ(made.word("webhookEmail"), "ops@example.com");
    EXPECT_FALSE(made.at("confirmed").as_bool());
    EXPECT_EQ(app->dump().find("secret-part"), std::string::npos);
    EXPECT_EQ(app->get("bob", path()).word("0.webhook"), url);
    EXPECT_EQ(add({{"webhook", url}}).word("id"), made.word("id"));
}

TEST_P(Subscribers, ExactlyOneAddressThatCanBe) {
    expect_refused({}, "email");
    expect_refused({{"all", true}}, "email");
    expect_refused({{"email", ""}}, "email");
    expect_refused({{"email", "kim@example.com"}, {"phone", "+14155550100"}}, "");
    expect_refused({{"email", "kim at example.com"}}, "email");
    expect_refused({{"phone", "call me"}}, "phone");
    expect_refused({{"webhook", "ftp://example.com"}}, "webhook");
    expect_refused({{"webhook", "https://example.com"}, {"webhookEmail", "nobody"}}, "webhookEmail");
    EXPECT_EQ(count_of(*app, "subscribers"), 0);
}

TEST_P(Subscribers, ComponentsAreNamedInPageOrder) {
    const Answer made = add({{"email", "kim@example.com"}, {"components", {app->id("mail"), app->id("website")}}});
    EXPECT_FALSE(made.at("all").as_bool());
    EXPECT_EQ(words_of(made.at("components"), "name"), (Strings{"Website", "Mail"}));
    EXPECT_EQ(json::text(app->get("bob", path()).at("0.components")), json::text(made.at("components")));
    app->erase("bob", app->acme("/components/" + app->id("mail")));
    EXPECT_EQ(words_of(app->get("bob", path()).at("0.components"), "name"), Strings{"Website"});
    expect_refused({{"email", "lee@example.com"}, {"components", {app->id("mallorys_component")}}}, "components[0]");
    const Answer all = add({{"email", "lee@example.com"}, {"all", true}, {"components", {app->id("api")}}});
    EXPECT_TRUE(all.at("all").as_bool());
    EXPECT_TRUE(all.at("components").as_array().empty());
}

TEST_P(Subscribers, SubscribingAgainChangesTheChoiceAndKeepsTheYes) {
    const Answer first = add({{"email", "kim@example.com"}, {"autoConfirm", true}, {"language", "de"}});
    app->clock().tick(one_minute);
    const Answer again = add({{"email", "KIM@example.com"}, {"all", false}, {"components", {app->id("api")}}});
    EXPECT_EQ(again.status, 200) << again.text;
    EXPECT_EQ(again.word("id"), first.word("id"));
    EXPECT_EQ(again.word("createdAt"), first.word("createdAt"));
    EXPECT_NE(again.word("updatedAt"), first.word("updatedAt"));
    EXPECT_EQ(again.word("unsubscribeToken"), first.word("unsubscribeToken"));
    EXPECT_TRUE(again.at("confirmed").as_bool());
    EXPECT_EQ(again.word("language"), "de");
    EXPECT_EQ(words_of(again.at("components"), "name"), Strings{"API"});
    EXPECT_EQ(count_of(*app, "subscribers"), 1);
}

TEST_P(Subscribers, AreListedOldestFirstAndFoundByPartsOfTheirAddress) {
    for (const char* name : {"kim", "lee", "a_b", "aXb", "100%"}) {
        add({{"email", std::string(name) + "@example.com"}});
        app->clock().tick(1);
    }
    add({{"phone", "+14155550100"}});
    EXPECT_EQ(emails("?per_page=2"), (Strings{"kim@example.com", "lee@example.com"}));
    EXPECT_EQ(emails("?per_page=2&page=2"), (Strings{"a_b@example.com", "axb@example.com"}));
    EXPECT_EQ(emails("?search=KIM"), Strings{"kim@example.com"});
    EXPECT_EQ(emails("?search=a_b"), Strings{"a_b@example.com"});
    EXPECT_EQ(emails("?search=%25"), Strings{"100%@example.com"});
    EXPECT_EQ(emails("?search=%5C"), Strings{});
    EXPECT_EQ(emails("?search=example&per_page=1&page=3"), Strings{"a_b@example.com"});
    EXPECT_EQ(app->get("bob", path("?search=5550100")).word("0.phone"), "14155550100");
    EXPECT_EQ(app->get("bob", path("?search=nobody")).text, "[]");
}

TEST_P(Subscribers, TheSameAddressOnTwoPagesIsTwoSubscribers) {
    add({{"email", "kim@example.com"}});
    const std::string hers = "/v1/" + app->id("mallorys_page") + "/subscribers";
    EXPECT_EQ(app->post("mallory", hers, R"({"email":"kim@example.com"})").status, 200);
    EXPECT_EQ(count_of(*app, "subscribers"), 2);
    EXPECT_EQ(app->get("mallory", hers).body.as_array().size(), 1U);
}

TEST_P(Subscribers, RemovedOnesAreGoneAndMayComeBackUnderANewToken) {
    const Answer made = add({{"webhook", "https://example.com/hook"}});
    const Answer removed = app->erase("bob", path("/" + made.word("id")));
    EXPECT_EQ(removed.status, 200) << removed.text;
    EXPECT_EQ(removed.word("id"), made.word("id"));
    EXPECT_EQ(removed.word("webhook"), "https://example.com/hook");
    EXPECT_EQ(removed.word("site.id"), app->id("acme"));
    EXPECT_EQ(app->get("bob", path()).text, "[]");
    EXPECT_EQ(app->erase("bob", path("/" + made.word("id"))).status, 404);
    EXPECT_NE(add({{"webhook", "https://example.com/hook"}}).word("unsubscribeToken"), made.word("unsubscribeToken"));
}

TEST_P(Subscribers, AddressesStayOutOfTheLogAndThePageIsLeftAlone) {
    (void)app->changed_pages();
    add({{"email", "kim@example.com"}});
    EXPECT_TRUE(app->changed_pages().empty());
    const Logged logged = last_logged(*app);
    EXPECT_EQ(logged.event, "subscribers.add");
    EXPECT_EQ(json::text(logged.detail).find("kim"), std::string::npos);
    EXPECT_EQ(logged.detail.at("channel").as_string(), "EMAIL");
}

}  // namespace
}  // namespace daymark::contract
