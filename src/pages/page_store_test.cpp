// Statements on pages that no route reaches alone: deletion for good, reuse of addresses, revisions.
#include "pages/page_store.h"

#include "pages/page_actions.h"
#include "support/test_app.h"

#include <thread>

namespace daymark::pages {
namespace {

class PageStore : public test::OnTestApp {
protected:
    /// Acme's owner at work on a page.
    [[nodiscard]] Act act_on(const std::string& page_id) const {
        Act act = app->act();
        act.workspace_id = app->id("workspace");
        act.page_id = page_id;
        act.actor.user_id = app->user_id("alice");
        return act;
    }
    std::string add_page(const std::string& subdomain) {
        return app->post("alice", "/v1/pages", R"({"email":"a@acme.test","name":"B","subdomain":")" + subdomain + "\"}")
            .word("id");
    }
    void remove_page(const std::string& id) {
        app->db().write([&](db::Tx& tx) { remove(tx, act_on(id)); });
    }
    template <class Work>
    auto read(Work work) {
        return app->db().read(work);
    }
    [[nodiscard]] std::int64_t rows(const std::string& table) {
        return read(
            [&](db::Tx& tx) { return tx.one("test.count", "select count(*) from " + table).value().integer(0); });
    }
    std::int64_t erase_old_pages() {
        return app->db().write([&](db::Tx& tx) { return erase_old(tx, app->clock().now()); });
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, PageStore, test::both(), test::kind_name);

TEST_P(PageStore, ADeletedPageIsFoundOnlyByThoseWhoAskForIt) {
    remove_page(app->id("acme"));
    EXPECT_FALSE(read([&](db::Tx& tx) { return find(tx, app->id("acme")); }));
    EXPECT_FALSE(read([&](db::Tx& tx) { return find_held(tx, app->id("acme"), app->user_id("alice")); }));
    const auto kept = read([&](db::Tx& tx) { return find_with_deleted(tx, app->id("acme")); });
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->deleted_at, app->clock().now());
}

TEST_P(PageStore, AnAddressLeadsToTheLivingPageElseToTheOneDeletedLast) {
    const auto at_acme = [&] { return read([&](db::Tx& tx) { return find_by_subdomain(tx, "acme"); }).value().id; };
    std::vector<std::string> ids{app->id("acme")};
    for (int i = 0; i < 2; ++i) {
        remove_page(ids.back());
        app->clock().tick(one_hour);
        EXPECT_EQ(at_acme(), ids.back()) << "the address of a deleted page answers for it";
        ids.push_back(add_page("acme"));
        EXPECT_EQ(at_acme(), ids.back());
    }
    remove_page(ids.back());
    EXPECT_EQ(at_acme(), ids.back());
    EXPECT_EQ(read([&](db::Tx& tx) {
                  return tx.one("test.count", "select count(*) from pages where subdomain = 'acme'").value().integer(0);
              }),
              3);
    EXPECT_FALSE(read([&](db::Tx& tx) { return find_by_subdomain(tx, "nowhere"); }));
}

TEST_P(PageStore, DeletedPagesAreErasedAfterThirtyDaysWithAllTheyOwn) {
    const std::string group = app->id("website");
    app->put("bob", app->acme("/components/" + app->id("api")), R"({"group":")" + group + "\"}");
    app->put("bob", app->acme("/components/" + app->id("mail")),
             R"({"status":"MAJOROUTAGE","group":")" + app->id("api") + "\"}");
    app->post("edna", app->acme("/incidents"),
              R"({"name":"A","status":"IDENTIFIED","components":[")" + app->id("mail") + "\"]}");
    const std::int64_t logged = rows("activity");
    remove_page(app->id("acme"));
    app->clock().tick(30 * one_day - 1);
    EXPECT_EQ(erase_old_pages(), 0);
    EXPECT_EQ(rows("components"), 4);
    app->clock().tick(2);
    EXPECT_EQ(erase_old_pages(), 0) << "what people were told is forgotten first, as if it were old";
    app->db().write([](db::Tx& tx) { tx.execute("test.forget", "delete from events where created_at = 0"); });
    EXPECT_EQ(erase_old_pages(), 1);
    EXPECT_FALSE(read([&](db::Tx& tx) { return find_with_deleted(tx, app->id("acme")); }));
    EXPECT_EQ(rows("pages"), 1) << "the living one stays";
    EXPECT_EQ(rows("components"), 1);
    for (const char* table : {"component_intervals", "incidents", "incident_components", "incident_updates"}) {
        EXPECT_EQ(rows(table), 0) << table;
    }
    EXPECT_EQ(rows("activity"), logged + 1) << "the log is never shortened";
    EXPECT_EQ(erase_old_pages(), 0);
}

