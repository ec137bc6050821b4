// The activity log as the API fills it: one row per change, who did it, whether subscribers are to be told.
#include "activity/activity.h"
#include "contract/story.h"

namespace daymark::contract {
namespace {

class ActivityLog : public OnTestApp {
protected:
    Answer report(const std::string& more = {}) {
        return app->post("edna", app->acme("/incidents"), R"({"name":"A","status":"INVESTIGATING")" + more + "}");
    }
    [[nodiscard]] std::optional<std::int64_t> broken_row() const {
        return app->db().read([&](db::Tx& tx) { return activity::first_broken_row(tx, app->id("workspace")); });
    }
    void tamper(const std::string& sql) {
        app->db().write([&](db::Tx& tx) { tx.execute("test.tamper", sql, app->id("workspace")); });
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, ActivityLog, test::both(), test::kind_name);

TEST_P(ActivityLog, HasOneRowForEachChange) {
    const std::size_t before = activity_log(*app).size();
    const Answer incident = report();
    const std::string here = app->acme("/incidents/" + incident.word("id"));
    const std::string update = app->post("edna", here + "/incident-updates", R"({"status":"MONITORING"})").word("id");
    app->put("edna", here + "/incident-updates/" + update, R"({"message":"B"})");
    app->erase("edna", here + "/incident-updates/" + update);
    app->put("edna", here, R"({"name":"B"})");
    app->erase("edna", here);
    const std::string component = app->post("bob", app->acme("/components"), R"({"name":"CDN"})").word("id");
    app->put("bob", app->acme("/components/" + component), R"({"status":"MAJOROUTAGE"})");
    app->erase("bob", app->acme("/components/" + component));
    app->put("bob", app->acme(), R"({"name":"Acme & Co"})");
    const std::string prepared =
        app->post("bob", app->acme("/templates"), R"({"type":"INCIDENT","name":"T","status":"IDENTIFIED"})").word("id");
    app->put("bob", app->acme("/templates/" + prepared), R"({"name":"U"})");
    app->post("edna", app->acme("/incidents/U"), "");
    app->erase("bob", app->acme("/templates/" + prepared));
    const std::string metric =
        app->acme("/metrics/") + app->post("bob", app->acme("/metrics"), R"({"name":"M"})").word("id");
    app->post("bob", metric, R"({"timestamp":5,"value":1})");
    app->put("bob", metric, R"({"name":"N"})");
    app->erase("bob", metric + "/data");
    app->erase("bob", metric);
    const std::vector<std::string> expected{"incidents.open",        "incidents.post_update",
                                            "incidents.edit_update", "incidents.remove_update",
                                            "incidents.edit",        "incidents.remove",
                                            "components.add",        "components.edit",
                                            "components.remove",     "pages.edit",
                                            "templates.create",      "templates.edit",
                                            "incidents.open",        "templates.remove",
                                            "metrics.create",        "metrics.edit",
                                            "metrics.clear",         "metrics.remove"};
    const auto log = activity_log(*app);
    std::vector<std::string> events;
    for (std::size_t i = before; i < log.size(); ++i) events.push_back(log[i].event);
    EXPECT_EQ(events, expected);
    EXPECT_EQ(broken_row(), std::nullopt);
}

TEST_P(ActivityLog, SaysWhoDidItFromWhere) {
    const Answer incident = report();
    const Logged row = last_logged(*app);
    EXPECT_EQ(row.subject, incident.word("id"));
    EXPECT_EQ(row.actor, app->user_id("edna"));
    EXPECT_EQ(row.kind, "key");
    EXPECT_EQ(row.address, "192.0.2.7");
    EXPECT_EQ(row.detail.at("name").as_string(), "A");
}

TEST_P(ActivityLog, AnnouncesWhatSubscribersAreToHear) {
    const auto announced = [&] { return last_logged(*app).announced; };
    const std::string here = app->acme("/incidents/" + report(R"(,"notify":true)").word("id"));
    EXPECT_TRUE(announced()) << "opened with notify";
    report(R"(,"notify":false)");
    EXPECT_FALSE(announced()) << "opened in silence";
    report(R"(,"notify":true,"shouldPublish":false)");
    EXPECT_FALSE(announced()) << "a draft";
    app->post("edna", here + "/incident-updates", R"({"status":"IDENTIFIED","notify":true})");
    EXPECT_TRUE(announced()) << "an update with notify";
    app->post("edna", here + "/incident-updates", R"({"status":"IDENTIFIED","notify":false})");
    EXPECT_FALSE(announced()) << "an update in silence";
    app->put("edna", here, R"({"name":"B","notify":true})");
    EXPECT_FALSE(announced()) << "a new name says nothing new";
    app->put("edna", here, R"({"status":"RESOLVED","notify":true})");
    EXPECT_TRUE(announced()) << "resolved by PUT with notify";
    app->put("edna", here, R"({"status":"MONITORING"})");
    EXPECT_FALSE(announced()) << "a status by PUT without notify";
    app->erase("edna", here);
    EXPECT_FALSE(announced()) << "a removal";
}

TEST_P(ActivityLog, AnnouncesADraftWhenItComesOut) {
    for (const auto& [draft, edit, told] :
         {std::tuple{R"("notify":true)", R"({"shouldPublish":true})", true},
          std::tuple{R"("notify":false)", R"({"shouldPublish":true})", false},
          std::tuple{R"("notify":true)", R"({"shouldPublish":true,"notify":false})", false},
          std::tuple{R"("notify":true)", R"({"status":"RESOLVED","notify":true})", false}}) {
        const Answer incident = report(R"(,"shouldPublish":false,)" + std::string(draft));
        app->put("edna", app->acme("/incidents/" + incident.word("id")), edit);
        EXPECT_EQ(last_logged(*app).announced, told) << draft << edit;
    }
}

TEST_P(ActivityLog, HasNoRowForWhatWasRefusedOrOnlyRead) {
    const auto before = activity_log(*app).size();
    app->get("vera", app->acme("/incidents"));
    app->post("vera", app->acme("/incidents"), R"({"name":"A","status":"INVESTIGATING"})");
    app->post("edna", app->acme("/incidents"), R"({"name":"A"})");
    app->put("bob", app->acme("/components/cnone"), R"({"name":"A"})");
    app->erase("bob", app->acme("/components/cnone"));
    EXPECT_EQ(activity_log(*app).size(), before);
}

TEST_P(ActivityLog, IsShownNewestFirstInPages) {
    report();
    const Answer shown = app->get("bob", "/x/" + app->id("acme") + "/activity");
    EXPECT_EQ(shown.word("0.event"), "incidents.open");
    EXPECT_EQ(shown.word("0.actorId"), app->user_id("edna"));
    EXPECT_EQ(shown.word("1.event"), "components.add");
    const Answer second = app->get("bob", "/x/" + app->id("acme") + "/activity?per_page=1&page=2");
    EXPECT_EQ(words_of(second.body, "event"), std::vector<std::string>{"components.add"});
}

TEST_P(ActivityLog, IsShownWhateverLargeSettingsItHolds) {
    json::array addresses;
    for (int i = 0; i < 500; ++i)
        addresses.emplace_back("192.0." + std::to_string(i / 256) + "." + std::to_string(i % 256));
    ASSERT_EQ(app->put("bob", app->acme(), body({{"allowList", addresses}})).status, 200);
    ASSERT_EQ(app->put("bob", app->acme(), R"({"name":"B"})").status, 200);
    EXPECT_EQ(app->get("bob", "/x/" + app->id("acme") + "/activity").status, 200);
}

TEST_P(ActivityLog, AnAlteredRowIsFound) {
    report();
    EXPECT_EQ(broken_row(), std::nullopt);
    tamper("update activity set detail = '{}' where workspace_id = $1 and sequence = 2");
    EXPECT_EQ(broken_row(), 2);
}

TEST_P(ActivityLog, EveryColumnCounts) {
    report();
    for (const char* change : {"event = 'x.y'", "actor_kind = 'system'", "actor_id = 'cmallory'",
                               "remote_address = '192.0.2.9'", "subject_id = 'cother'", "announce = 1 - announce",
                               "created_at = created_at + 1", "page_id = 'cother'", "hash = '0'", "id = 'cother'"}) {
        tamper("update activity set " + std::string(change) + " where workspace_id = $1 and sequence = 2");
        EXPECT_EQ(broken_row(), 2) << change;
    }
}

TEST_P(ActivityLog, ARemovedRowIsFoundInTheMiddleAndAtTheEnd) {
    report();
    // The workspace, the page, its three components, the incident.
    ASSERT_EQ(activity_log(*app).size(), 6U);
    tamper("delete from activity where workspace_id = $1 and sequence = 6");
    EXPECT_EQ(broken_row(), 6);
    tamper("delete from activity where workspace_id = $1 and sequence = 1");
    EXPECT_EQ(broken_row(), 1);
}

TEST_P(ActivityLog, SwappedRowsAreFound) {
    report();
    tamper("update activity set sequence = 100 where workspace_id = $1 and sequence = 2");
    tamper("update activity set sequence = 2 where workspace_id = $1 and sequence = 3");
    tamper("update activity set sequence = 3 where workspace_id = $1 and sequence = 100");
    EXPECT_EQ(broken_row(), 2);
}

}  // namespace
}  // namespace daymark::contract
