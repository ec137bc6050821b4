// The team of a page by way of the API (contract §6.2).
#include "contract/story.h"

#include <algorithm>

namespace daymark::contract {
namespace {

class Team : public OnTestApp {
protected:
    [[nodiscard]] std::string path(const std::string& rest = {}) const { return app->acme("/team" + rest); }
    Answer invite(const std::string& email, const std::string& permission) {
        return app->post("alice", path(), body({{"email", email}, {"permission", permission}}));
    }
    /// The member id of somebody in the story.
    [[nodiscard]] std::string member(const std::string& who) {
        const Answer team = app->get("alice", path());
        for (const json::value& one : team.body.as_array()) {
            if (one.at("user").at("email").as_string() == who + "@acme.test")
                return std::string(one.at("id").as_string());
        }
        ADD_FAILURE() << who << " is in no team";
        return {};
    }
    /// "alice FULL" for each teammate.
    [[nodiscard]] Strings told(const std::string& caller = "alice") {
        Strings list;
        const Answer team = app->get(caller, path());
        for (const json::value& one : team.body.as_array()) {
            const std::string email(one.at("user").at("email").as_string());
            list.push_back(email.substr(0, email.find('@')) + " " + std::string(one.at("permission").as_string()));
        }
        return list;
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, Team, test::both(), test::kind_name);

TEST_P(Team, IsListedInTheOrderInWhichItCame) {
    EXPECT_EQ(told(), (Strings{"alice FULL", "bob WRITE", "edna EDITOR", "vera READ", "mina MEMBER"}));
    EXPECT_EQ(told("vera"), told());
    const Answer second = app->get("alice", path("?page=2&per_page=2"));
    EXPECT_EQ(second.word("0.user.email"), "edna@acme.test");
    EXPECT_EQ(second.body.as_array().size(), 2U);
    EXPECT_EQ(second.word("0.user.id"), app->user_id("edna"));
    EXPECT_NE(second.word("0.id"), second.word("0.user.id"));
}

TEST_P(Team, AnUnknownAddressBecomesATeammateWhoCanBeGivenAKey) {
    const Answer invited = invite("Zoe@Acme.test", "EDITOR");
    EXPECT_EQ(invited.status, 200) << invited.text;
    EXPECT_EQ(invited.word("email"), "zoe@acme.test");
    EXPECT_EQ(told().back(), "zoe EDITOR");
    EXPECT_TRUE(app->get("alice", path()).at("5.user.name").is_null());
    EXPECT_EQ(app->get("alice", path()).word("5.id"), invited.word("id"));
}

TEST_P(Team, SomebodyFromElsewhereKeepsWhatIsTheirs) {
    EXPECT_EQ(app->get("mallory", app->acme()).status, 403);
    invite("mallory@acme.test", "READ");
    EXPECT_EQ(app->get("mallory", app->acme()).status, 200);
    EXPECT_EQ(app->put("mallory", app->acme(), R"({"name":"Mine"})").status, 403);
    EXPECT_EQ(app->get("mallory", "/v1/pages").body.as_array().size(), 2U);
}

TEST_P(Team, WithoutAPermissionOneMayLookOn) {
    app->post("alice", path(), R"({"email":"zoe@acme.test"})");
    EXPECT_EQ(told().back(), "zoe READ");
}

TEST_P(Team, InvitingAgainChangesThePermission) {
    const std::string vera = member("vera");
    EXPECT_EQ(invite("VERA@acme.test", "WRITE").word("id"), vera);
    EXPECT_EQ(told(), (Strings{"alice FULL", "bob WRITE", "edna EDITOR", "vera WRITE", "mina MEMBER"}));
    EXPECT_EQ(app->put("vera", app->acme(), R"({"name":"Acme 2"})").status, 200);
    const Logged logged = activity_log(*app)[activity_log(*app).size() - 2];
    EXPECT_EQ(logged.event, "team.change");
    EXPECT_EQ(json::text(logged.detail.at("before").at("permission")), "\"READ\"");
}

TEST_P(Team, WhoIsRemovedIsOutAtOnceAndKeepsTheirAccount) {
    const std::string bob = member("bob");
    const Answer removed = app->erase("alice", path("/" + bob));
    EXPECT_EQ(removed.text, R"({"memberId":")" + bob + "\"}");
    EXPECT_EQ(app->get("bob", app->acme()).status, 403);
    EXPECT_EQ(app->get("bob", "/v1/user").status, 200);
    EXPECT_EQ(app->get("bob", "/v1/pages").text, "[]");
    EXPECT_EQ(app->erase("alice", path("/" + bob)).status, 404);
    EXPECT_EQ(last_logged(*app).event, "team.remove");
}

TEST_P(Team, TheLastOwnerStays) {
    const std::string before = app->dump();
    const Answer removed = app->erase("alice", path("/" + member("alice")));
    EXPECT_EQ(removed.status, 409) << removed.text;
    EXPECT_EQ(removed.error_code(), "conflict");
    EXPECT_EQ(invite("alice@acme.test", "WRITE").status, 409);
    EXPECT_EQ(app->dump(), before);
    invite("bob@acme.test", "FULL");
    EXPECT_EQ(app->erase("bob", path("/" + member("alice"))).status, 200);
    EXPECT_EQ(app->get("alice", app->acme()).status, 403);
}

TEST_P(Team, BadInvitationsNameTheField) {
    const std::string before = app->dump();
    const std::pair<const char*, const char*> cases[] = {
        {R"({"permission":"READ"})", "email"},
        {R"({"email":"","permission":"READ"})", "email"},
        {R"({"email":"zoe@acme.test","permission":"KING"})", "permission"},
        {R"({"email":"zoe@acme.test","audienceGroups":["cnone"]})", "audienceGroups[0]"}};
    for (const auto& [text, field] : cases) {
        const Answer refused = app->post("alice", path(), text);
        EXPECT_EQ(refused.status, 400) << text;
        EXPECT_EQ(refused.error_field(), field) << refused.text;
    }
    EXPECT_EQ(app->post("alice", path(), R"({"email":"not an address"})").error_field(), "email");
    EXPECT_EQ(app->dump(), before);
}

TEST_P(Team, AnInvitationMayNameAudienceGroups) {
    const std::string group = app->post("alice", app->acme("/audience-groups"), R"({"name":"Partners"})").word("id");
    const json::object draft{{"email", "zoe@acme.test"}, {"permission", "MEMBER"}, {"audienceGroups", {group}}};
    const std::string zoe = app->post("alice", path(), body(draft)).word("id");
    app->post("alice", path(), body(draft));
    const Answer seen = app->get("alice", app->acme("/audience-groups/" + group));
    EXPECT_EQ(words_of(seen.at("teammates"), "teammateId"), Strings{zoe});
    EXPECT_EQ(seen.word("teammates.0.teammate.user.email"), "zoe@acme.test");
    app->erase("alice", path("/" + zoe));
    EXPECT_TRUE(app->get("alice", app->acme("/audience-groups/" + group)).at("teammates").as_array().empty());
}

TEST_P(Team, AddressesOfPeopleStayOutOfTheLog) {
    invite("zoe@acme.test", "READ");
    for (const Logged& logged : activity_log(*app)) {
        EXPECT_EQ(json::text(logged.detail).find("zoe"), std::string::npos) << logged.event;
    }
}

}  // namespace
}  // namespace daymark::contract
