// What readers of the public site get to see of incidents, and many reporters at once.
#include "incidents/incident_store.h"

#include "activity/activity.h"
#include "incidents/incident_actions.h"
#include "support/test_app.h"

#include <algorithm>
#include <set>
#include <thread>

namespace daymark::incidents {
namespace {

constexpr Millis start = test::FakeClock::start;

class IncidentStore : public test::OnTestApp {
protected:
    [[nodiscard]] Act act() const {
        Act act = app->act();
        act.workspace_id = app->id("workspace");
        act.page_id = app->id("acme");
        return act;
    }
    [[nodiscard]] static IncidentDraft draft_of(const std::string& name, Status status = Status::Investigating,
                                                Millis started = start) {
        IncidentDraft draft;
        draft.name = name;
        draft.status = status;
        draft.started = json::Time{started};
        return draft;
    }
    void open_one(const Act& act, const IncidentDraft& draft) {
        app->db().write([&](db::Tx& tx) { open(tx, act, draft); });
    }
    void open_one(const std::string& name, Status status, Millis started) {
        open_one(act(), draft_of(name, status, started));
    }
    [[nodiscard]] std::vector<std::string> for_readers(Millis since, std::int64_t limit = 100) {
        std::vector<std::string> names;
        app->db().read([&](db::Tx& tx) {
            for (const Incident& incident : list_for_readers(tx, app->id("acme"), since, "", limit))
                names.push_back(incident.name);
        });
        return names;
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, IncidentStore, test::both(), test::kind_name);
using Names = std::vector<std::string>;

TEST_P(IncidentStore, ReadersSeeWhatIsPublishedAndRecentOrOpen) {
    open_one("old and over", Status::Resolved, start - 10 * one_day);
    open_one("old and open", Status::Monitoring, start - 9 * one_day);
    open_one("just in time", Status::Resolved, start - 7 * one_day);
    open_one("a moment too old", Status::Resolved, start - 7 * one_day - 1);
    IncidentDraft unpublished = draft_of("draft");
    unpublished.should_publish = false;
    open_one(act(), unpublished);
    open_one("new", Status::Investigating, start);
    EXPECT_EQ(for_readers(start - 7 * one_day), (Names{"new", "just in time", "old and open"}));
}

TEST_P(IncidentStore, ReadersGetTheNewestUpToALimit) {
    for (int i = 0; i < 5; ++i) open_one(std::to_string(i), Status::Resolved, start + i);
    EXPECT_EQ(for_readers(0, 3), (Names{"4", "3", "2"}));
    EXPECT_EQ(for_readers(0, 5).size(), 5U);
}

TEST_P(IncidentStore, AnIncidentIsWholeHoweverItIsFound) {
    IncidentDraft draft;
    draft.name = "A";
    draft.message = "First.";
    draft.components = {app->id("mail"), app->id("api")};
    draft.statuses = {{app->id("api"), components::Status::MajorOutage}};
    draft.translations = {{"name", {{"fr", "Un"}}}, {"message", {{"fr", "D'abord."}}}};
    const Incident made = app->db().write([&](db::Tx& tx) { return open(tx, act(), draft); });
    app->db().read([&](db::Tx& tx) {
        for (const Incident& found :
             {require(tx, app->id("acme"), made.id), list_of_page(tx, app->id("acme"), {}).at(0),
              list_for_readers(tx, app->id("acme"), 0, "", 1).at(0)}) {
            EXPECT_EQ(found.updates.at(0).message, "First.");
            EXPECT_EQ(found.updates.at(0).translations.at("message").at("fr"), "D'abord.");
            EXPECT_EQ(found.translations.at("name").at("fr"), "Un");
            ASSERT_EQ(found.affected.size(), 2U);
            EXPECT_EQ(found.affected[0].component_id, app->id("mail")) << "in the order they were named";
            EXPECT_EQ(found.affected[1].status, components::Status::MajorOutage);
            EXPECT_EQ(found.impact, components::Status::MajorOutage);
        }
        EXPECT_FALSE(find(tx, app->id("mallorys_page"), made.id));
    });
}

TEST_P(IncidentStore, AFilterThatMatchesNothingAsksNothing) {
    open_one("A", Status::Monitoring, start);
    app->db().read([&](db::Tx& tx) {
        Filter filter;
        filter.matches_nothing = true;
        EXPECT_TRUE(list_of_page(tx, app->id("acme"), filter).empty());
    });
}

TEST_P(IncidentStore, ManyReportersAtOnceLoseNothing) {
    constexpr int threads = 8, each = 25;
    const auto before = app->db().read([&](db::Tx& tx) {
        return tx.one("test.count", "select activity_count from workspaces where id = $1", app->id("workspace"))
            ->integer(0);
    });
    // Hints come on the threads of those who write.
    std::atomic<int> failures = 0, told = 0;
    World busy = app->world();
    busy.page_changed = [&](const std::string&) { ++told; };
    const Act doing = act();
    std::vector<std::thread> reporters;
    for (int t = 0; t < threads; ++t) {
        reporters.emplace_back([&, t] {
            for (int i = 0; i < each; ++i) {
                try {
                    const Act mine{busy, doing.actor, {}, doing.now, doing.workspace_id, doing.page_id};
                    open_one(mine, draft_of(std::to_string(t) + "/" + std::to_string(i)));
                } catch (const std::exception& error) {
                    ++failures;
                    ADD_FAILURE() << error.what();
                }
            }
        });
    }
    for (std::thread& reporter : reporters) reporter.join();
    EXPECT_EQ(failures, 0);
    EXPECT_EQ(told, threads * each);
    const Names found = for_readers(0, 1000);
    EXPECT_EQ(found.size(), static_cast<std::size_t>(threads * each));
    EXPECT_EQ(std::set(found.begin(), found.end()).size(), found.size());
    app->db().read([&](db::Tx& tx) {
        EXPECT_EQ(activity::first_broken_row(tx, app->id("workspace")), std::nullopt);
        std::int64_t expected = 0;
        for (const db::Row& row : tx.query("test.sequences", R"(select sequence from activity where workspace_id = $1
            order by sequence)",
                                           app->id("workspace"))) {
            EXPECT_EQ(row.integer(0), ++expected);
        }
        EXPECT_EQ(expected, before + threads * each);
    });
}

}  // namespace
}  // namespace daymark::incidents
