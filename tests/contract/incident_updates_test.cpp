// Updates of incidents by way of the API (contract §4.1): the timeline and what follows from it.
#include "contract/story.h"

namespace daymark::contract {
namespace {

class IncidentUpdates : public OnTestApp {
protected:
    void SetUp() override {
        OnTestApp::SetUp();
        if (!app) return;
        const Answer made =
            app->post("edna", app->acme("/incidents"),
                      body({{"name", "Checkout is slow"},
                            {"status", "INVESTIGATING"},
                            {"message", "First."},
                            {"started", minute(1)},
                            {"components", {app->id("website")}},
                            {"statuses", {{{"id", app->id("website")}, {"status", "PARTIALOUTAGE"}}}}}));
        incident_ = made.word("id");
        first_ = made.word("updates.0.id");
    }
    [[nodiscard]] std::string path(const std::string& rest = {}) const {
        return app->acme("/incidents/" + incident_ + "/incident-updates" + rest);
    }
    Answer post(const json::object& members) {
        Answer made = app->post("edna", path(), body(members));
        EXPECT_EQ(made.status, 200) << made.text;
        return made;
    }
    Answer change(const std::string& id, const json::object& members) {
        Answer changed = app->put("edna", path("/" + id), body(members));
        EXPECT_EQ(changed.status, 200) << changed.text;
        return changed;
    }
    [[nodiscard]] Answer incident() const { return app->get("vera", app->acme("/incidents/" + incident_)); }
    [[nodiscard]] std::vector<std::string> timeline(std::string_view member) const {
        return words_of(incident().at("updates"), member);
    }
    [[nodiscard]] json::value website_is(const std::string& status) const {
        return {{{"id", app->id("website")}, {"status", status}}};
    }
    std::string incident_, first_;
};
INSTANTIATE_TEST_SUITE_P(Databases, IncidentUpdates, test::both(), test::kind_name);
using Words = std::vector<std::string>;

TEST_P(IncidentUpdates, TheAnswerIsTheUpdateWithItsIncidentInside) {
    app->clock().tick(one_minute);
    const Answer made = post({{"status", "IDENTIFIED"}, {"message", "Found *it*."}, {"notify", false}});
    EXPECT_EQ(made.word("message"), "Found *it*.");
    EXPECT_EQ(made.word("messageHtml"), "<p>Found <em>it</em>.</p>");
    EXPECT_EQ(made.word("status"), "IDENTIFIED");
    EXPECT_EQ(made.word("started"), minute(2));
    EXPECT_FALSE(made.at("notify").as_bool());
    EXPECT_EQ(made.word("incident.id"), incident_);
    EXPECT_EQ(made.word("incident.status"), "IDENTIFIED");
    EXPECT_EQ(made.word("incident.components.0.id"), app->id("website"));
    EXPECT_EQ(json::text(made.at("incident.components.0.subscribers")), "[]");
    EXPECT_EQ(json::text(made.at("incident.components.0.site.subscribers")), "[]");
    EXPECT_EQ(app->get("vera", path("/" + made.word("id"))).text, made.text);
}

TEST_P(IncidentUpdates, OneNeedsAStatus) {
    const std::string before = app->dump();
    for (const char* text : {R"({"message":"A"})", R"({"message":"A","status":null})", "{}", ""}) {
        const Answer refused = app->post("edna", path(), text);
        EXPECT_EQ(refused.status, 400) << text;
        EXPECT_EQ(refused.error_field(), "status");
    }
    EXPECT_EQ(app->dump(), before);
}

TEST_P(IncidentUpdates, ResolvedEndsTheIncidentAtTheUpdatesStart) {
    app->clock().tick(60 * one_minute);
    post({{"status", "RESOLVED"}, {"started", minute(31)}, {"statuses", website_is("OPERATIONAL")}});
    const Answer over = incident();
    EXPECT_EQ(over.word("status"), "RESOLVED");
    EXPECT_EQ(over.word("resolved"), minute(31));
    EXPECT_EQ(over.at("duration").as_int64(), 30);
    EXPECT_EQ(outages(*app, app->id("website")), Words{"PARTIALOUTAGE 1..31 incident"});
    EXPECT_EQ(page_status(*app), "UP UP");
}

TEST_P(IncidentUpdates, ALaterUpdateReopensIt) {
    post({{"status", "RESOLVED"}});
    app->clock().tick(one_minute);
    post({{"status", "MONITORING"}});
    EXPECT_EQ(incident().word("status"), "MONITORING");
    EXPECT_TRUE(incident().at("resolved").is_null());
    EXPECT_TRUE(incident().at("duration").is_null());
}

TEST_P(IncidentUpdates, DurationsAreSecondsRoundedUpToTheNext) {
    // Contract §1.8, computed from captured answers.
    Millis at = test::FakeClock::start + one_minute;
    for (const Millis gap : {14'511, 31'123, 17'019, 227'100, 1'000}) {
        at += gap;
        app->clock().set(at);
        post({{"status", "MONITORING"}});
    }
    at += 6'492'153'496;
    app->clock().set(at);
    post({{"status", "RESOLVED"}});
    std::string durations;
    const Answer now = incident();
    for (const json::value& update : now.at("updates").as_array()) durations += json::text(update.at("duration")) + " ";
    EXPECT_EQ(durations, "15 32 18 228 1 6492154 null ");
}

TEST_P(IncidentUpdates, WithoutComponentsTheListStays) {
    post({{"status", "IDENTIFIED"}});
    EXPECT_EQ(words_of(incident().at("components"), "name"), Words{"Website"});
    post({{"status", "IDENTIFIED"}, {"components", json::array()}});
    EXPECT_EQ(words_of(incident().at("components"), "name"), Words{"Website"});
    post({{"status", "IDENTIFIED"}, {"components", {app->id("mail"), app->id("api")}}});
    EXPECT_EQ(words_of(incident().at("components"), "name"), (Words{"Mail", "API"}));
}

TEST_P(IncidentUpdates, OneFiledLateTakesItsPlaceAndChangesNoStatus) {
    app->clock().tick(60 * one_minute);
    post({{"status", "MONITORING"}, {"started", minute(40)}});
    post({{"status", "IDENTIFIED"}, {"started", minute(20)}});
    EXPECT_EQ(timeline("status"), (Words{"INVESTIGATING", "IDENTIFIED", "MONITORING"}));
    EXPECT_EQ(incident().word("status"), "MONITORING");
    EXPECT_EQ(incident().at("updates.0.duration").as_int64(), 19 * 60);
}

TEST_P(IncidentUpdates, WhatOneFiledLateSaysOfAComponentHoldsUntilTheNextWord) {
    app->clock().tick(60 * one_minute);
    post({{"status", "RESOLVED"}, {"started", minute(40)}, {"statuses", website_is("OPERATIONAL")}});
    post({{"status", "IDENTIFIED"}, {"started", minute(20)}, {"statuses", website_is("MAJOROUTAGE")}});
    EXPECT_EQ(component_status(*app, "website"), "OPERATIONAL");
    EXPECT_EQ(outages(*app, app->id("website")),
              (Words{"PARTIALOUTAGE 1..20 incident", "MAJOROUTAGE 20..40 incident"}));
}

TEST_P(IncidentUpdates, MendingTheTextOfAnOldOneDoesNotBringTheOutageBack) {
    app->clock().tick(30 * one_minute);
    post({{"status", "RESOLVED"}, {"statuses", website_is("OPERATIONAL")}});
    // Clients send the whole update when they change a word of it.
    change(first_, {{"message", "First, mended."},
                    {"status", "INVESTIGATING"},
                    {"components", {app->id("website")}},
                    {"statuses", website_is("PARTIALOUTAGE")}});
    EXPECT_EQ(component_status(*app, "website"), "OPERATIONAL");
    EXPECT_EQ(page_status(*app), "UP UP");
    EXPECT_EQ(outages(*app, app->id("website")), Words{"PARTIALOUTAGE 1..31 incident"});
}

TEST_P(IncidentUpdates, AWorseWordForAnOldOneIsCorrectedUpToTheNext) {
    app->clock().tick(30 * one_minute);
    post({{"status", "MONITORING"}, {"statuses", website_is("DEGRADEDPERFORMANCE")}});
    change(first_, {{"statuses", website_is("MAJOROUTAGE")}});
    EXPECT_EQ(component_status(*app, "website"), "DEGRADEDPERFORMANCE");
    EXPECT_EQ(outages(*app, app->id("website")),
              (Words{"MAJOROUTAGE 1..31 incident", "DEGRADEDPERFORMANCE 31.. incident"}));
    EXPECT_EQ(incident().word("impact"), "MAJOROUTAGE");
}

TEST_P(IncidentUpdates, EditingOneChangesWhatItNames) {
    const Answer before = incident();
    app->clock().tick(one_minute);
    const Answer changed = change(first_, {{"message", "Mended."}, {"notify", false}});
    EXPECT_EQ(changed.word("message"), "Mended.");
    EXPECT_EQ(changed.word("messageHtml"), "<p>Mended.</p>");
    EXPECT_EQ(changed.word("status"), "INVESTIGATING");
    EXPECT_EQ(changed.word("started"), minute(1));
    EXPECT_EQ(changed.at("createdAt"), before.at("updates.0.createdAt"));
    EXPECT_EQ(changed.word("updatedAt"), minute(2));
    EXPECT_FALSE(changed.at("notify").as_bool());
}

TEST_P(IncidentUpdates, EditingStatusOrStartRecomputesTheIncident) {
    app->clock().tick(60 * one_minute);
    const std::string second = post({{"status", "MONITORING"}, {"started", minute(20)}}).word("id");
    change(second, {{"status", "RESOLVED"}});
    EXPECT_EQ(incident().word("resolved"), minute(20));
    EXPECT_EQ(incident().at("duration").as_int64(), 19);
    change(second, {{"started", minute(30)}});
    EXPECT_EQ(incident().word("resolved"), minute(30));
    EXPECT_EQ(incident().at("updates.0.duration").as_int64(), 29 * 60);
    change(second, {{"status", "IDENTIFIED"}});
    EXPECT_TRUE(incident().at("resolved").is_null());
    EXPECT_EQ(incident().word("status"), "IDENTIFIED");
}

TEST_P(IncidentUpdates, DeletingTheResolvingOneReopensTheIncident) {
    app->clock().tick(10 * one_minute);
    post({{"status", "MONITORING"}});
    app->clock().tick(10 * one_minute);
    const std::string last = post({{"status", "RESOLVED"}}).word("id");
    EXPECT_EQ(app->erase("edna", path("/" + last)).text, R"({"id":")" + last + "\"}");
    EXPECT_EQ(timeline("status"), (Words{"INVESTIGATING", "MONITORING"}));
    EXPECT_EQ(incident().word("status"), "MONITORING");
    EXPECT_TRUE(incident().at("resolved").is_null());
    EXPECT_EQ(page_status(*app), "HASISSUES ONEPARTIALOUTAGE");
}

TEST_P(IncidentUpdates, DeletingAMiddleOneClosesTheGap) {
    app->clock().tick(60 * one_minute);
    const std::string middle = post({{"status", "IDENTIFIED"}, {"started", minute(10)}}).word("id");
    post({{"status", "MONITORING"}, {"started", minute(30)}});
    app->erase("edna", path("/" + middle));
    EXPECT_EQ(incident().at("updates.0.duration").as_int64(), 29 * 60);
}

TEST_P(IncidentUpdates, WithoutAnyTheIncidentKeepsItsState) {
    EXPECT_EQ(app->erase("edna", path("/" + first_)).status, 200);
    EXPECT_EQ(incident().word("status"), "INVESTIGATING");
    EXPECT_EQ(json::text(incident().at("updates")), "[]");
    post({{"status", "RESOLVED"}});
    EXPECT_EQ(incident().word("status"), "RESOLVED");
}

TEST_P(IncidentUpdates, TheMisspeltPathOfAWidelyUsedClientWorks) {
    const Answer made = app->post("edna", app->acme("/incidents/" + incident_ + "/incidents-updates"),
                                  R"({"status":"MONITORING","message":"Hm."})");
    EXPECT_EQ(made.status, 200);
    EXPECT_EQ(timeline("message"), (Words{"First.", "Hm."}));
}

TEST_P(IncidentUpdates, OneOfAnotherIncidentIsNotFoundHere) {
    const std::string other =
        app->post("edna", app->acme("/incidents"), R"({"name":"B","status":"MONITORING"})").word("updates.0.id");
    const std::string before = app->dump();
    EXPECT_EQ(app->get("vera", path("/" + other)).status, 404);
    EXPECT_EQ(app->put("edna", path("/" + other), R"({"message":"X"})").status, 404);
    EXPECT_EQ(app->erase("edna", path("/" + other)).status, 404);
    EXPECT_EQ(app->get("vera", path("/cunknown")).error_code(), "not_found");
    EXPECT_EQ(app->dump(), before);
}

TEST_P(IncidentUpdates, OfADraftStayUnannouncedAndTouchNoComponent) {
    incident_ =
        app->post("edna", app->acme("/incidents"), R"({"name":"B","status":"MONITORING","shouldPublish":false})")
            .word("id");
    post({{"status", "IDENTIFIED"},
          {"notify", true},
          {"statuses", {{{"id", app->id("mail")}, {"status", "MAJOROUTAGE"}}}}});
    EXPECT_FALSE(last_logged(*app).announced);
    EXPECT_EQ(component_status(*app, "mail"), "OPERATIONAL");
}

TEST_P(IncidentUpdates, AnUpdateNowIsNeverBeforeTheLatest) {
    post({{"status", "MONITORING"}, {"started", minute(1.5)}});
    post({{"status", "RESOLVED"}});
    EXPECT_EQ(incident().word("status"), "RESOLVED");
    EXPECT_EQ(incident().word("resolved"), minute(1.5));
}

}  // namespace
}  // namespace daymark::contract
