// Maintenances over the API: what is planned, what it does to components, and what it does by itself.
#include "contract/story.h"
#include "maintenances/maintenance_due.h"

#include <atomic>
#include <thread>

namespace daymark::contract {
namespace {

class Maintenances : public OnTestApp {
protected:
    [[nodiscard]] std::string path(const std::string& rest = {}) const { return app->acme("/maintenances" + rest); }
    /// A maintenance of the website from minute 60 to minute 120; the clock stands at minute 1.
    Answer plan(json::object more = {}) {
        json::object draft{{"name", "Upgrade"},
                           {"message", "We upgrade."},
                           {"components", {app->id("website")}},
                           {"start", minute(60)},
                           {"end", minute(120)}};
        for (const auto& member : more) draft[member.key()] = member.value();
        return app->post("edna", path(), body(draft));
    }
    Answer change(const Answer& made, const json::object& edit) {
        return app->put("edna", path("/" + made.word("id")), body(edit));
    }
    Answer say(const Answer& made, const json::object& update) {
        return app->post("edna", path("/" + made.word("id") + "/maintenance-updates"), body(update));
    }
    [[nodiscard]] Answer seen(const Answer& made) { return app->get("vera", path("/" + made.word("id"))); }
    void report(const std::string& status, const std::string& incident = {}) {
        const json::array statuses{{{"id", app->id("website")}, {"status", status}}};
        if (incident.empty()) {
            incident_ = app->post("edna", app->acme("/incidents"),
                                  body({{"name", "A"}, {"status", "IDENTIFIED"}, {"statuses", statuses}}))
                            .word("id");
            return;
        }
        app->post("edna", app->acme("/incidents/" + incident + "/incident-updates"),
                  body({{"status", "RESOLVED"}, {"statuses", statuses}}));
    }
    /// Time passes up to a minute of the story, and what is due is done.
    int wait_until(double at) {
        app->clock().set(test::FakeClock::start + static_cast<Millis>(at * one_minute));
        return carry_out();
    }
    int carry_out() { return maintenances::carry_out_due(app->db(), app->world()); }
    [[nodiscard]] std::string website() const { return component_status(*app, "website"); }

