// Statements on subscribers that no route reaches alone.
#include "subscribers/subscriber_store.h"

#include "embedded/migrations.h"
#include "platform/db/migrate.h"
#include "support/test_app.h"

namespace daymark::subscribers {
namespace {

using Words = std::vector<std::string>;

class SubscriberStore : public test::OnTestApp {
protected:
    /// As if so many had come by `insert`, without as many statements.
    void insert_many(db::Tx& tx, int count) {
        tx.execute("test", R"(insert into subscribers (id, page_id, address, language, confirmed, all_components,
            failed_attempts, created_at, updated_at, place) with recursive numbers (i) as
            (select 1 union all select i + 1 from numbers where i < $2)
            select 's' || i, $1, 's' || i, 'en', 1, 1, 0, 0, 0, i from numbers)",
                   app->id("acme"), count);
        tx.execute("test", R"(insert into subscriber_blocks (page_id, block, subscribers)
            select page_id, place / 5000, count(*) from subscribers group by page_id, place / 5000)");
        tx.execute("test", "insert into subscriber_places values ($1, $2)", app->id("acme"), count);
    }
    void insert_one(db::Tx& tx, const std::string& id) {
        Subscriber one;
        one.id = one.address = id;
        one.page_id = app->id("acme");
        insert(tx, one);
    }
    void erase_number(db::Tx& tx, int number) { erase(tx, app->id("acme"), "s" + std::to_string(number)); }
    [[nodiscard]] Words ids_from(std::int64_t offset, std::int64_t limit) {
        Words ids;
        app->db().read([&](db::Tx& tx) {
            for (const Subscriber& one : list_of_page(tx, app->id("acme"), "", db::Slice{limit, offset, {}}))
                ids.push_back(one.id);
        });
        return ids;
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, SubscriberStore, test::both(), test::kind_name);

TEST_P(SubscriberStore, AJumpFindsWhatCountingFinds) {
    app->db().write([&](db::Tx& tx) {
        insert_many(tx, 14'998);
        insert_one(tx, "the last of a block");
        insert_one(tx, "the first of the next");
        for (int i = 5; i < 900; i += 2) erase_number(tx, i);
        erase_number(tx, 5);
        erase_number(tx, 14'998);
        erase(tx, app->id("mallorys_page"), "s6");
    });
    const Words all = ids_from(0, 20'000);
    ASSERT_EQ(all.size(), 15'000U - 449);
    const auto size = static_cast<std::int64_t>(all.size());
    for (const std::int64_t offset :
         {1L, 4'550L, 4'551L, 4'552L, 5'000L, 9'550L, 9'551L, 9'552L, size - 2, size - 1, size, 90'000L}) {
        const auto begin = std::min(offset, size), end = std::min(begin + 3, size);
        EXPECT_EQ(ids_from(offset, 3), Words(all.begin() + begin, all.begin() + end)) << offset;
    }
}

TEST_P(SubscriberStore, AJumpPassesOverABlockWithNobodyLeft) {
    app->db().write([&](db::Tx& tx) {
        insert_many(tx, 5'002);
        for (int i = 4'999; i <= 5'002; ++i) erase_number(tx, i);
        tx.execute("test", "update subscriber_places set last_place = 9999");
        insert_one(tx, "far");
        insert_one(tx, "farther");
    });
    EXPECT_EQ(ids_from(4'997, 5), (Words{"s4998", "far", "farther"}));
    EXPECT_EQ(ids_from(4'999, 5), Words{"farther"});
    EXPECT_EQ(ids_from(5'000, 5), Words{});
}

class SubscriberPlaces : public test::OnBothDatabases {};
INSTANTIATE_TEST_SUITE_P(Databases, SubscriberPlaces, test::both(), test::kind_name);

TEST_P(SubscriberPlaces, AreGivenToThoseWhoCameBefore) {
    const auto steps = embedded::migrations();
    db::migrate(db(), steps.first(14));
    db().write([](db::Tx& tx) {
        tx.execute("test", "insert into workspaces values ('w', 'W', 'w', '{}', 0, '', 0, 0, null)");
        for (const char* page : {"p", "q"}) {
            tx.execute("test", R"(insert into pages (id, workspace_id, subdomain, name, email, status, main_status,
                settings, unique_email, revision, created_at, updated_at)
                values ($1, 'w', $1, 'P', '', 'UP', 'UP', '{}', $1, 1, 0, 0))",
                       page);
        }
        const auto came = [&](const char* id, const char* page, std::int64_t at) {
            tx.execute("test", R"(insert into subscribers (id, page_id, address, language, confirmed, all_components,
                failed_attempts, created_at, updated_at) values ($1, $2, $1, 'en', 1, 1, 0, $3, 0))",
                       id, page, at);
        };
        came("late", "p", 30);
        came("early", "p", 10);
        came("alone", "q", 20);
    });
    db::migrate(db(), steps);
    db().write([](db::Tx& tx) {
        Subscriber next;
        next.id = next.address = "next";
        next.page_id = "p";
        insert(tx, next);
        const auto listed = [&](const char* page) {
            Words shown;
            for (const Subscriber& one : list_of_page(tx, page, "", {}))
                shown.push_back(one.id + " " + std::to_string(one.place));
            return shown;
        };
        EXPECT_EQ(listed("p"), (Words{"early 1", "late 2", "next 3"}));
        EXPECT_EQ(listed("q"), Words{"alone 1"});
        EXPECT_EQ(tx.one("test", "select subscribers from subscriber_blocks where page_id = 'p'")->integer(0), 3);
    });
}

}  // namespace
}  // namespace daymark::subscribers