TEST_P(PageStore, RevisionsRiseWithEveryChangeAlsoWhenTheClockStandsOrStepsBack) {
    const auto revision = [&] { return read([&](db::Tx& tx) { return find(tx, app->id("acme")); }).value().revision; };
    std::int64_t last = revision();
    for (const Millis step : {Millis{0}, Millis{0}, -one_hour, Millis{1}, one_day}) {
        app->clock().tick(step);
        app->db().write([&](db::Tx& tx) { touch(tx, act_on(app->id("acme"))); });
        EXPECT_GT(revision(), last);
        EXPECT_GE(revision(), app->clock().now());
        last = revision();
    }
}

TEST_P(PageStore, ChangedPagesAreListedFromARevisionOnDeletedOnesToo) {
    const std::int64_t since = app->clock().now();
    const auto changed = [&] {
        std::vector<std::string> ids;
        for (const Revision& one : read([&](db::Tx& tx) { return list_changed(tx, since); })) ids.push_back(one.id);
        return ids;
    };
    EXPECT_EQ(changed(), std::vector<std::string>{});
    app->put("bob", app->acme(), R"({"name":"B"})");
    EXPECT_EQ(changed(), std::vector<std::string>{app->id("acme")});
    app->clock().tick(1);
    app->erase("mallory", "/v1/" + app->id("mallorys_page"));
    EXPECT_EQ(changed(), (std::vector<std::string>{app->id("acme"), app->id("mallorys_page")}));
}

TEST_P(PageStore, ARolledBackChangeTellsNobody) {
    (void)app->changed_pages();
    EXPECT_THROW(app->db().write([&](db::Tx& tx) {
        touch(tx, act_on(app->id("acme")));
        throw Error(ErrorCode::BadRequest, "no");
    }),
                 Error);
    EXPECT_EQ(app->changed_pages(), std::vector<std::string>{});
}

TEST_P(PageStore, AGonePageCannotBeTouched) {
    remove_page(app->id("acme"));
    EXPECT_THROW(app->db().write([&](db::Tx& tx) { touch(tx, act_on(app->id("acme"))); }), Error);
}

TEST_P(PageStore, OfManyWhoWantOneAddressOneGetsIt) {
    World busy = app->world();
    busy.page_changed = [](const std::string&) {};
    const Act doing = act_on({});
    std::atomic<int> made = 0, refused = 0;
    std::vector<std::thread> owners;
    for (int t = 0; t < 8; ++t) {
        owners.emplace_back([&] {
            const Act mine{busy, doing.actor, {}, doing.now, doing.workspace_id, {}};
            PageDraft draft;
            draft.email = "a@acme.test";
            draft.name = "Wanted";
            draft.subdomain = "wanted";
            try {
                app->db().write([&](db::Tx& tx) { return create(tx, mine, draft); });
                ++made;
            } catch (const Error& error) {
                if (error.code() == ErrorCode::Conflict) ++refused;
            }
        });
    }
    for (std::thread& owner : owners) owner.join();
    EXPECT_EQ(made, 1);
    EXPECT_EQ(refused, 7);
}

TEST_P(PageStore, OnlyPublishedOpenIncidentsCount) {
    const auto open = [&] { return read([&](db::Tx& tx) { return open_notices(tx, app->id("acme")).incident; }); };
    EXPECT_FALSE(open());
    app->post("edna", app->acme("/incidents"), R"({"name":"A","status":"IDENTIFIED","shouldPublish":false})");
    app->post("edna", app->acme("/incidents"), R"({"name":"B","status":"RESOLVED"})");
    EXPECT_FALSE(open());
    app->post("edna", app->acme("/incidents"), R"({"name":"C","status":"IDENTIFIED"})");
    EXPECT_TRUE(open());
}

}  // namespace
}  // namespace daymark::pages
