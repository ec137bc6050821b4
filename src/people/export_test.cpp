// Tables that have no end in one answer.
#include "people/export.h"

#include "support/test_app.h"

namespace daymark::people {
namespace {

class ExportOfSubscribers : public test::OnTestApp {};
INSTANTIATE_TEST_SUITE_P(Databases, ExportOfSubscribers, test::both(), test::kind_name);

TEST_P(ExportOfSubscribers, GoesOnBehindTheLastPlaceWhoeverLeavesMeanwhile) {
    std::string table = "email\n";
    for (int i = 0; i < 2'500; ++i) table += "r" + std::to_string(i) + "@example.com\n";
    app->post("alice", "/x/" + app->id("acme") + "/subscribers/import", table);
    Act act = app->act();
    act.page_id = app->id("acme");
    const auto rows_of = [](const Table& part) { return std::ranges::count(part.text, '\n') - 1; };
    const Table first = export_subscribers(app->db(), act, 0, 2'000);
    EXPECT_EQ(rows_of(first), 2'000);
    ASSERT_TRUE(first.next);
    app->erase("alice", app->acme("/subscribers/" + app->get("alice", app->acme("/subscribers")).word("0.id")));
    const Table rest = export_subscribers(app->db(), act, *first.next, 2'000);
    EXPECT_EQ(rows_of(rest), 500);
    EXPECT_FALSE(rest.next);
    EXPECT_NE(rest.text.find("r2000@"), std::string::npos);
    EXPECT_FALSE(export_subscribers(app->db(), act, *first.next, 500).next) << "the end is known by itself";
    EXPECT_EQ(rows_of(export_subscribers(app->db(), act, 1'000'000, 2'000)), 0);
}

}  // namespace
}  // namespace daymark::people
