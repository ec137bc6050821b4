// Workspaces by way of the API (contract §2.2).
#include "contract/story.h"

#include <regex>

namespace daymark::contract {
namespace {

class Workspaces : public OnTestApp {
protected:
    Answer create(const json::object& members) { return app->post("alice", "/v1/workspaces", body(members)); }
};
INSTANTIATE_TEST_SUITE_P(Databases, Workspaces, test::both(), test::kind_name);

TEST_P(Workspaces, NothingIsRequired) {
    const Answer made = app->post("alice", "/v1/workspaces", "");
    EXPECT_EQ(made.status, 200) << made.text;
    EXPECT_TRUE(std::regex_match(made.word("slug"), std::regex("[a-z0-9]{5}")));
    EXPECT_EQ(json::text(made.at("sites")), "[]");
    EXPECT_EQ(json::text(made.at("longRunningIncidentNotificationSettings")), "[0.5,1,2,3,6,12]");
    EXPECT_TRUE(made.at("sendNewWorkspaceMembersWeeklyReportsNotifications").as_bool());
    EXPECT_EQ(made.word("createdAt"), minute(1));
}

TEST_P(Workspaces, TakeEveryField) {
    const json::object sent{{"name", "Ops"},
                            {"slug", "ops-team"},
                            {"sendNewWorkspaceMembersStatusPageUpdates", false},
                            {"sendNewWorkspaceMembersAutomationIntegrationNotifications", false},
                            {"sendNewWorkspaceMembersInvalidCustomDomainNotifications", false},
                            {"sendNewWorkspaceMembersPhoneCallNotifications", false},
                            {"sendNewWorkspaceMembersWeeklyReportsNotifications", false},
                            {"longRunningIncidentNotificationSettings", {0.25, 24}}};
    const Answer made = create(sent);
    for (const auto& [name, value] : sent) EXPECT_EQ(json::text(made.at(name)), json::text(value)) << name;
    EXPECT_EQ(json::text(app->get("alice", "/v1/workspaces").at("1")), made.text);
}

TEST_P(Workspaces, ASlugIsTakenOnlyOnce) {
    EXPECT_EQ(create({{"slug", "ops"}}).status, 200);
    const std::string before = app->dump();
    const Answer refused = app->post("mallory", "/v1/workspaces", R"({"slug":"ops"})");
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(refused.error_code(), "conflict");
    EXPECT_EQ(app->dump(), before);
}

TEST_P(Workspaces, BadSlugsAreRefused) {
    const std::string before = app->dump();
    for (const char* bad : {"Ops", "ops team", "-ops", "ops-", "o--ps", "ö", " ", "a/b", "ops\n"}) {
        const Answer refused = create({{"slug", bad}});
        EXPECT_EQ(refused.status, 400) << bad;
        EXPECT_EQ(refused.error_field(), "slug") << bad;
    }
    EXPECT_EQ(create({{"slug", std::string(41, 'a')}}).error_field(), "slug");
    EXPECT_EQ(create({{"name", ""}}).error_field(), "name");
    EXPECT_EQ(app->dump(), before);
}

TEST_P(Workspaces, DeletingOneDeletesItsPagesAndFreesTheSlug) {
    const std::string slug = app->get("alice", "/v1/workspaces").word("0.slug");
    const Answer gone = app->erase("alice", "/v1/workspaces/" + app->id("workspace"));
    EXPECT_EQ(gone.text, R"({"id":")" + app->id("workspace") + "\"}");
    EXPECT_EQ(app->changed_pages(), Strings{app->id("acme")});
    for (const char* member : {"alice", "bob", "vera"}) {
        EXPECT_EQ(app->get(member, "/v1/workspaces").text, "[]") << member;
        EXPECT_EQ(app->get(member, app->acme()).status, 403) << member;
    }
    EXPECT_EQ(app->erase("alice", "/v1/workspaces/" + app->id("workspace")).status, 403);
    EXPECT_EQ(app->post("mallory", "/v1/workspaces", body({{"slug", slug}})).status, 200);
    EXPECT_EQ(last_logged(*app).event, "workspaces.close");
}

TEST_P(Workspaces, AreDeletableOnceTheirPagesAreGone) {
    app->erase("alice", app->acme());
    EXPECT_EQ(app->erase("alice", "/v1/workspaces/" + app->id("workspace")).status, 200);
}

TEST_P(Workspaces, NoPageGoesIntoADeletedOne) {
    app->erase("alice", "/v1/workspaces/" + app->id("workspace"));
    const json::object draft{
        {"email", "a@acme.test"}, {"name", "B"}, {"subdomain", "b"}, {"workspace", app->id("workspace")}};
    EXPECT_EQ(app->post("alice", "/v1/pages", body(draft)).status, 403);
}

TEST_P(Workspaces, ListsComeOldestFirstAndInPages) {
    for (const char* slug : {"b", "c"}) {
        app->clock().tick(one_minute);
        create({{"slug", slug}, {"name", slug}});
    }
    EXPECT_EQ(words_of(app->get("alice", "/v1/workspaces").body, "name"), (Strings{"Acme", "b", "c"}));
    EXPECT_EQ(words_of(app->get("alice", "/v1/workspaces?per_page=2&page=2").body, "name"), Strings{"c"});
}

TEST_P(Workspaces, OneWithManyReminderHoursCanStillBeRead) {
    const Answer made = create({{"longRunningIncidentNotificationSettings", json::array(49'990, 1)}});
    EXPECT_EQ(made.status, 200) << made.text.substr(0, 200);
    EXPECT_EQ(app->get("alice", "/v1/workspaces").status, 200);
}

}  // namespace
}  // namespace daymark::contract