    std::string incident_;
};
INSTANTIATE_TEST_SUITE_P(Databases, Maintenances, test::both(), test::kind_name);

TEST_P(Maintenances, APlanChangesNothingYet) {
    const Answer made = plan();
    ASSERT_EQ(made.status, 200) << made.text;
    EXPECT_EQ(made.word("status"), "NOTSTARTEDYET");
    EXPECT_EQ(made.at("duration").as_int64(), 60);
    EXPECT_EQ(made.word("updates.0.message"), "We upgrade.");
    EXPECT_EQ(made.word("updates.0.started"), minute(60)) << "stands at the planned start";
    EXPECT_TRUE(made.at("resolved").is_null());
    EXPECT_TRUE(made.at("notifyMinutes").is_null());
    EXPECT_EQ(website(), "OPERATIONAL");
    EXPECT_EQ(page_status(*app), "UP UP");
    EXPECT_EQ(carry_out(), 0);
}

TEST_P(Maintenances, ANameIsAllThatIsNeeded) {
    const Answer made = app->post("edna", path(), R"({"name":"Upgrade"})");
    EXPECT_EQ(made.word("start"), minute(1));
    EXPECT_TRUE(made.at("end").is_null());
    EXPECT_TRUE(made.at("duration").is_null());
    EXPECT_EQ(app->post("edna", path(), "{}").error_field(), "name");
}

TEST_P(Maintenances, EndAndDurationFollowFromEachOther) {
    EXPECT_EQ(plan({{"end", nullptr}, {"duration", 90}}).word("end"), minute(150));
    EXPECT_EQ(plan({{"duration", 5}}).word("end"), minute(120)) << "the end goes before the duration";
    const Answer made = plan();
    EXPECT_EQ(change(made, {{"start", minute(70)}}).word("end"), minute(130)) << "a moved start takes the end along";
    EXPECT_EQ(change(made, {{"duration", 15}}).word("end"), minute(85));
    const std::string before = app->dump();
    EXPECT_EQ(change(made, {{"end", minute(69)}}).error_field(), "end");
    EXPECT_EQ(change(made, {{"duration", -1}}).error_field(), "duration");
    EXPECT_EQ(plan({{"components", {app->id("website"), app->id("mallorys_component")}}}).error_field(),
              "components[1]");
    EXPECT_EQ(app->dump(), before);
}

TEST_P(Maintenances, StartsAndEndsByItselfAtItsMinute) {
    const Answer made = plan({{"notifyStart", true}});
    EXPECT_EQ(wait_until(59.99), 0);
    EXPECT_EQ(website(), "OPERATIONAL");
    EXPECT_EQ(wait_until(60), 1);
    EXPECT_EQ(seen(made).word("status"), "INPROGRESS");
    EXPECT_EQ(seen(made).word("updates.1.started"), minute(60));
    EXPECT_EQ(website(), "UNDERMAINTENANCE");
    EXPECT_EQ(page_status(*app), "UNDERMAINTENANCE ONEUNDERMAINTENANCE");
    EXPECT_EQ(last_logged(*app).event, "maintenances.start");
    EXPECT_TRUE(last_logged(*app).announced);
    EXPECT_EQ(carry_out(), 0) << "once";
    EXPECT_EQ(wait_until(120), 1);
    EXPECT_EQ(seen(made).word("status"), "COMPLETED");
    EXPECT_EQ(seen(made).word("resolved"), minute(120));
    EXPECT_EQ(website(), "OPERATIONAL");
    EXPECT_EQ(page_status(*app), "UP UP");
    EXPECT_FALSE(last_logged(*app).announced);
    EXPECT_EQ(outages(*app, app->id("website")), Strings{"UNDERMAINTENANCE 60..120 incident"});
}

TEST_P(Maintenances, WhatIsLateIsDoneOnceAndAtItsPlannedTime) {
    const Answer made = plan();
    EXPECT_EQ(wait_until(300), 2) << "the server was away for the whole window";
    EXPECT_EQ(seen(made).word("status"), "COMPLETED");
    EXPECT_EQ(seen(made).word("resolved"), minute(120));
    EXPECT_EQ(outages(*app, app->id("website")), Strings{"UNDERMAINTENANCE 60..120 incident"});
    EXPECT_EQ(last_logged(*app).detail.at("late").as_int64(), 180 * one_minute);
    EXPECT_EQ(carry_out(), 0);
}

TEST_P(Maintenances, OfManyWorkersOneDoesIt) {
    const Answer made = plan();
    app->clock().set(test::FakeClock::start + 60 * one_minute);
    std::atomic<int> done = 0;
    std::vector<std::thread> workers;
    for (int i = 0; i < 8; ++i) {
        workers.emplace_back([&] { done += carry_out(); });
    }
    for (std::thread& worker : workers) worker.join();
    EXPECT_EQ(done, 1);
    EXPECT_EQ(seen(made).at("updates").as_array().size(), 2U);
    EXPECT_EQ(outages(*app, app->id("website")), Strings{"UNDERMAINTENANCE 60.. incident"});
}

TEST_P(Maintenances, AClockThatIsSetBackRepeatsNothing) {
    const Answer made = plan();
    EXPECT_EQ(wait_until(60), 1);
    EXPECT_EQ(wait_until(10), 0);
    EXPECT_EQ(wait_until(60), 0);
    EXPECT_EQ(seen(made).at("updates").as_array().size(), 2U);
}

TEST_P(Maintenances, WithoutAutomationNothingHappensByItself) {
    const Answer made = plan({{"autoStart", false}, {"autoEnd", false}});
    EXPECT_EQ(wait_until(300), 0);
    EXPECT_EQ(seen(made).word("status"), "NOTSTARTEDYET");
}

TEST_P(Maintenances, AReminderIsDueOnce) {
    const Answer made = plan({{"notifyEarly", true}, {"notifyMinutes", 30}});
    EXPECT_EQ(wait_until(29), 0);
    EXPECT_EQ(wait_until(30), 1);
    EXPECT_TRUE(seen(made).at("notifyEarlySent").as_bool());
    EXPECT_EQ(last_logged(*app).event, "maintenances.remind");
    EXPECT_TRUE(last_logged(*app).announced);
    EXPECT_EQ(carry_out(), 0);
    change(made, {{"start", minute(100)}});
    EXPECT_EQ(wait_until(70), 1) << "of another start";
}

TEST_P(Maintenances, AReminderThatWouldHaveComeBeforeThePlanIsNone) {
    plan({{"notifyEarly", true}, {"notifyMinutes", 90}});
    EXPECT_EQ(wait_until(59), 0);
}

TEST_P(Maintenances, AReminderAfterTheStartTellsNobody) {
    plan({{"notifyEarly", true}, {"notifyMinutes", 30}, {"autoStart", false}, {"autoEnd", false}});
    EXPECT_EQ(wait_until(61), 1);
    EXPECT_FALSE(last_logged(*app).announced);
}

TEST_P(Maintenances, AMovedPlanIsFollowed) {
    const Answer made = plan();
    change(made, {{"start", minute(90)}});
    EXPECT_EQ(wait_until(60), 0);
    EXPECT_EQ(wait_until(90), 1);
    say(made, {{"message", "It takes longer."}, {"end", minute(200)}});
    EXPECT_EQ(seen(made).word("end"), minute(200));
    EXPECT_EQ(wait_until(150), 0);
    EXPECT_EQ(wait_until(200), 1);
    EXPECT_EQ(seen(made).word("resolved"), minute(200));
}

TEST_P(Maintenances, MayBeStartedAndEndedByHand) {
    const Answer made = plan();
    app->clock().set(test::FakeClock::start + 30 * one_minute);
    change(made, {{"status", "INPROGRESS"}});
    EXPECT_EQ(website(), "UNDERMAINTENANCE");
    EXPECT_EQ(wait_until(60), 0) << "it has started";
    EXPECT_EQ(wait_until(80), 0);
    say(made, {{"status", "COMPLETED"}, {"message", "Done."}});
    EXPECT_EQ(website(), "OPERATIONAL");
    EXPECT_EQ(wait_until(120), 0) << "it has ended";
    EXPECT_EQ(outages(*app, app->id("website")), Strings{"UNDERMAINTENANCE 30..80 incident"});
}

TEST_P(Maintenances, AnOutageStandsBesideIt) {
    plan();
    wait_until(60);
    report("MAJOROUTAGE");
    EXPECT_EQ(website(), "MAJOROUTAGE");
    wait_until(70);
    report("OPERATIONAL", incident_);
    EXPECT_EQ(website(), "UNDERMAINTENANCE") << "the work goes on";
    report("PARTIALOUTAGE");
    EXPECT_EQ(wait_until(120), 1);
    EXPECT_EQ(website(), "PARTIALOUTAGE") << "the incident holds it";
}

TEST_P(Maintenances, AComponentGoesBackToWhatItWas) {
    app->put("bob", app->acme("/components/" + app->id("website")), R"({"status":"DEGRADEDPERFORMANCE"})");
    plan({{"statuses", {{{"id", app->id("website")}, {"status", "MAJOROUTAGE"}}}}});
    wait_until(60);
    EXPECT_EQ(website(), "MAJOROUTAGE") << "as the plan says";
    wait_until(120);
    EXPECT_EQ(website(), "DEGRADEDPERFORMANCE");
}

TEST_P(Maintenances, APersonsWordEndsIt) {
    const Answer made = plan();
    wait_until(60);
    app->put("bob", app->acme("/components/" + app->id("website")), R"({"status":"OPERATIONAL"})");
    EXPECT_EQ(website(), "OPERATIONAL");
    say(made, {{"message", "Nearly done."}});
    EXPECT_EQ(website(), "OPERATIONAL") << "an update that says nothing of it leaves it alone";
}

TEST_P(Maintenances, ARemovedOneLeavesNoTrace) {
    const Answer made = plan();
    wait_until(60);
    app->erase("edna", path("/" + made.word("id")));
    EXPECT_EQ(website(), "OPERATIONAL");
    EXPECT_EQ(page_status(*app), "UP UP");
    EXPECT_EQ(wait_until(120), 0);
    EXPECT_EQ(count_of(*app, "component_intervals"), 0);
    EXPECT_EQ(count_of(*app, "maintenance_transitions"), 0);
}

TEST_P(Maintenances, RunsWithoutComponents) {
    plan({{"components", json::array{}}});
    wait_until(60);
    EXPECT_EQ(page_status(*app), "UNDERMAINTENANCE UNDERMAINTENANCE");
}

TEST_P(Maintenances, MayBeFiledAfterwards) {
    app->clock().set(test::FakeClock::start + 500 * one_minute);
    const Answer made = plan({{"status", "COMPLETED"}});
    EXPECT_EQ(made.word("resolved"), minute(120));
    EXPECT_EQ(outages(*app, app->id("website")), Strings{"UNDERMAINTENANCE 60..120 incident"});
    EXPECT_EQ(carry_out(), 0);
    EXPECT_EQ(website(), "OPERATIONAL");
}

TEST_P(Maintenances, OfADeletedPageDoNothing) {
    plan();
    app->erase("alice", app->acme());
    EXPECT_EQ(wait_until(60), 0);
}

TEST_P(Maintenances, CanBeSentBackAsTheyWereRead) {
    const Answer made = plan({{"notifyEarly", true}, {"expandAt", minute(50)}});
    const Answer back = app->put("edna", path("/" + made.word("id")), seen(made).text);
    ASSERT_EQ(back.status, 200) << back.text;
    EXPECT_EQ(back.body, made.body);
}

TEST_P(Maintenances, TheStatusIsThatOfTheUpdateMadeLast) {
    const Answer made = plan();
    const Answer begun = say(made, {{"status", "INPROGRESS"}});
    EXPECT_EQ(begun.word("maintenance.status"), "INPROGRESS");
    const std::string here = path("/" + made.word("id") + "/maintenance-updates/" + begun.word("id"));
    EXPECT_EQ(app->put("edna", here, R"({"status":"COMPLETED"})").word("maintenance.status"), "COMPLETED");
    EXPECT_EQ(website(), "OPERATIONAL");
    app->erase("edna", here);
    EXPECT_EQ(seen(made).word("status"), "NOTSTARTEDYET");
    EXPECT_EQ(wait_until(60), 1) << "what was planned is planned again";
}

}  // namespace
}  // namespace daymark::contract
