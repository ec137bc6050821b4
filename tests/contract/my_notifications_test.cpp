// Who wants which letters, and whether subscribers hear of incidents that programs open. On both databases.
#include "contract/on_automatic_letters.h"
#include "incidents/incident_actions.h"

namespace daymark::contract {
namespace {

class MyNotifications : public AutomaticLetters {};
INSTANTIATE_TEST_SUITE_P(Databases, MyNotifications, test::both(), test::kind_name);

TEST_P(MyNotifications, EachPersonChoosesForThemselves) {
    const std::string all = R"({"longRunningIncidentNotifications":true,"weeklyReportsNotifications":true,)"
                            R"("invalidCustomDomainNotifications":true})";
    EXPECT_EQ(app->get("bob", mine()).text, all);
    const Answer chosen =
        app->put("bob", mine(), R"({"longRunningIncidentNotifications":false,"weeklyReportsNotifications":null})");
    EXPECT_EQ(chosen.status, 200) << chosen.text;
    EXPECT_EQ(app->get("bob", mine()).text, chosen.text);
    EXPECT_FALSE(chosen.at("longRunningIncidentNotifications").as_bool());
    EXPECT_TRUE(chosen.at("weeklyReportsNotifications").as_bool());
    EXPECT_EQ(last_logged(*app).event, "team.choose_notifications");
    EXPECT_EQ(app->get("alice", mine()).text, all);
    EXPECT_EQ(app->get("mina", mine()).status, 403);
    EXPECT_EQ(app->put("mallory", mine(), "{}").status, 403);
    (void)open();
    wait(one_hour);
    EXPECT_EQ(remind(), 1);
    EXPECT_EQ(mails(), (Strings{"alice@acme.test", "edna@acme.test"}));
}

TEST_P(MyNotifications, ASwitchThatIsTurnedOffInTimeStopsALetterThatWaits) {
    (void)open();
    wait(one_hour);
    EXPECT_EQ(remind(), 1);
    app->put("bob", mine(), R"({"longRunningIncidentNotifications":false})");
    const Answer team = app->get("alice", app->acme("/team"));
    for (const json::value& one : team.body.as_array()) {
        if (one.at("user").at("email").as_string() == "edna@acme.test")
            app->erase("alice", app->acme("/team/" + std::string(one.at("id").as_string())));
    }
    EXPECT_EQ(mails(), Strings{"alice@acme.test"}) << "nor does somebody hear who left";
}

TEST_P(MyNotifications, NewMembersGetWhatTheWorkspaceSays) {
    const std::string workspace = app->post("alice", "/v1/workspaces",
                                            R"({"sendNewWorkspaceMembersWeeklyReportsNotifications":false,
        "sendNewWorkspaceMembersInvalidCustomDomainNotifications":false})")
                                      .word("id");
    const std::string page =
        app->post("alice", "/v1/pages",
                  body({{"email", "a@acme.test"}, {"name", "B"}, {"subdomain", "b"}, {"workspace", workspace}}))
            .word("id");
    const Answer usual = app->get("alice", "/x/" + page + "/my-notifications");
    EXPECT_FALSE(usual.at("weeklyReportsNotifications").as_bool());
    EXPECT_FALSE(usual.at("invalidCustomDomainNotifications").as_bool());
    EXPECT_TRUE(usual.at("longRunningIncidentNotifications").as_bool());
    app->put("alice", "/x/" + page + "/my-notifications", R"({"weeklyReportsNotifications":true})");
    EXPECT_TRUE(app->get("alice", "/x/" + page + "/my-notifications").at("weeklyReportsNotifications").as_bool());
    EXPECT_TRUE(app->get("alice", mine()).at("weeklyReportsNotifications").as_bool()) << "each workspace by itself";
}

// --- incidents of programs -------------------------------------------------------------------------------------------

TEST_P(MyNotifications, SubscribersHearOfAutomatedIncidentsAsThePageHasIt) {
    app->post("alice", app->acme("/subscribers"), R"({"email":"kim@example.com","autoConfirm":true})");
    const auto by_program = [this] {
        return Act{app->world(),       {ActorKind::System, {}, {}}, {},
                   app->clock().now(), app->id("workspace"),        app->id("acme")};
    };
    const auto opened = [&] {
        incidents::IncidentDraft draft;
        draft.name = "API is not accessible";
        draft.automated = true;
        return app->db().write([&](db::Tx& tx) { return incidents::open(tx, by_program(), draft).id; });
    };
    const auto resolved = [&](const std::string& id) {
        incidents::UpdateEdit edit;
        edit.status = incidents::Status::Resolved;
        app->db().write([&](db::Tx& tx) { (void)incidents::post_update(tx, by_program(), id, edit); });
    };
    const auto heard = [&] {
        wait(one_minute);
        return mails().size();
    };
    const std::string first = opened();
    EXPECT_TRUE(app->get("vera", app->acme("/incidents/" + first)).at("automated").as_bool());
    EXPECT_EQ(heard(), 1U);
    resolved(first);
    EXPECT_EQ(heard(), 1U);
    app->put("bob", app->acme(), R"({"notifyAutomatedIncidents":false})");
    const std::string second = opened();
    EXPECT_EQ(heard(), 0U);
    app->post("edna", app->acme("/incidents/" + second + "/incident-updates"),
              R"({"status":"IDENTIFIED","message":"A person says so"})");
    EXPECT_EQ(heard(), 1U) << "what people say is told as they say";
    resolved(second);
    EXPECT_EQ(heard(), 1U);
    app->put("bob", app->acme(), R"({"notifyAutomatedIncidents":true,"notifyAutomatedResolutions":false})");
    const std::string third = opened();
    EXPECT_EQ(heard(), 1U);
    resolved(third);
    EXPECT_EQ(heard(), 0U);
    EXPECT_FALSE(app->get("vera", app->acme("/incidents/" + open())).at("automated").as_bool());
}

}  // namespace
}  // namespace daymark::contract
