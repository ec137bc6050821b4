// The hash chain of the activity log, seen from inside.
#include "activity/activity.h"

#include "support/test_app.h"

#include <thread>

namespace daymark::activity {
namespace {

class ActivityChain : public test::OnTestApp {
protected:
    [[nodiscard]] Act act(const std::string& page_id = {}) const {
        Act act = app->act();
        act.workspace_id = app->id("workspace");
        act.page_id = page_id;
        return act;
    }
    void record_one(const std::string& subject, json::object detail = {}, const std::string& page_id = {}) {
        app->db().write([&](db::Tx& tx) { record(tx, act(page_id), {"test.event", subject, detail}); });
    }
    [[nodiscard]] std::optional<std::int64_t> broken() {
        return app->db().read([&](db::Tx& tx) { return first_broken_row(tx, app->id("workspace")); });
    }
    std::int64_t change(const std::string& sql) {
        return app->db().write([&](db::Tx& tx) { return tx.execute("test.tamper", sql); });
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, ActivityChain, test::both(), test::kind_name);

TEST_P(ActivityChain, OfAnUnknownWorkspaceIsWholeAndCannotBeWritten) {
    app->db().read([&](db::Tx& tx) { EXPECT_EQ(first_broken_row(tx, "none"), std::nullopt); });
    Act nowhere = act();
    nowhere.workspace_id = "none";
    EXPECT_THROW(app->db().write([&](db::Tx& tx) { record(tx, nowhere, {"test.event", "x", {}}); }), Error);
}

TEST_P(ActivityChain, IsReadInSlicesOfAnyNumber) {
    app->db().write([&](db::Tx& tx) {
        for (int i = 0; i < 2100; ++i) record(tx, act(), {"test.event", std::to_string(i), {}});
    });
    EXPECT_EQ(broken(), std::nullopt);
    EXPECT_EQ(change("update activity set subject_id = 'x' where sequence = 2050 and subject_id <> 'x'"), 1);
    EXPECT_EQ(broken(), 2050);
}

TEST_P(ActivityChain, HoldsTextsThatLookLikeItsOwnSeparators) {
    record_one("a|1:b", {{"x", "|3:abc"}, {"unicode", "日本 \" \\ \n"}});
    record_one("", {}, app->id("acme"));
    EXPECT_EQ(broken(), std::nullopt);
}

TEST_P(ActivityChain, NoColumnLendsToItsNeighbour) {
    record_one("subject");
    const auto sequence = app->db().read(
        [&](db::Tx& tx) { return tx.one("test.max", "select max(sequence) from activity").value().integer(0); });
    EXPECT_EQ(change("update activity set event = 'test.events', subject_id = 'ubject' where subject_id = 'subject'"),
              1);
    EXPECT_EQ(broken(), sequence);
}

TEST_P(ActivityChain, ARowAddedBehindTheHeadIsFound) {
    EXPECT_EQ(change("insert into activity (id, workspace_id, page_id, sequence, event, actor_kind, actor_id, "
                     "remote_address, subject_id, announce, detail, created_at, hash) select 'cnew', workspace_id, "
                     "page_id, 6, event, actor_kind, actor_id, remote_address, subject_id, announce, detail, "
                     "created_at, hash from activity where sequence = 5 and workspace_id = '" +
                     app->id("workspace") + "'"),
              1);
    EXPECT_EQ(broken(), 6);
}

TEST_P(ActivityChain, AnEmptiedLogIsFoundByItsHead) {
    EXPECT_GT(change("delete from activity"), 0);
    EXPECT_EQ(broken(), 1);
}

TEST_P(ActivityChain, ChainsOfWorkspacesAreApart) {
    EXPECT_EQ(change("update activity set detail = '{\"x\":1}' where workspace_id = '" + app->id("mallorys_workspace") +
                     "' and sequence = 1"),
              1);
    EXPECT_EQ(broken(), std::nullopt);
}

TEST_P(ActivityChain, ARolledBackChangeTakesNoPlace) {
    EXPECT_THROW(app->db().write([&](db::Tx& tx) {
        record(tx, act(), {"test.event", "x", {}});
        throw Error(ErrorCode::BadRequest, "no");
    }),
                 Error);
    record_one("y");
    EXPECT_EQ(broken(), std::nullopt);
}

TEST_P(ActivityChain, ManyWritersMakeOneChain) {
    std::vector<std::thread> writers;
    for (int t = 0; t < 8; ++t) {
        writers.emplace_back([&, t] {
            for (int i = 0; i < 20; ++i) record_one(std::to_string(t) + "/" + std::to_string(i));
        });
    }
    for (std::thread& writer : writers) writer.join();
    EXPECT_EQ(broken(), std::nullopt);
    EXPECT_EQ(app->db().read([&](db::Tx& tx) {
        return tx.one("test.count", "select count(*) from activity where event = 'test.event'").value().integer(0);
    }),
              160);
}

}  // namespace
}  // namespace daymark::activity
