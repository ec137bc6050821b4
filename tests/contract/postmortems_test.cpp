// Postmortems by way of the API.
#include "contract/story.h"
#include "platform/base/time_text.h"

namespace daymark::contract {
namespace {

class Postmortems : public OnTestApp {
protected:
    void SetUp() override {
        OnTestApp::SetUp();
        if (!app) return;
        incident_ = app->post("edna", app->acme("/incidents"), R"({"name":"Slow","status":"IDENTIFIED"})").word("id");
        app->clock().tick(one_minute);
    }
    [[nodiscard]] std::string incident_path() const { return app->acme("/incidents/" + incident_); }
    [[nodiscard]] std::string path() const {
        return "/x/" + app->id("acme") + "/incidents/" + incident_ + "/postmortem";
    }
    void set_status(const char* status) {
        app->post("edna", incident_path() + "/incident-updates", body({{"status", status}}));
        app->clock().tick(one_minute);
    }
    Answer write(const json::object& more = {}) {
        json::object edit{{"message", "A **full** disk."}};
        for (const auto& [name, value] : more) edit[name] = value;
        return app->put("edna", path(), body(edit));
    }
    [[nodiscard]] bool announces(const json::object& more) {
        EXPECT_EQ(write(more).status, 200);
        return last_logged(*app).announced;
    }
    std::string incident_;
};
INSTANTIATE_TEST_SUITE_P(Databases, Postmortems, test::both(), test::kind_name);

TEST_P(Postmortems, AResolvedIncidentMayHaveOne) {
    set_status("RESOLVED");
    const Answer written = write({{"translations", {{"message", {{"de", "Volle Platte."}}}}}});
    ASSERT_EQ(written.status, 200) << written.text;
    EXPECT_EQ(written.word("incidentId"), incident_);
    EXPECT_EQ(written.word("messageHtml"), "<p>A <strong>full</strong> disk.</p>");
    EXPECT_EQ(written.word("translations.message.de"), "Volle Platte.");
    EXPECT_EQ(written.word("started"), iso_time(app->clock().now()));
    EXPECT_FALSE(written.at("notify").as_bool());
    EXPECT_TRUE(written.at("published").as_bool());
    EXPECT_EQ(app->get("vera", path()).text, written.text);
    EXPECT_EQ(count_of(*app, "postmortems"), 1);
    EXPECT_EQ(last_logged(*app).event, "incidents.write_postmortem");
    EXPECT_EQ(last_logged(*app).subject, incident_);
}

TEST_P(Postmortems, AnOpenIncidentHasNone) {
    EXPECT_EQ(app->get("vera", path()).text, R"({"error":{"code":"not_found","message":"Postmortem not found"}})");
    const std::string before = app->dump();
    const Answer refused = write();
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(refused.word("error.message"), "This incident is still open; resolve it before you write its postmortem");
    EXPECT_EQ(app->erase("edna", path()).status, 404);
    EXPECT_EQ(app->dump(), before);
}

TEST_P(Postmortems, ItsTimeIsNotBeforeTheLastUpdate) {
    set_status("RESOLVED");
    const Answer incident = app->get("vera", incident_path());
    const std::string before = app->dump();
    const Answer early = write({{"started", incident.word("started")}});
    EXPECT_EQ(early.status, 400);
    EXPECT_EQ(early.error_field(), "started");
    EXPECT_EQ(app->dump(), before);
    const std::string resolved = incident.word("resolved");
    EXPECT_EQ(write({{"started", resolved}}).word("started"), resolved);
    EXPECT_EQ(write().word("started"), resolved) << "what is left out stays";
    set_status("IDENTIFIED");
    set_status("RESOLVED");
    EXPECT_EQ(write().word("started"), app->get("vera", incident_path()).word("resolved")) << "still the last";
}

TEST_P(Postmortems, WritingAgainKeepsWhatIsLeftOut) {
    set_status("RESOLVED");
    const Answer first =
        write({{"notify", true}, {"shouldPublish", false}, {"translations", {{"message", {{"de", "A"}}}}}});
    app->clock().tick(one_minute);
    const Answer second = write({{"message", "A broken disk."}});
    EXPECT_EQ(differences(first, second), (Strings{"message", "messageHtml", "updatedAt"}));
    EXPECT_EQ(count_of(*app, "postmortems"), 1);
    EXPECT_EQ(write({{"message", " "}}).error_field(), "message");
}

TEST_P(Postmortems, AreToldWhenAskedForAndShown) {
    set_status("RESOLVED");
    EXPECT_FALSE(announces({}));
    EXPECT_TRUE(announces({{"notify", true}}));
    EXPECT_FALSE(announces({{"notify", true}})) << "the same again";
    EXPECT_TRUE(announces({{"notify", true}, {"message", "Two disks."}}));
    EXPECT_FALSE(announces({})) << "a correction";
    EXPECT_FALSE(announces({{"notify", true}, {"shouldPublish", false}})) << "a draft";
    EXPECT_TRUE(announces({{"shouldPublish", true}})) << "the draft comes out";
}

TEST_P(Postmortems, OfADraftedIncidentAreNotTold) {
    app->erase("edna", incident_path());
    incident_ = app->post("edna", app->acme("/incidents"), R"({"name":"A","status":"RESOLVED","shouldPublish":false})")
                    .word("id");
    EXPECT_FALSE(announces({{"notify", true}}));
}

TEST_P(Postmortems, ReopeningHidesNothing) {
    set_status("RESOLVED");
    const Answer written = write();
    set_status("MONITORING");
    EXPECT_EQ(app->get("vera", path()).text, written.text);
    EXPECT_EQ(write().status, 409);
    EXPECT_EQ(app->get("vera", path()).text, written.text);
}

TEST_P(Postmortems, AreRemovedAloneOrWithTheirIncident) {
    set_status("RESOLVED");
    write();
    EXPECT_EQ(app->erase("edna", path()).text, R"({"id":")" + incident_ + "\"}");
    EXPECT_EQ(app->get("vera", path()).status, 404);
    EXPECT_EQ(app->erase("edna", path()).status, 404);
    EXPECT_EQ(app->get("vera", incident_path()).status, 200);
    write();
    app->erase("edna", incident_path());
    EXPECT_EQ(count_of(*app, "postmortems"), 0);
    EXPECT_EQ(app->get("vera", path()).word("error.message"), "Incident not found");
}

}  // namespace
}  // namespace daymark::contract
