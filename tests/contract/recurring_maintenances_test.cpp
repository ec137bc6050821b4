// Maintenances that come again, by way of the API and of the clock.
#include "contract/story.h"
#include "maintenances/maintenance_due.h"
#include "platform/base/time_text.h"
#include "recurring_maintenances/recurring_maintenance_actions.h"

#include <atomic>
#include <thread>

namespace daymark::contract {
namespace {

class RecurringMaintenances : public OnTestApp {
protected:
    [[nodiscard]] std::string path(const std::string& rest = {}) const {
        return "/x/" + app->id("acme") + "/recurring-maintenances" + rest;
    }
    /// Each night from 23:00 to 24:00; the story's clock stands at ten in the morning of 3 February 2026.
    Answer create(const json::object& more = {}) {
        json::object draft{{"name", "Backup"}, {"message", "We copy."},
                           {"every", "DAILY"}, {"start", "2026-02-03T23:00:00Z"},
                           {"duration", 60},   {"components", {app->id("api")}}};
        for (const auto& [name, value] : more) draft[name] = value;
        return app->post("edna", path(), body(draft));
    }
    [[nodiscard]] Answer seen(const Answer& made) { return app->get("vera", path("/" + made.word("id"))); }
    /// "NOTSTARTEDYET 03T23:00" for each maintenance of the page, the earliest first.
    [[nodiscard]] Strings plan() {
        Strings list;
        const Answer all = app->get("vera", app->acme("/maintenances?per_page=100"));
        for (const json::value& one : all.body.as_array()) {
            list.insert(list.begin(), std::string(one.at("status").as_string()) + " " +
                                          std::string(one.at("start").as_string()).substr(8, 8));
        }
        return list;
    }
    void wait_until(const char* time) {
        app->clock().set(parse_time(time).value());
        pass();
    }
    int pass() {
        const int planned = recurring_maintenances::plan_due(app->db(), app->world());
        maintenances::carry_out_due(app->db(), app->world());
        return planned;
    }
    void expect_refused(const json::object& more, const std::string& field) {
        const std::string before = app->dump();
        const Answer refused = create(more);
        EXPECT_EQ(refused.status, 400) << refused.text;
        EXPECT_EQ(refused.error_field(), field) << refused.text;
        EXPECT_EQ(app->dump(), before);
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, RecurringMaintenances, test::both(), test::kind_name);

TEST_P(RecurringMaintenances, TheFirstIsPlannedAtOnce) {
    const Answer made = create({{"notifyStart", true}});
    ASSERT_EQ(made.status, 200) << made.text;
    EXPECT_EQ(made.word("every"), "DAILY");
    EXPECT_EQ(made.word("nextStart"), "2026-02-03T23:00:00.000Z");
    EXPECT_EQ(made.at("duration").as_int64(), 60);
    EXPECT_TRUE(made.at("until").is_null());
    EXPECT_EQ(plan(), Strings{"NOTSTARTEDYET 03T23:00"});
    const Answer planned = app->get("vera", app->acme("/maintenances/" + made.word("maintenanceId")));
    EXPECT_EQ(planned.word("name"), "Backup");
    EXPECT_EQ(planned.word("updates.0.message"), "We copy.");
    EXPECT_EQ(planned.word("components.0.id"), app->id("api"));
    EXPECT_TRUE(planned.at("notifyStart").as_bool());
    EXPECT_EQ(planned.word("end"), "2026-02-04T00:00:00.000Z");
    EXPECT_EQ(seen(made).text, made.text);
    EXPECT_EQ(json::text(app->get("vera", path()).at("0")), made.text);
}

TEST_P(RecurringMaintenances, EachPlansTheNextWhenItBegins) {
    const Answer made = create();
    wait_until("2026-02-03T22:59:59Z");
    EXPECT_EQ(plan().size(), 1U);
    wait_until("2026-02-03T23:00:00Z");
    EXPECT_EQ(plan(), (Strings{"INPROGRESS 03T23:00", "NOTSTARTEDYET 04T23:00"}));
    EXPECT_EQ(seen(made).word("nextStart"), "2026-02-04T23:00:00.000Z");
    wait_until("2026-02-04T00:00:00Z");
    EXPECT_EQ(component_status(*app, "api"), "OPERATIONAL");
    wait_until("2026-02-04T23:00:00Z");
    EXPECT_EQ(plan(), (Strings{"COMPLETED 03T23:00", "INPROGRESS 04T23:00", "NOTSTARTEDYET 05T23:00"}));
    EXPECT_EQ(component_status(*app, "api"), "UNDERMAINTENANCE");
}

TEST_P(RecurringMaintenances, AfterALongStopOnlyWhatIsNotOverIsPlanned) {
    create();
    wait_until("2026-02-20T23:30:00Z");
    EXPECT_EQ(plan(), (Strings{"COMPLETED 03T23:00", "INPROGRESS 20T23:00"})) << "the one that runs, though late";
    EXPECT_EQ(pass(), 1);
    EXPECT_EQ(pass(), 0);
    EXPECT_EQ(plan(), (Strings{"COMPLETED 03T23:00", "INPROGRESS 20T23:00", "NOTSTARTEDYET 21T23:00"}));
}

TEST_P(RecurringMaintenances, AClockThatStepsBackPlansNothingTwice) {
    create();
    wait_until("2026-02-03T23:10:00Z");
    const Strings before = plan();
    for (const char* time : {"2026-02-03T22:00:00Z", "2026-02-03T23:05:00Z", "2026-02-03T23:10:00Z"}) wait_until(time);
    EXPECT_EQ(plan(), before);
}

TEST_P(RecurringMaintenances, ManyWorkersPlanTheNextOnce) {
    create();
    app->clock().set(parse_time("2026-02-03T23:00:00Z").value());
    std::atomic<int> planned = 0;
    std::vector<std::thread> workers;
    for (int i = 0; i < 8; ++i) {
        workers.emplace_back([&] { planned += recurring_maintenances::plan_due(app->db(), app->world()); });
    }
    for (std::thread& worker : workers) worker.join();
    EXPECT_EQ(planned, 1);
    EXPECT_EQ(plan().size(), 2U);
}

TEST_P(RecurringMaintenances, FollowTheWallClockOfThePagesZone) {
    app->put("alice", app->acme(), R"({"timezone":"Europe/Berlin"})");
    app->clock().set(parse_time("2026-03-27T12:00:00Z").value());
    create({{"start", "2026-02-03T20:00:00Z"}});
    EXPECT_EQ(plan(), Strings{"NOTSTARTEDYET 27T20:00"});
    wait_until("2026-03-27T20:00:00Z");
    wait_until("2026-03-28T20:00:00Z");
    EXPECT_EQ(plan().back(), "NOTSTARTEDYET 29T19:00") << "the clocks went forward in between";
}

TEST_P(RecurringMaintenances, EndWhenTheyAreToldTo) {
    const Answer made = create({{"until", "2026-02-04T23:00:00Z"}});
    wait_until("2026-02-03T23:00:00Z");
    wait_until("2026-02-04T23:00:00Z");
    wait_until("2026-02-05T23:00:00Z");
    EXPECT_EQ(plan(), (Strings{"COMPLETED 03T23:00", "COMPLETED 04T23:00"}));
    EXPECT_TRUE(seen(made).at("nextStart").is_null());
}

TEST_P(RecurringMaintenances, AChangePlansTheOneThatHasNotBegunAnew) {
    const Answer made = create();
    const Answer changed = app->put("edna", path("/" + made.word("id")),
                                    R"({"name":"Copy","every":"WEEKLY","start":"2026-02-05T01:00:00Z","duration":30})");
    EXPECT_EQ(changed.status, 200) << changed.text;
    EXPECT_EQ(plan(), Strings{"NOTSTARTEDYET 05T01:00"});
    EXPECT_EQ(changed.word("name"), "Copy");
    EXPECT_EQ(changed.word("message"), "We copy.");
    EXPECT_EQ(app->get("vera", app->acme("/maintenances")).at("0.duration").as_int64(), 30);
    wait_until("2026-02-05T01:00:00Z");
    EXPECT_EQ(plan(), (Strings{"INPROGRESS 05T01:00", "NOTSTARTEDYET 12T01:00"}));
}

TEST_P(RecurringMaintenances, StoppingTakesThePlannedOneAlongAndLeavesTheRest) {
    const Answer made = create();
    wait_until("2026-02-03T23:00:00Z");
    const Answer stopped = app->erase("edna", path("/" + made.word("id")));
    EXPECT_EQ(stopped.text, R"({"id":")" + made.word("id") + "\"}");
    EXPECT_EQ(plan(), Strings{"INPROGRESS 03T23:00"});
    EXPECT_EQ(seen(made).status, 404);
    wait_until("2026-02-05T23:00:00Z");
    EXPECT_EQ(plan().size(), 1U);
}

TEST_P(RecurringMaintenances, OneThatWasRemovedByHandIsLeftOutAndTheNextComes) {
    const Answer made = create();
    app->erase("edna", app->acme("/maintenances/" + made.word("maintenanceId")));
    EXPECT_TRUE(seen(made).at("maintenanceId").is_null());
    wait_until("2026-02-03T23:00:00Z");
    EXPECT_EQ(plan(), Strings{"NOTSTARTEDYET 04T23:00"});
}

TEST_P(RecurringMaintenances, ARemovedComponentDoesNotHoldUpTheNext) {
    create();
    app->erase("bob", app->acme("/components/" + app->id("api")));
    wait_until("2026-02-03T23:00:00Z");
    EXPECT_EQ(plan().size(), 2U);
}

TEST_P(RecurringMaintenances, WhatCannotBeIsRefusedByName) {
    expect_refused({{"name", nullptr}}, "name");
    expect_refused({{"every", nullptr}}, "every");
    expect_refused({{"every", "HOURLY"}}, "every");
    expect_refused({{"start", nullptr}}, "start");
    expect_refused({{"duration", 0}}, "duration");
    expect_refused({{"duration", 24 * 60 + 1}}, "duration");
    expect_refused({{"duration", nullptr}, {"end", "2026-02-03T22:00:00Z"}}, "duration");
    expect_refused({{"components", {app->id("mallorys_component")}}}, "components[0]");
    EXPECT_EQ(count_of(*app, "recurring_maintenances"), 0);
}

}  // namespace
}  // namespace daymark::contract
