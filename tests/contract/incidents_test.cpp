// Incidents by way of the API (contract §4): what opening, changing and deleting one does to the page.
#include "contract/story.h"

namespace daymark::contract {
namespace {

class Incidents : public OnTestApp {
protected:
    [[nodiscard]] std::string path(const std::string& rest = {}) const { return app->acme("/incidents" + rest); }

    Answer report(const json::object& members) {
        json::object draft{{"name", "Checkout is slow"}, {"status", "INVESTIGATING"}, {"message", "We look into it."}};
        for (const auto& [name, value] : members) draft[name] = value;
        Answer made = app->post("edna", path(), body(draft));
        EXPECT_EQ(made.status, 200) << made.text;
        return made;
    }
    /// One that makes the website fail partly.
    Answer report_outage(const std::string& status = "PARTIALOUTAGE", const json::object& more = {}) {
        json::object draft = more;
        draft["components"] = {app->id("website")};
        draft["statuses"] = {{{"id", app->id("website")}, {"status", status}}};
        return report(draft);
    }
    Answer change(const Answer& incident, const json::object& members) {
        return app->put("edna", path("/" + incident.word("id")), body(members));
    }
    [[nodiscard]] Answer seen(const Answer& incident) const {
        return app->get("vera", path("/" + incident.word("id")));
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, Incidents, test::both(), test::kind_name);

TEST_P(Incidents, CreateAnswersWhatWasSentWithTheFirstUpdateMadeFromIt) {
    const Answer made = report({{"notify", true}, {"components", {app->id("api")}}});
    EXPECT_EQ(made.word("name"), "Checkout is slow");
    EXPECT_EQ(made.word("status"), "INVESTIGATING");
    EXPECT_TRUE(made.at("notify").as_bool());
    EXPECT_EQ(made.word("started"), minute(1));
    EXPECT_TRUE(made.at("resolved").is_null());
    EXPECT_TRUE(made.at("duration").is_null());
    EXPECT_EQ(made.word("siteId"), app->id("acme"));
    EXPECT_EQ(made.word("visibilityState"), "PUBLISHED");
    EXPECT_EQ(made.at("updates").as_array().size(), 1U);
    EXPECT_EQ(made.word("updates.0.message"), "We look into it.");
    EXPECT_EQ(made.word("updates.0.messageHtml"), "<p>We look into it.</p>");
    EXPECT_EQ(made.word("updates.0.status"), "INVESTIGATING");
    EXPECT_EQ(made.word("updates.0.started"), minute(1));
    EXPECT_EQ(made.word("updates.0.incidentId"), made.word("id"));
    EXPECT_TRUE(made.at("updates.0.notify").as_bool());
    EXPECT_EQ(made.word("components.0.id"), app->id("api"));
    EXPECT_EQ(made.word("components.0.site.subdomain"), "acme");
    EXPECT_EQ(seen(made).text, made.text);
}

TEST_P(Incidents, NotifyEchoesFalseToo) {
    const Answer made = report({{"notify", false}});
    EXPECT_FALSE(made.at("notify").as_bool());
    EXPECT_FALSE(made.at("updates.0.notify").as_bool());
}

TEST_P(Incidents, NameAndStatusAreRequired) {
    const std::string before = app->dump();
    for (const auto& [text, field] : std::map<std::string, std::string>{
             {R"({"status":"INVESTIGATING"})", "name"},
             {R"({"name":null,"status":"INVESTIGATING"})", "name"},
             {R"({"name":" ","status":"INVESTIGATING"})", "name"},
             {R"({"name":"A"})", "status"},
             {R"({"name":"A","status":null})", "status"},
             {R"({"name":"A","status":"open"})", "status"},
             {"", "name"},
         }) {
        const Answer refused = app->post("edna", path(), text);
        EXPECT_EQ(refused.status, 400) << text;
        EXPECT_EQ(refused.error_field(), field) << text;
    }
    EXPECT_EQ(app->dump(), before);
}

TEST_P(Incidents, StatusesSetComponentsAndTheHeadlineFollows) {
    report_outage();
    EXPECT_EQ(component_status(*app, "website"), "PARTIALOUTAGE");
    EXPECT_EQ(component_status(*app, "api"), "OPERATIONAL");
    EXPECT_EQ(page_status(*app), "HASISSUES ONEPARTIALOUTAGE");
    EXPECT_EQ(outages(*app, app->id("website")), std::vector<std::string>{"PARTIALOUTAGE 1.. incident"});
}

TEST_P(Incidents, AnIncidentWithoutStatusesOnlyMakesThePageHaveIssues) {
    report({{"components", {app->id("website")}}});
    EXPECT_EQ(component_status(*app, "website"), "OPERATIONAL");
    EXPECT_EQ(page_status(*app), "HASISSUES HASISSUES");
    EXPECT_EQ(count_of(*app, "component_intervals"), 0);
}

TEST_P(Incidents, ImpactIsTheWorstStatusGivenAndStaysAfterRecovery) {
    const Answer made = report({{"statuses",
                                 {{{"id", app->id("website")}, {"status", "DEGRADEDPERFORMANCE"}},
                                  {{"id", app->id("api")}, {"status", "MAJOROUTAGE"}}}}});
    EXPECT_EQ(made.word("impact"), "MAJOROUTAGE");
    const Answer over = change(made, {{"status", "RESOLVED"},
                                      {"statuses",
                                       {{{"id", app->id("website")}, {"status", "OPERATIONAL"}},
                                        {{"id", app->id("api")}, {"status", "OPERATIONAL"}}}}});
    EXPECT_EQ(over.word("impact"), "MAJOROUTAGE");
    EXPECT_EQ(component_status(*app, "api"), "OPERATIONAL");
    EXPECT_EQ(page_status(*app), "UP UP");
    EXPECT_EQ(report({}).word("impact"), "OPERATIONAL");
}

TEST_P(Incidents, AStatusBringsItsComponentIntoTheList) {
    const Answer made = report({{"statuses", {{{"id", app->id("mail")}, {"status", "MAJOROUTAGE"}}}}});
    EXPECT_EQ(words_of(made.at("components"), "id"), std::vector<std::string>{app->id("mail")});
}

TEST_P(Incidents, AStartInThePastBeginsTheHistoryThere) {
    app->clock().tick(60 * one_minute);
    const Answer made = report_outage("MAJOROUTAGE", {{"started", minute(10)}});
    EXPECT_EQ(made.word("started"), minute(10));
    EXPECT_EQ(made.word("updates.0.started"), minute(10));
    EXPECT_EQ(made.word("createdAt"), minute(61));
    EXPECT_EQ(outages(*app, app->id("website")), std::vector<std::string>{"MAJOROUTAGE 10.. incident"});
}

TEST_P(Incidents, CreatedAsResolvedItIsOverWhenItStarted) {
    app->clock().tick(60 * one_minute);
    const Answer made = report({{"status", "RESOLVED"}, {"started", minute(10)}});
    EXPECT_EQ(made.word("resolved"), minute(10));
    EXPECT_EQ(made.at("duration").as_int64(), 0);
    EXPECT_EQ(page_status(*app), "UP UP");
}

TEST_P(Incidents, DurationIsMinutesRoundedUp) {
    // Contract §1.8: 5703.79 minutes are 5704.
    const Answer made = report({{"started", minute(0)}});
    app->clock().set(test::FakeClock::start + 342'227'400);
    EXPECT_EQ(change(made, {{"status", "RESOLVED"}}).at("duration").as_int64(), 5704);
    const Answer whole = report({{"started", minute(0)}});
    app->clock().set(test::FakeClock::start + 5704 * one_minute);
    EXPECT_EQ(change(whole, {{"status", "RESOLVED"}}).at("duration").as_int64(), 5704);
}

TEST_P(Incidents, ADraftIsListedButTouchesNothingReadersSee) {
    const Answer draft = report_outage("MAJOROUTAGE", {{"shouldPublish", false}});
    EXPECT_EQ(draft.word("visibilityState"), "DRAFT");
    EXPECT_EQ(draft.word("impact"), "MAJOROUTAGE");
    EXPECT_EQ(component_status(*app, "website"), "OPERATIONAL");
    EXPECT_EQ(page_status(*app), "UP UP");
    EXPECT_EQ(count_of(*app, "component_intervals"), 0);
    EXPECT_FALSE(last_logged(*app).announced);
    EXPECT_EQ(words_of(app->get("vera", path()).body, "id"), std::vector<std::string>{draft.word("id")});
}

TEST_P(Incidents, PublishingADraftMakesItTrueFromItsStart) {
    const Answer draft = report_outage("MAJOROUTAGE", {{"shouldPublish", false}});
    app->clock().tick(10 * one_minute);
    const Answer published = change(draft, {{"shouldPublish", true}});
    EXPECT_EQ(published.word("visibilityState"), "PUBLISHED");
    EXPECT_EQ(published.at("updates").as_array().size(), 1U);
    EXPECT_EQ(page_status(*app), "HASISSUES ONEMAJOROUTAGE");
    EXPECT_EQ(outages(*app, app->id("website")), std::vector<std::string>{"MAJOROUTAGE 1.. incident"});
    EXPECT_EQ(change(published, {{"shouldPublish", false}}).word("visibilityState"), "PUBLISHED")
        << "what was told cannot be untold";
}

TEST_P(Incidents, ADraftThatIsOverWhenItComesOutBreaksNothing) {
    const Answer draft = report_outage("MAJOROUTAGE", {{"shouldPublish", false}});
    change(draft, {{"status", "RESOLVED"}});
    change(draft, {{"shouldPublish", true}});
    EXPECT_EQ(component_status(*app, "website"), "OPERATIONAL");
    EXPECT_EQ(page_status(*app), "UP UP");
}

TEST_P(Incidents, PublishingADraftLeavesComponentsItSaysNothingOfAsTheyAre) {
    const Answer draft = report({{"shouldPublish", false}, {"components", {app->id("website")}}});
    app->put("bob", app->acme("/components/" + app->id("website")), R"({"status":"MAJOROUTAGE"})");
    app->clock().tick(10 * one_minute);
    change(draft, {{"shouldPublish", true}});
    EXPECT_EQ(component_status(*app, "website"), "MAJOROUTAGE");
    EXPECT_EQ(outages(*app, app->id("website")), std::vector<std::string>{"MAJOROUTAGE 1.. person"});
}

TEST_P(Incidents, AnotherStatusByPutAddsAnUpdate) {
    const Answer made = report({});
    app->clock().tick(5 * one_minute);
    const Answer changed = change(made, {{"status", "RESOLVED"}, {"message", "Fixed."}, {"notify", true}});
    EXPECT_EQ(words_of(changed.at("updates"), "status"), (std::vector<std::string>{"INVESTIGATING", "RESOLVED"}));
    EXPECT_EQ(changed.word("updates.1.message"), "Fixed.");
    EXPECT_EQ(changed.word("updates.1.started"), minute(6));
    EXPECT_EQ(changed.word("resolved"), minute(6));
    EXPECT_EQ(changed.at("updates.0.duration").as_int64(), 300);
    EXPECT_TRUE(changed.at("updates.1.duration").is_null());
}

TEST_P(Incidents, TheSameStatusByPutAddsNone) {
    const Answer made = report({});
    const Answer changed = change(made, {{"name", "Checkout is down"}, {"status", "INVESTIGATING"}});
    EXPECT_EQ(changed.word("name"), "Checkout is down");
    EXPECT_EQ(changed.at("updates").as_array().size(), 1U);
}

TEST_P(Incidents, ANewMessageByPutAddsAnUpdateOnce) {
    const Answer made = report({{"message", "We are looking."}});
    const json::object edit{{"status", "INVESTIGATING"}, {"message", "Still looking."}};
    for (int i = 0; i < 2; ++i) {
        const Answer changed = change(made, edit);
        EXPECT_EQ(changed.at("updates").as_array().size(), 2U);
        EXPECT_EQ(changed.word("updates.1.message"), "Still looking.");
        EXPECT_EQ(changed.word("updates.1.status"), "INVESTIGATING");
    }
}

TEST_P(Incidents, CanBeSentBackAsTheyWereRead) {
    const std::string id = report_outage("MAJOROUTAGE", {{"message", "Looking."}}).word("id");
    const Answer read = app->get("edna", path("/" + id));
    const Answer back = app->put("edna", path("/" + id), read.text);
    ASSERT_EQ(back.status, 200) << back.text;
    EXPECT_EQ(back.body, read.body);
}

TEST_P(Incidents, PutChangesOnlyWhatItNames) {
    const Answer made =
        report_outage("MAJOROUTAGE", {{"notify", false}, {"translations", {{"name", {{"fr", "Panne"}}}}}});
    app->clock().tick(one_minute);
    const Answer changed = change(made, {{"name", "Renamed"}});
    for (const char* same : {"status", "started", "impact", "components", "translations", "notify", "createdAt"}) {
        EXPECT_EQ(changed.at(same), made.at(same)) << same;
    }
    EXPECT_EQ(changed.word("updatedAt"), minute(2));
}

TEST_P(Incidents, AMovedStartTakesTheFirstUpdateAndTheOutageAlong) {
    app->clock().tick(60 * one_minute);
    const Answer made = report_outage("PARTIALOUTAGE", {{"started", minute(30)}});
    const Answer moved = change(made, {{"started", minute(20)}});
    EXPECT_EQ(moved.word("started"), minute(20));
    EXPECT_EQ(moved.word("updates.0.started"), minute(20));
    EXPECT_EQ(outages(*app, app->id("website")), std::vector<std::string>{"PARTIALOUTAGE 20.. incident"});
}

TEST_P(Incidents, ResolvingWorksWhenTheReportersClockIsAhead) {
    const Answer made = report({{"started", minute(2)}});
    const Answer over = change(made, {{"status", "RESOLVED"}});
    EXPECT_EQ(over.word("status"), "RESOLVED");
    EXPECT_EQ(over.at("duration").as_int64(), 0);
}

TEST_P(Incidents, UnknownEntriesOfStatusesAreIgnored) {
    const Answer made = report({{"statuses",
                                 {{{"name", "Website"}, {"status", "MAJOROUTAGE"}},
                                  {{"id", "nothing-of-ours"}, {"status", "MAJOROUTAGE"}},
                                  {{"id", app->id("mallorys_component")}, {"status", "MAJOROUTAGE"}},
                                  {{"id", app->id("api")}},
                                  {{"id", app->id("mail")}, {"status", "DEGRADEDPERFORMANCE"}}}}});
    EXPECT_EQ(words_of(made.at("components"), "id"), std::vector<std::string>{app->id("mail")});
    EXPECT_EQ(count_of(*app, "component_intervals"), 1);
    EXPECT_EQ(app->get("mallory", "/v1/" + app->id("mallorys_page")).word("status"), "UP");
}

TEST_P(Incidents, ForeignComponentsAreRefusedByTheirPlace) {
    const Answer made = report({});
    const std::string before = app->dump();
    const json::object foreign{
        {"name", "A"}, {"status", "IDENTIFIED"}, {"components", {app->id("website"), app->id("mallorys_component")}}};
    for (const Answer& refused :
         {app->post("edna", path(), body(foreign)), change(made, foreign),
          app->post("edna", path("/" + made.word("id") + "/incident-updates"), body(foreign))}) {
        EXPECT_EQ(refused.status, 400);
        EXPECT_EQ(refused.error_field(), "components[1]");
    }
    EXPECT_EQ(app->dump(), before);
}

TEST_P(Incidents, MoreComponentsThanAPageHasAreRefusedNotFailed) {
    json::array many;
    for (int i = 0; i < 40'000; ++i) many.emplace_back("x");
    const Answer refused =
        app->post("edna", path(), body({{"name", "A"}, {"status", "IDENTIFIED"}, {"components", many}}));
    EXPECT_EQ(refused.status, 400) << refused.text;
    EXPECT_EQ(refused.error_field(), "components");
}

TEST_P(Incidents, DeletingOneTakesBackWhatItSaid) {
    app->put("bob", app->acme("/components/" + app->id("api")), R"({"status":"DEGRADEDPERFORMANCE"})");
    const Answer made = report_outage("MAJOROUTAGE");
    const Answer gone = app->erase("edna", path("/" + made.word("id")));
    EXPECT_EQ(gone.text, R"({"id":")" + made.word("id") + "\"}");
    EXPECT_EQ(seen(made).status, 404);
    EXPECT_EQ(component_status(*app, "website"), "OPERATIONAL");
    EXPECT_EQ(page_status(*app), "HASISSUES ONEDEGRADEDPERFORMANCE");
    EXPECT_EQ(count_of(*app, "incident_updates"), 0);
    EXPECT_EQ(count_of(*app, "incident_components"), 0);
    EXPECT_EQ(outages(*app, app->id("website")), std::vector<std::string>{});
    EXPECT_EQ(outages(*app, app->id("api")), std::vector<std::string>{"DEGRADEDPERFORMANCE 1.. person"});
}

TEST_P(Incidents, BothVersionsAnswerAlike) {
    const Answer made = report_outage();
    EXPECT_EQ(app->get("vera", "/v2/" + app->id("acme") + "/incidents/" + made.word("id")).text, made.text);
    EXPECT_EQ(app->get("vera", "/v2/" + app->id("acme") + "/incidents").text, app->get("vera", path()).text);
}

TEST_P(Incidents, TranslationsOfNameAndMessageGoWhereTheyBelong) {
    const Answer made =
        report({{"translations", {{"name", {{"fr", "Caisse lente"}}}, {"message", {{"fr", "Nous regardons."}}}}}});
    EXPECT_EQ(json::text(made.at("translations")), R"({"name":{"fr":"Caisse lente"}})");
    EXPECT_EQ(json::text(made.at("updates.0.translations")),
              R"({"message":{"fr":"Nous regardons."},"messageHtml":null})");
    EXPECT_EQ(json::text(report({}).at("translations")), R"({"name":null})");
}

TEST_P(Incidents, EveryChangeOfOneTellsTheSite) {
    const std::vector<std::string> once{app->id("acme")};
    const Answer made = report({});
    EXPECT_EQ(app->changed_pages(), once);
    change(made, {{"name", "B"}});
    EXPECT_EQ(app->changed_pages(), once);
    (void)seen(made);
    EXPECT_EQ(app->changed_pages(), std::vector<std::string>{});
    app->erase("edna", path("/" + made.word("id")));
    EXPECT_EQ(app->changed_pages(), once);
}

}  // namespace
}  // namespace daymark::contract
