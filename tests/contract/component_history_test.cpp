// The stored outages of a component: what people and incidents say of it over time, one after another and at once.
#include "contract/story.h"

namespace daymark::contract {
namespace {

class ComponentHistory : public OnTestApp {
protected:
    /// Time passes up to a minute of the story.
    void wait_until(Millis minutes) { app->clock().set(test::FakeClock::start + minutes * one_minute); }
    void say(const std::string& status) {
        const Answer changed =
            app->put("bob", app->acme("/components/" + app->id("website")), body({{"status", status}}));
        EXPECT_EQ(changed.word("status"), status);
    }
    [[nodiscard]] json::object saying(const std::string& status, json::object more = {}) const {
        more["statuses"] = json::array{{{"id", app->id("website")}, {"status", status}}};
        return more;
    }
    /// A new incident that says so; its id.
    std::string report(const std::string& status, const std::string& started = {}) {
        json::object draft = saying(status, {{"name", "A"}, {"status", "INVESTIGATING"}});
        if (!started.empty()) draft["started"] = started;
        return app->post("edna", app->acme("/incidents"), body(draft)).word("id");
    }
    void resolve(const std::string& incident, const std::string& status = "OPERATIONAL") {
        app->post("edna", app->acme("/incidents/" + incident + "/incident-updates"),
                  body(saying(status, {{"status", "RESOLVED"}})));
    }
    void remove(const std::string& incident) { app->erase("edna", app->acme("/incidents/" + incident)); }
    [[nodiscard]] Strings history() const { return outages(*app, app->id("website")); }
    [[nodiscard]] std::string now() const { return component_status(*app, "website"); }
};
INSTANTIATE_TEST_SUITE_P(Databases, ComponentHistory, test::both(), test::kind_name);

TEST_P(ComponentHistory, OperationalTimeIsNotStored) {
    say("OPERATIONAL");
    EXPECT_EQ(history(), Strings{});
}

TEST_P(ComponentHistory, OneStatusFollowsAnother) {
    say("DEGRADEDPERFORMANCE");
    wait_until(5);
    say("MAJOROUTAGE");
    wait_until(9);
    say("OPERATIONAL");
    wait_until(12);
    say("UNDERMAINTENANCE");
    EXPECT_EQ(history(),
              (Strings{"DEGRADEDPERFORMANCE 1..5 person", "MAJOROUTAGE 5..9 person", "UNDERMAINTENANCE 12.. person"}));
}

TEST_P(ComponentHistory, SayingTheSameAgainIsNoChange) {
    say("MAJOROUTAGE");
    wait_until(5);
    say("MAJOROUTAGE");
    EXPECT_EQ(history(), Strings{"MAJOROUTAGE 1.. person"});
    const std::string incident = report("PARTIALOUTAGE");
    wait_until(7);
    app->put("edna", app->acme("/incidents/" + incident), body(saying("PARTIALOUTAGE")));
    EXPECT_EQ(history(), (Strings{"MAJOROUTAGE 1..5 person", "PARTIALOUTAGE 5.. incident"}));
}

TEST_P(ComponentHistory, TwoChangesInOneInstantLeaveOnlyTheLast) {
    say("DEGRADEDPERFORMANCE");
    say("MAJOROUTAGE");
    EXPECT_EQ(history(), Strings{"MAJOROUTAGE 1.. person"});
    say("OPERATIONAL");
    EXPECT_EQ(history(), Strings{});
}

TEST_P(ComponentHistory, AComponentMayBeBornBroken) {
    const Answer made = app->post("bob", app->acme("/components"), R"({"name":"CDN","status":"PARTIALOUTAGE"})");
    EXPECT_EQ(outages(*app, made.word("id")), Strings{"PARTIALOUTAGE 1.. person"});
    EXPECT_EQ(page_status(*app), "HASISSUES ONEPARTIALOUTAGE");
}

TEST_P(ComponentHistory, APersonEndsWhatAnIncidentSaid) {
    report("MAJOROUTAGE");
    wait_until(5);
    say("OPERATIONAL");
    EXPECT_EQ(history(), Strings{"MAJOROUTAGE 1..5 incident"});
    EXPECT_EQ(page_status(*app), "HASISSUES HASISSUES") << "the incident is still open";
}

TEST_P(ComponentHistory, AnIncidentEndsWhatAPersonSaid) {
    say("DEGRADEDPERFORMANCE");
    wait_until(5);
    const std::string incident = report("MAJOROUTAGE");
    wait_until(9);
    resolve(incident);
    EXPECT_EQ(history(), (Strings{"DEGRADEDPERFORMANCE 1..5 person", "MAJOROUTAGE 5..9 incident"}));
    EXPECT_EQ(now(), "OPERATIONAL");
}

TEST_P(ComponentHistory, AnIncidentFiledLateEndsNothingThatBeganSince) {
    wait_until(30);
    say("DEGRADEDPERFORMANCE");
    wait_until(40);
    const std::string late = report("MAJOROUTAGE", minute(10));
    EXPECT_EQ(history(), (Strings{"MAJOROUTAGE 10.. incident", "DEGRADEDPERFORMANCE 30.. person"}));
    EXPECT_EQ(now(), "MAJOROUTAGE") << "the worst of what is open";
    wait_until(50);
    resolve(late);
    EXPECT_EQ(now(), "OPERATIONAL") << "the newest word is the whole truth";
    EXPECT_EQ(history(), (Strings{"MAJOROUTAGE 10..50 incident", "DEGRADEDPERFORMANCE 30..50 person"}));
}

TEST_P(ComponentHistory, TwoIncidentsAtOnceTheNewerWordHolds) {
    const std::string first = report("PARTIALOUTAGE");
    wait_until(5);
    const std::string second = report("DEGRADEDPERFORMANCE");
    EXPECT_EQ(now(), "DEGRADEDPERFORMANCE");
    wait_until(9);
    resolve(first);
    EXPECT_EQ(now(), "OPERATIONAL");
    EXPECT_EQ(history(), (Strings{"PARTIALOUTAGE 1..5 incident", "DEGRADEDPERFORMANCE 5..9 incident"}));
    (void)second;
}

TEST_P(ComponentHistory, ARemovedIncidentTakesOnlyItsOwnWordsBack) {
    const std::string first = report("PARTIALOUTAGE");
    wait_until(5);
    const std::string second = report("MAJOROUTAGE");
    wait_until(9);
    remove(first);
    EXPECT_EQ(history(), Strings{"MAJOROUTAGE 5.. incident"});
    EXPECT_EQ(now(), "MAJOROUTAGE");
    remove(second);
    EXPECT_EQ(history(), Strings{});
    EXPECT_EQ(now(), "OPERATIONAL");
    EXPECT_EQ(page_status(*app), "UP UP");
}

TEST_P(ComponentHistory, WhatARemovedIncidentEndedGoesOn) {
    report("PARTIALOUTAGE");
    wait_until(5);
    const std::string mistake = report("MAJOROUTAGE");
    wait_until(7);
    app->put("edna", app->acme("/incidents/" + mistake), body(saying("DEGRADEDPERFORMANCE")));
    EXPECT_EQ(history(), (Strings{"PARTIALOUTAGE 1..5 incident", "MAJOROUTAGE 5..7 incident",
                                  "DEGRADEDPERFORMANCE 7.. incident"}));
    remove(mistake);
    EXPECT_EQ(history(), Strings{"PARTIALOUTAGE 1.. incident"});
    EXPECT_EQ(now(), "PARTIALOUTAGE");
}

TEST_P(ComponentHistory, WhatARemovedIncidentEndedGoesOnUntilItWasOver) {
    say("DEGRADEDPERFORMANCE");
    wait_until(5);
    const std::string mistake = report("MAJOROUTAGE");
    wait_until(9);
    resolve(mistake);
    remove(mistake);
    EXPECT_EQ(history(), Strings{"DEGRADEDPERFORMANCE 1..9 person"});
    EXPECT_EQ(now(), "OPERATIONAL");
}

TEST_P(ComponentHistory, ARemovedIncidentLeavesWhatOthersSayOfThatTime) {
    wait_until(30);
    say("DEGRADEDPERFORMANCE");
    wait_until(40);
    remove(report("MAJOROUTAGE", minute(10)));
    EXPECT_EQ(history(), Strings{"DEGRADEDPERFORMANCE 30.. person"});
    EXPECT_EQ(now(), "DEGRADEDPERFORMANCE");
}

TEST_P(ComponentHistory, AStartInTheFutureCountsFromNow) {
    const std::string incident = report("MAJOROUTAGE", minute(20));
    EXPECT_EQ(history(), Strings{"MAJOROUTAGE 1.. incident"});
    wait_until(5);
    resolve(incident);
    EXPECT_EQ(history(), Strings{"MAJOROUTAGE 1..5 incident"});
}

TEST_P(ComponentHistory, ResolvingMayLeaveAComponentDegraded) {
    const std::string incident = report("MAJOROUTAGE");
    wait_until(5);
    resolve(incident, "DEGRADEDPERFORMANCE");
    EXPECT_EQ(now(), "DEGRADEDPERFORMANCE");
    EXPECT_EQ(page_status(*app), "HASISSUES ONEDEGRADEDPERFORMANCE");
}

TEST_P(ComponentHistory, AChangeOfAnythingElseLeavesItAlone) {
    say("MAJOROUTAGE");
    const Strings before = history();
    wait_until(5);
    app->put("bob", app->acme("/components/" + app->id("website")), R"({"name":"Shop","archived":true})");
    EXPECT_EQ(history(), before);
    EXPECT_EQ(now(), "MAJOROUTAGE");
}

}  // namespace
}  // namespace daymark::contract
