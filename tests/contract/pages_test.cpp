// Pages by way of the API (contract §2): creating, changing and deleting one.
#include "contract/story.h"
#include "pages/page_store.h"
#include "support/text_checks.h"

namespace daymark::contract {
namespace {

class Pages : public OnTestApp {
protected:
    [[nodiscard]] static json::object draft(json::object more = {}) {
        json::object all{
            {"email", "a@acme.test"}, {"name", "Shop"}, {"subdomain", "shop"}, {"components", json::array()}};
        for (const auto& [name, value] : more) all[name] = value;
        return all;
    }
    Answer create(json::object more = {}) { return app->post("alice", "/v1/pages", body(draft(std::move(more)))); }
    Answer change(const json::object& members) { return app->put("bob", "/v2/" + app->id("acme"), body(members)); }
    [[nodiscard]] Answer acme() const { return app->get("vera", app->acme()); }
};
INSTANTIATE_TEST_SUITE_P(Databases, Pages, test::both(), test::kind_name);

TEST_P(Pages, AFreshOneHasTheContractsDefaults) {
    const Answer made = create();
    EXPECT_EQ(made.status, 200) << made.text;
    const json::object expected{{"subdomain", "shop"},
                                {"name", "Shop"},
                                {"status", "UP"},
                                {"mainStatus", "UP"},
                                {"brandColor", "#1E1E1E"},
                                {"okColor", "#00B093"},
                                {"disruptedColor", "#ff8c00"},
                                {"degradedColor", "#ECC94B"},
                                {"downColor", "#8f485d"},
                                {"noticeColor", "#708090"},
                                {"unknownColor", "#DFE0E1"},
                                {"language", "en"},
                                {"useLargeHeader", true},
                                {"dateFormat", "MMMMMM dd, yyyy"},
                                {"dateFormatShort", "MMM yyyy"},
                                {"timeFormat", "p"},
                                {"uptimeDaysDisplay", "BARS"},
                                {"uptimeOutageDisplay", "LENGTH"},
                                {"subscribeBySms", false},
                                {"sendSmsNotifications", true},
                                {"private", false},
                                {"useAllowList", false},
                                {"allowList", json::array()},
                                {"color", nullptr},
                                {"logoUrl", nullptr},
                                {"customDomain", nullptr},
                                {"launchDate", nullptr},
                                {"secureLink", nullptr},
                                {"createdAt", minute(1)},
                                {"updatedAt", minute(1)}};
    for (const auto& [name, value] : expected) EXPECT_EQ(json::text(made.at(name)), json::text(value)) << name;
    EXPECT_EQ(app->get("alice", "/v1/" + made.word("id")).text, made.text);
}

TEST_P(Pages, ComponentsAreMadeOperationalInTheGivenOrder) {
    const Answer made = create({{"components", {"Web", "API", "Web"}}});
    EXPECT_EQ(words_of(made.at("components"), "name"), (Strings{"Web", "API", "Web"}));
    for (const json::value& component : made.at("components").as_array()) {
        EXPECT_EQ(component.at("status").as_string(), "OPERATIONAL");
        EXPECT_TRUE(component.at("uniqueEmail").as_string().starts_with("shop-"));
    }
}

TEST_P(Pages, WithoutAWorkspaceOneIsMadeForIt) {
    const Answer made = create();
    EXPECT_NE(made.word("workspaceId"), app->id("workspace"));
    const Answer workspaces = app->get("alice", "/v1/workspaces");
    EXPECT_EQ(workspaces.word("1.id"), made.word("workspaceId"));
    EXPECT_EQ(workspaces.word("1.slug"), made.word("workspaceSlug"));
    EXPECT_EQ(workspaces.word("1.name"), "Shop");
    EXPECT_EQ(workspaces.word("1.sites.0"), made.word("id"));
    EXPECT_EQ(app->get("bob", "/v1/" + made.word("id")).status, 403) << "nobody else is a member";
}

TEST_P(Pages, WithAWorkspaceItsMembersComeAlong) {
    const Answer made = create({{"workspace", app->id("workspace")}});
    EXPECT_EQ(made.word("workspaceId"), app->id("workspace"));
    EXPECT_EQ(app->get("vera", "/v1/" + made.word("id")).status, 200);
    EXPECT_EQ(app->put("bob", "/v1/" + made.word("id"), R"({"name":"B"})").status, 200);
}

TEST_P(Pages, CreateNeedsEmailNameAndSubdomain) {
    const std::string before = app->dump();
    for (const char* field : {"email", "name", "subdomain"}) {
        json::object without = draft();
        without.erase(field);
        for (const json::object& tried : {without, draft({{field, nullptr}}), draft({{field, " "}})}) {
            const Answer refused = app->post("alice", "/v1/pages", body(tried));
            EXPECT_EQ(refused.status, 400) << json::text(tried);
            EXPECT_EQ(refused.error_field(), field);
        }
    }
    EXPECT_EQ(create({{"email", "nobody"}}).error_field(), "email");
    EXPECT_EQ(app->dump(), before);
}

TEST_P(Pages, ComponentsMayBeLeftOutOrNull) {
    json::object without = draft();
    without.erase("components");
    EXPECT_EQ(app->post("alice", "/v1/pages", body(without)).status, 200);
    EXPECT_EQ(create({{"components", nullptr}, {"subdomain", "other"}}).status, 200);
}

TEST_P(Pages, BadComponentNamesAreRefusedByTheirPlaceAndNoPageIsMade) {
    const std::string before = app->dump();
    for (const std::string& name : {std::string(), std::string(" \t"), std::string(256, 'x')}) {
        const Answer refused = create({{"components", {"Web", name}}});
        EXPECT_EQ(refused.status, 400);
        EXPECT_EQ(refused.error_field(), "components[1]");
    }
    EXPECT_EQ(create({{"components", json::array(1001, "x")}}).error_field(), "components");
    EXPECT_EQ(app->dump(), before);
}

TEST_P(Pages, SubdomainsAreDnsLabels) {
    for (const char* good : {"a", "1", "a-b", "xn--brse-5qa", "a--b"}) {
        EXPECT_EQ(create({{"subdomain", good}}).word("subdomain"), good);
    }
    EXPECT_EQ(create({{"subdomain", "Upper"}}).word("subdomain"), "upper");
    EXPECT_EQ(create({{"subdomain", std::string(63, 'x')}}).status, 200);
    const std::string before = app->dump();
    for (const std::string& bad :
         {std::string("-a"), std::string("a-"), std::string("a.b"), std::string("a_b"), std::string("a b"),
          std::string("ä"), std::string(64, 'x'), std::string("a/b"), std::string("a\n"), std::string("<b>")}) {
        const Answer refused = create({{"subdomain", bad}});
        EXPECT_EQ(refused.status, 400) << bad;
        EXPECT_EQ(refused.error_field(), "subdomain") << bad;
    }
    EXPECT_EQ(app->dump(), before);
}

TEST_P(Pages, ATakenSubdomainIsAConflict) {
    const std::string before = app->dump();
    for (const char* taken : {"acme", "ACME", "mallory"}) {
        const Answer refused = create({{"subdomain", taken}});
        EXPECT_EQ(refused.status, 409) << taken;
        EXPECT_EQ(refused.error_code(), "conflict");
    }
    EXPECT_EQ(change({{"subdomain", "mallory"}}).status, 409);
    EXPECT_EQ(app->dump(), before);
    EXPECT_EQ(change({{"subdomain", "acme"}}).status, 200) << "its own";
}

TEST_P(Pages, ADeletedPagesSubdomainIsFreeAgain) {
    app->erase("alice", app->acme());
    EXPECT_EQ(app->post("mallory", "/v1/pages", body(draft({{"subdomain", "acme"}}))).status, 200);
}

TEST_P(Pages, DeletingOneTakesItFromTheWorldAtOnce) {
    const Answer gone = app->erase("alice", app->acme());
    EXPECT_EQ(gone.text, R"({"id":")" + app->id("acme") + "\"}");
    EXPECT_EQ(app->changed_pages(), Strings{app->id("acme")});
    EXPECT_EQ(app->get("alice", app->acme()).status, 403);
    EXPECT_EQ(app->get("alice", app->acme("/incidents")).status, 403);
    EXPECT_EQ(app->erase("alice", app->acme()).status, 403);
    EXPECT_EQ(app->get("alice", "/v2/pages").text, "[]");
    EXPECT_EQ(json::text(app->get("alice", "/v1/workspaces").at("0.sites")), "[]");
}

TEST_P(Pages, UpdateChangesOnlyWhatItNames) {
    const Answer before = acme();
    app->clock().tick(one_minute);
    const Answer after = change({{"brandColor", "rgb(1, 2, 3)"}, {"websiteUrl", "https://acme.test/"}});
    json::object expected = before.body.as_object();
    expected["brandColor"] = "rgb(1, 2, 3)";
    expected["websiteUrl"] = "https://acme.test/";
    expected["updatedAt"] = minute(2);
    EXPECT_EQ(after.text, json::text(expected));
    EXPECT_EQ(acme().text, after.text);
}

TEST_P(Pages, UpdateTakesEverySetting) {
    const json::object sent{{"name", "Acme & Co"},
                            {"subdomain", "acme-co"},
                            {"customDomain", "status.acme.test"},
                            {"logoUrl", "https://acme.test/logo.png"},
                            {"faviconUrl", "https://acme.test/icon.png"},
                            {"websiteUrl", "http://acme.test"},
                            {"publicEmail", "help@acme.test"},
                            {"twitter", "acme"},
                            {"subscribeBySms", true},
                            {"sendSmsNotifications", false},
                            {"language", "pt-br"},
                            {"useLargeHeader", false},
                            {"brandColor", "#111"},
                            {"googleAnalytics", "G-1"},
                            {"smsService", "vonage"},
                            {"htmlInMeta", "<meta name=a>"},
                            {"htmlBelowSummary", "<p>Hi</p>"},
                            {"cssGlobal", "body{}"},
                            {"launchDate", "2026-01-01T00:00:00.000Z"},
                            {"onboarded", true},
                            {"disableDarkMode", true},
                            {"dateFormat", "d MMM"},
                            {"private", true},
                            {"useAllowList", true},
                            {"allowList", {"192.0.2.7", "2001:db8::/32"}},
                            {"timezone", "Europe/Berlin"},
                            {"translations", {{"name", {{"fr", "Acmé"}}}}}};
    const Answer after = change(sent);
    EXPECT_EQ(after.status, 200) << after.text;
    for (const auto& [name, value] : sent) EXPECT_EQ(json::text(after.at(name)), json::text(value)) << name;
    EXPECT_EQ(acme().text, after.text);
}

TEST_P(Pages, ASecureLinkIsForMembersOfAPrivatePageAndIsMadeAnew) {
    const std::string path = app->acme("/regenerate-secure-link");
    const Answer first = app->post("bob", path, "");
    EXPECT_EQ(first.status, 200) << first.text;
    EXPECT_EQ(first.word("id"), app->id("acme"));
    const std::string link = first.word("secureLink");
    EXPECT_TRUE(link.starts_with("https://acme.status.test/secure/")) << link;
    EXPECT_TRUE(acme().at("secureLink").is_null()) << "the page is public";
    change({{"private", true}});
    EXPECT_EQ(acme().word("secureLink"), link);
    EXPECT_EQ(app->get("vera", "/v1/pages").word("0.secureLink"), link);
    const Answer second = app->post("bob", "/v2/" + app->id("acme") + "/regenerate-secure-link", "");
    EXPECT_NE(second.word("secureLink"), link);
    EXPECT_EQ(acme().word("secureLink"), second.word("secureLink"));
    const std::string token = second.word("secureLink").substr(link.rfind('/') + 1);
    EXPECT_EQ(token.size(), 32U);
    EXPECT_EQ(app->dump().find(token), std::string::npos) << "sealed at rest, and not in the log";
}

TEST_P(Pages, NullClearsWhatCanBeEmptyAndLeavesTheRest) {
    change({{"logoUrl", "https://acme.test/l.png"},
            {"customDomain", "status.acme.test"},
            {"smsService", "sns"},
            {"brandColor", "#111"},
            {"useLargeHeader", false}});
    const Answer after = change({{"logoUrl", nullptr},
                                 {"customDomain", nullptr},
                                 {"smsService", nullptr},
                                 {"brandColor", nullptr},
                                 {"useLargeHeader", nullptr},
                                 {"name", nullptr},
                                 {"subdomain", nullptr},
                                 {"status", nullptr},
                                 {"allowList", nullptr},
                                 {"components", nullptr},
                                 {"translations", nullptr}});
    EXPECT_EQ(after.status, 200) << after.text;
    for (const char* cleared : {"logoUrl", "customDomain", "smsService"}) EXPECT_TRUE(after.at(cleared).is_null());
    EXPECT_EQ(after.word("brandColor"), "#111");
    EXPECT_FALSE(after.at("useLargeHeader").as_bool());
    EXPECT_EQ(after.word("name"), "Acme");
}

TEST_P(Pages, BadSettingsAreRefusedByName) {
    const std::string before = app->dump();
    const std::pair<const char*, json::value> bad[] = {
        {"brandColor", "red"},
        {"brandColor", "#12345"},
        {"brandColor", "rgb(256,0,0)"},
        {"okColor", "rgb(1,2)"},
        {"downColor", "#fff;}body{display:none"},
        {"noticeColor", "url(https://evil.test)"},
        {"logoUrl", "javascript:alert(1)"},
        {"logoUrl", "//evil.test/x"},
        {"websiteUrl", "https://acme.test/ x"},
        {"faviconUrl", "data:image/png;base64,AA=="},
        {"language", "../en"},
        {"language", " "},
        {"timezone", "Mars/Olympus"},
        {"timezone", "../../etc/passwd"},
        {"publicEmail", "nobody"},
        {"smsService", "pigeon"},
        {"status", "DOWN"},
        {"launchDate", "tomorrow"},
        {"customDomain", "acme"},
        {"customDomain", "Status.Acme.test"},
        {"customDomain", "a..b"},
        {"customDomain", "a.test/x"},
        {"name", ""},
        {"subdomain", ""},
    };
    for (const auto& [field, value] : bad) {
        const Answer refused = change({{field, value}});
        EXPECT_EQ(refused.status, 400) << field << json::text(value);
        EXPECT_EQ(refused.error_field(), field) << json::text(value);
    }
    EXPECT_EQ(app->dump(), before);
}

TEST_P(Pages, ACustomDomainBelongsToOnePage) {
    change({{"customDomain", "status.acme.test"}});
    const Answer refused =
        app->put("mallory", "/v1/" + app->id("mallorys_page"), R"({"customDomain":"status.acme.test"})");
    EXPECT_EQ(refused.status, 409);
    app->erase("alice", app->acme());
    EXPECT_EQ(app->put("mallory", "/v1/" + app->id("mallorys_page"), R"({"customDomain":"status.acme.test"})").status,
              200);
}

TEST_P(Pages, AStatusSetByHandHoldsUntilSomethingHappens) {
    const Answer set = change({{"status", "SOMEPARTIALOUTAGE"}});
    EXPECT_EQ(set.word("status"), "HASISSUES");
    EXPECT_EQ(set.word("mainStatus"), "SOMEPARTIALOUTAGE");
    change({{"name", "Acme Inc"}});
    EXPECT_EQ(page_status(*app), "HASISSUES SOMEPARTIALOUTAGE");
    app->put("bob", app->acme("/components/" + app->id("api")), R"({"status":"MAJOROUTAGE"})");
    EXPECT_EQ(page_status(*app), "HASISSUES ONEMAJOROUTAGE");
    EXPECT_EQ(change({{"status", "UNDERMAINTENANCE"}}).word("status"), "UNDERMAINTENANCE");
    EXPECT_EQ(change({{"status", "UP"}}).word("mainStatus"), "UP");
}

TEST_P(Pages, TheHeadlineCountsComponentsWithTheWorstStatus) {
    const auto set = [&](const std::string& name, const std::string& status) {
        app->put("bob", app->acme("/components/" + app->id(name)), body({{"status", status}}));
    };
    set("website", "PARTIALOUTAGE");
    EXPECT_EQ(page_status(*app), "HASISSUES ONEPARTIALOUTAGE");
    set("api", "PARTIALOUTAGE");
    EXPECT_EQ(page_status(*app), "HASISSUES SOMEPARTIALOUTAGE");
    set("mail", "PARTIALOUTAGE");
    EXPECT_EQ(page_status(*app), "HASISSUES ALLPARTIALOUTAGE");
    set("mail", "MAJOROUTAGE");
    EXPECT_EQ(page_status(*app), "HASISSUES ONEMAJOROUTAGE");
    for (const char* name : {"website", "api", "mail"}) set(name, "UNDERMAINTENANCE");
    EXPECT_EQ(page_status(*app), "UNDERMAINTENANCE ALLUNDERMAINTENANCE");
}

TEST_P(Pages, SecretsGoInAndNeverComeOut) {
    const std::string secret = "tok-3c1e5a";
    const Answer made = create({{"twilioToken", secret}, {"nexmoSecret", secret}, {"workspace", app->id("workspace")}});
    const Answer changed = app->put("alice", "/v1/" + made.word("id"), body({{"esendexPassword", secret}}));
    EXPECT_EQ(changed.status, 200);
    const std::string everything = made.text + changed.text + app->get("alice", "/v1/pages").text + app->dump() +
                                   app->get("alice", "/x/" + made.word("id") + "/activity").text;
    EXPECT_EQ(everything.find(secret), std::string::npos);
    EXPECT_EQ(everything.find("twilioToken"), std::string::npos);
}

TEST_P(Pages, SecretsAreKeptSealedChangedOneByOneAndClearedByNull) {
    const auto kept = [&] {
        const auto envelope = app->db().read([&](db::Tx& tx) { return pages::find_secrets(tx, app->id("acme")); });
        if (!envelope) return std::string("none");
        return app->world().key.open(*envelope, "pages.secrets/" + app->id("acme")).value_or("cannot be opened");
    };
    change({{"name", "B"}});
    EXPECT_EQ(kept(), "none");
    change({{"twilioSid", "AC1"}, {"twilioToken", "t1"}});
    change({{"twilioToken", "t2"}});
    EXPECT_TRUE(test::has(kept(), R"("twilioSid":"AC1","twilioToken":"t2")"));
    change({{"twilioToken", nullptr}});
    EXPECT_TRUE(test::has(kept(), R"("twilioSid":"AC1","twilioToken":null)"));
}

TEST_P(Pages, ListsComeOldestFirstAndInPages) {
    for (const char* name : {"b", "c", "d"}) {
        app->clock().tick(one_minute);
        create({{"subdomain", name}});
    }
    const auto listed = [&](const std::string& query) {
        return words_of(app->get("alice", "/v2/pages" + query).body, "subdomain");
    };
    EXPECT_EQ(listed(""), (Strings{"acme", "b", "c", "d"}));
    EXPECT_EQ(listed("?per_page=3"), (Strings{"acme", "b", "c"}));
    EXPECT_EQ(listed("?per_page=3&page=2"), Strings{"d"});
    EXPECT_EQ(listed("?per_page=3&page=3"), Strings{});
    EXPECT_EQ(app->get("alice", "/v1/pages").text, app->get("alice", "/v2/pages").text);
}

TEST_P(Pages, OneWithEveryLargeSettingCanStillBeRead) {
    json::array addresses;
    for (int i = 0; i < 500; ++i)
        addresses.emplace_back("192.0." + std::to_string(i / 256) + "." + std::to_string(i % 256));
    json::object languages;
    for (int i = 0; i < 400; ++i) languages["l" + std::to_string(i)] = "x";
    EXPECT_EQ(change({{"allowList", addresses}}).status, 200);
    EXPECT_EQ(change({{"translations", {{"name", languages}}}}).status, 200);
    EXPECT_EQ(acme().status, 200);
    EXPECT_EQ(app->get("bob", "/v1/pages").status, 200);
    EXPECT_EQ(app->get("bob", "/x/" + app->id("acme") + "/activity").status, 200);
}

}  // namespace
}  // namespace daymark::contract
