// Properties that the server owns stay as they are, whatever a body says of them.
#include "contract/story.h"

namespace daymark::contract {
namespace {

class MassAssignment : public OnTestApp {
protected:
    /// Every property of an answer that no body may set, with values that would hurt.
    [[nodiscard]] json::object attempts() const {
        const std::string& page = app->id("mallorys_page");
        const std::string time = "2001-01-01T00:00:00.000Z";
        json::object all;
        for (const char* name : {"id", "siteId", "site_id", "pageId", "page_id", "workspaceId", "workspace_id",
                                 "teamId", "userId", "user_id", "incidentId", "incident_id", "componentId"}) {
            all[name] = page;
        }
        for (const char* name : {"createdAt", "created_at", "updatedAt", "updated_at", "archivedAt", "archived_at",
                                 "resolved", "resolvedAt", "resolved_at", "deletedAt", "deleted_at", "lastUsedAt",
                                 "lastDataAt", "last_point_at", "revokedAt", "revoked_at"}) {
            all[name] = time;
        }
        for (const char* name : {"uniqueEmail",
                                 "unique_email",
                                 "hash",
                                 "hint",
                                 "key",
                                 "slugX",
                                 "secureLink",
                                 "createdByType",
                                 "createdByWorkspaceMemberId",
                                 "created_by",
                                 "nameHtml",
                                 "messageHtml",
                                 "descriptionHtml",
                                 "visibilityState",
                                 "label",
                                 "origin",
                                 "templateId",
                                 "metricId",
                                 "data",
                                 "mainStatus",
                                 "main_status",
                                 "internalStatus",
                                 "permission",
                                 "role",
                                 "owner",
                                 "activity_hash",
                                 "secrets",
                                 "settings"}) {
            all[name] = "X";
        }
        for (const char* name : {"revision", "duration", "sequence", "activity_count", "position"}) all[name] = 999;
        for (const char* name : {"isParent", "automated", "importedFromStatuspage", "isThirdParty",
                                 "subscribersNotified", "confirmed", "approved", "admin", "published"}) {
            all[name] = true;
        }
        all["updates"] = {{{"message", "X"}, {"status", "RESOLVED"}}};
        all["incidents"] = {"X"};
        all["impact"] = "MAJOROUTAGE";
        return all;
    }
    /// The body with every attempt beside its own members.
    [[nodiscard]] std::string with_attempts(json::object members) const {
        for (const auto& [name, value] : attempts()) members.emplace(name, value);
        return body(members);
    }
    void SetUp() override {
        OnTestApp::SetUp();
        if (app) app->clock().tick(one_minute);
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, MassAssignment, test::both(), test::kind_name);

TEST_P(MassAssignment, ChangesNothingOfAPage) {
    const Answer before = app->get("bob", app->acme());
    const Answer after = app->put("bob", app->acme(), with_attempts({{"name", "New"}}));
    EXPECT_EQ(after.status, 200) << after.text;
    EXPECT_EQ(differences(before, after), (Strings{"name", "updatedAt"}));
    EXPECT_EQ(after.word("updatedAt"), minute(2));
}

TEST_P(MassAssignment, ChangesNothingOfAComponent) {
    const std::string path = app->acme("/components/" + app->id("api"));
    const Answer before = app->get("bob", path);
    const Answer after = app->put("bob", path, with_attempts({{"name", "New"}}));
    EXPECT_EQ(after.status, 200) << after.text;
    EXPECT_EQ(differences(before, after), (Strings{"name", "updatedAt", "nameHtml"}));
}

TEST_P(MassAssignment, ChangesNothingOfAnIncident) {
    const std::string path = app->acme("/incidents");
    const Answer plain = app->post("edna", path, R"({"name":"A","status":"IDENTIFIED"})");
    const Answer made = app->post("edna", path, with_attempts({{"name", "A"}, {"status", "IDENTIFIED"}}));
    EXPECT_EQ(differences(plain, made), (Strings{"id", "updates"}));
    EXPECT_EQ(made.at("updates").as_array().size(), 1U);
    const Answer after = app->put("edna", path + "/" + made.word("id"), with_attempts({{"name", "New"}}));
    EXPECT_EQ(differences(made, after), Strings{"name"});
}

TEST_P(MassAssignment, ChangesNothingOfAnUpdate) {
    const Answer incident = app->post("edna", app->acme("/incidents"), R"({"name":"A","status":"IDENTIFIED"})");
    const std::string path = app->acme("/incidents/" + incident.word("id") + "/incident-updates");
    const Answer made = app->post("edna", path, with_attempts({{"status", "MONITORING"}}));
    EXPECT_EQ(made.word("incidentId"), incident.word("id"));
    EXPECT_EQ(made.word("createdAt"), minute(2));
    EXPECT_TRUE(made.at("duration").is_null());
    const Answer after = app->put("edna", path + "/" + made.word("id"), with_attempts({{"message", "New"}}));
    EXPECT_EQ(differences(made, after), (Strings{"message", "messageHtml"}));
}

TEST_P(MassAssignment, ChangesNothingOfATemplate) {
    const std::string path = app->acme("/templates");
    const json::object draft{{"type", "INCIDENT"}, {"name", "A"}, {"status", "IDENTIFIED"}};
    const Answer plain = app->post("bob", path, body(draft));
    const Answer made = app->post("bob", path, with_attempts(draft));
    EXPECT_EQ(differences(plain, made), Strings{"id"});
    const Answer after = app->put("bob", path + "/" + made.word("id"), with_attempts({{"name", "New"}}));
    EXPECT_EQ(differences(made, after), Strings{"name"});
}

TEST_P(MassAssignment, ChangesNothingOfAMetricOrAPoint) {
    const std::string path = app->acme("/metrics");
    const Answer made = app->post("bob", path, with_attempts({{"name", "A"}}));
    EXPECT_EQ(made.at("order").as_int64(), 1);
    EXPECT_TRUE(made.at("lastDataAt").is_null());
    EXPECT_EQ(json::text(made.at("data")), "[]");
    const std::string here = path + "/" + made.word("id");
    EXPECT_EQ(differences(made, app->put("bob", here, with_attempts({{"name", "New"}}))), Strings{"name"});
    const Answer point = app->post("bob", here, with_attempts({{"timestamp", 5}, {"value", 1}}));
    EXPECT_NE(point.word("id"), app->id("mallorys_page"));
    EXPECT_EQ(app->get("mallory", "/v1/" + app->id("mallorys_page") + "/metrics").text, "[]");
}

TEST_P(MassAssignment, ChangesNothingOfANewComponentPageWorkspaceOrKey) {
    const Answer component = app->post("bob", app->acme("/components"), with_attempts({{"name", "A"}}));
    EXPECT_EQ(component.word("siteId"), app->id("acme"));
    EXPECT_EQ(component.word("createdAt"), minute(2));
    EXPECT_EQ(component.at("order").as_int64(), 4);
    EXPECT_FALSE(component.at("archived").as_bool());
    const Answer page =
        app->post("alice", "/v1/pages", with_attempts({{"email", "a@acme.test"}, {"name", "B"}, {"subdomain", "b"}}));
    EXPECT_NE(page.word("id"), app->id("mallorys_page"));
    EXPECT_NE(page.word("workspaceId"), app->id("mallorys_page"));
    EXPECT_EQ(page.word("createdAt"), minute(2));
    const Answer workspace = app->post("alice", "/v1/workspaces", with_attempts({{"name", "C"}}));
    EXPECT_EQ(workspace.word("createdAt"), minute(2));
    EXPECT_NE(workspace.word("id"), app->id("mallorys_page"));
    EXPECT_EQ(app->post("vera", "/x/keys", with_attempts({{"name", "D"}})).status, 400) << "the page is not hers";
    const Answer key =
        app->post("vera", "/x/keys", with_attempts({{"name", "D"}, {"pageId", nullptr}, {"key", nullptr}}));
    EXPECT_TRUE(key.at("revokedAt").is_null());
    EXPECT_EQ(app->get(key.word("key"), "/v1/user").word("id"), app->user_id("vera"));
}

TEST_P(MassAssignment, MovesNothingToAnotherPage) {
    const std::string hers = "/v1/" + app->id("mallorys_page");
    const Answer before = app->get("mallory", hers);
    app->post("bob", app->acme("/components"), with_attempts({{"name", "A"}}));
    app->post("edna", app->acme("/incidents"), with_attempts({{"name", "A"}, {"status", "IDENTIFIED"}}));
    app->put("bob", app->acme("/components/" + app->id("api")), with_attempts({}));
    EXPECT_EQ(app->get("mallory", hers).text, before.text);
    EXPECT_EQ(app->get("mallory", hers + "/incidents").text, "[]");
}

}  // namespace
}  // namespace daymark::contract
