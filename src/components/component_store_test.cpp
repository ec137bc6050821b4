// Statements on components and their history that no route reaches alone.
#include "components/component_store.h"

#include "support/test_app.h"

namespace daymark::components {
namespace {

class ComponentStore : public test::OnTestApp {
protected:
    using Words = std::vector<std::string>;

    void insert_outage(Status status, const std::string& cause, Millis from, std::optional<Millis> to) {
        app->db().write([&](db::Tx& tx) {
            insert_interval(tx, {app->act().new_id(), app->id("acme"), {app->id("api"), status, cause, from, to}});
        });
    }
    template <class Work>
    auto write(Work work) {
        return app->db().write(work);
    }
    /// "MAJOROUTAGE 10..20 cause" for each interval of Acme that reaches past `since`.
    [[nodiscard]] Words history(Millis since = 0) {
        Words shown;
        for (const Interval& one :
             app->db().read([&](db::Tx& tx) { return list_intervals(tx, app->id("acme"), since); })) {
            shown.push_back(std::string(wire_name(one.status)) + " " + std::to_string(one.from) + ".." +
                            (one.to ? std::to_string(*one.to) : "") + " " + one.cause);
        }
        return shown;
    }
    [[nodiscard]] std::optional<Millis> next_after(const std::string& cause, Millis at) {
        return app->db().read([&](db::Tx& tx) { return next_word(tx, app->id("api"), cause, at); });
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, ComponentStore, test::both(), test::kind_name);

TEST_P(ComponentStore, AListWithoutLimitHoldsAll) {
    for (int i = 0; i < 120; ++i) app->post("bob", app->acme("/components"), R"({"name":"C"})");
    app->db().read([&](db::Tx& tx) {
        EXPECT_EQ(list_of_page(tx, app->id("acme")).size(), 123U);
        EXPECT_EQ(list_of_page(tx, app->id("acme"), db::Slice{5, 120, {}}).size(), 3U);
    });
}

TEST_P(ComponentStore, IdsOfOtherPagesAreNotListed) {
    app->db().read([&](db::Tx& tx) {
        const Words ids{app->id("mail"), app->id("mallorys_component"), "none", app->id("api"), app->id("api")};
        Words found;
        for (const Component& component : list_by_ids(tx, app->id("acme"), ids)) found.push_back(component.id);
        EXPECT_EQ(found, (Words{app->id("api"), app->id("mail")}));
        EXPECT_TRUE(list_by_ids(tx, app->id("acme"), {}).empty());
        EXPECT_FALSE(find(tx, app->id("acme"), app->id("mallorys_component")));
        EXPECT_THROW((void)require(tx, app->id("acme"), app->id("mallorys_component")), Error);
        EXPECT_FALSE(find_id_by_name(tx, app->id("acme"), "Lair"));
    });
}

TEST_P(ComponentStore, OfTwoWithOneNameTheFirstInOrderIsMeant) {
    app->post("bob", app->acme("/components"), R"({"name":"API","order":-1})");
    app->db().read([&](db::Tx& tx) { EXPECT_NE(find_id_by_name(tx, app->id("acme"), "API"), app->id("api")); });
}

TEST_P(ComponentStore, ThePositionAfterTheLastNeverLeavesTheRange) {
    const auto next = [&](const std::string& page) {
        return app->db().read([&](db::Tx& tx) { return next_position(tx, page); });
    };
    EXPECT_EQ(next(app->id("acme")), 4);
    EXPECT_EQ(next("an empty page"), 1);
    app->post("bob", app->acme("/components"), R"({"name":"C","order":2147483647})");
    EXPECT_EQ(next(app->id("acme")), last_position);
}

TEST_P(ComponentStore, IntervalsAreListedWhenTheyReachPastAMoment) {
    insert_outage(Status::MajorOutage, "", 10, 20);
    insert_outage(Status::PartialOutage, "", 20, 30);
    insert_outage(Status::DegradedPerformance, "", 40, std::nullopt);
    EXPECT_EQ(history(19), (Words{"MAJOROUTAGE 10..20 ", "PARTIALOUTAGE 20..30 ", "DEGRADEDPERFORMANCE 40.. "}));
    EXPECT_EQ(history(20), (Words{"PARTIALOUTAGE 20..30 ", "DEGRADEDPERFORMANCE 40.. "}));
    EXPECT_EQ(history(1000), Words{"DEGRADEDPERFORMANCE 40.. "});
}

TEST_P(ComponentStore, TheNextWordOfACauseIsItsNextStartOrEnd) {
    insert_outage(Status::MajorOutage, "i", 10, 20);
    insert_outage(Status::PartialOutage, "i", 20, 30);
    insert_outage(Status::PartialOutage, "i", 50, std::nullopt);
    insert_outage(Status::PartialOutage, "other", 12, 13);
    EXPECT_EQ(next_after("i", 5), 10);
    EXPECT_EQ(next_after("i", 10), 20);
    EXPECT_EQ(next_after("i", 15), 20);
    EXPECT_EQ(next_after("i", 20), 30);
    EXPECT_EQ(next_after("i", 30), 50);
    EXPECT_EQ(next_after("i", 50), std::nullopt);
    EXPECT_EQ(next_after("nobody", 0), std::nullopt);
}

TEST_P(ComponentStore, CuttingACauseEndsWhatSpansAndLeavesTheRest) {
    insert_outage(Status::MajorOutage, "i", 10, 30);
    insert_outage(Status::PartialOutage, "i", 40, 50);
    insert_outage(Status::PartialOutage, "other", 10, 30);
    write([&](db::Tx& tx) { cut_cause(tx, app->id("api"), "i", 20); });
    EXPECT_EQ(history(), (Words{"MAJOROUTAGE 10..20 i", "PARTIALOUTAGE 10..30 other", "PARTIALOUTAGE 40..50 i"}));
    write([&](db::Tx& tx) { cut_cause(tx, app->id("api"), "i", 40); });
    EXPECT_EQ(history(), (Words{"MAJOROUTAGE 10..20 i", "PARTIALOUTAGE 10..30 other"}));
    write([&](db::Tx& tx) { cut_cause(tx, app->id("api"), "i", 20); });
    EXPECT_EQ(history(), (Words{"MAJOROUTAGE 10..20 i", "PARTIALOUTAGE 10..30 other"})) << "it ends there already";
}

TEST_P(ComponentStore, ClosingAllLeavesNoEmptyInterval) {
    insert_outage(Status::MajorOutage, "i", 10, std::nullopt);
    insert_outage(Status::PartialOutage, "j", 20, std::nullopt);
    insert_outage(Status::PartialOutage, "k", 5, 8);
    write([&](db::Tx& tx) { close_open(tx, app->id("api"), 20, Closes::PlannedToo); });
    EXPECT_EQ(history(), (Words{"PARTIALOUTAGE 5..8 k", "MAJOROUTAGE 10..20 i"}));
}

TEST_P(ComponentStore, AMovedStartNeverTurnsAnIntervalAround) {
    insert_outage(Status::MajorOutage, "i", 10, 20);
    write([&](db::Tx& tx) { move_cause_start(tx, "i", 10, 15); });
    EXPECT_EQ(history(), Words{"MAJOROUTAGE 15..20 i"});
    write([&](db::Tx& tx) { move_cause_start(tx, "i", 15, 20); });
    EXPECT_EQ(history(), Words{"MAJOROUTAGE 15..20 i"});
    write([&](db::Tx& tx) { move_cause_start(tx, "other", 15, 12); });
    EXPECT_EQ(history(), Words{"MAJOROUTAGE 15..20 i"});
}

TEST_P(ComponentStore, ErasingACauseReturnsWhatItHadSet) {
    insert_outage(Status::PartialOutage, "i", 20, 30);
    insert_outage(Status::MajorOutage, "i", 10, 20);
    insert_outage(Status::MajorOutage, "j", 10, 20);
    EXPECT_TRUE(write([&](db::Tx& tx) { return erase_cause(tx, app->id("mallorys_page"), "i"); }).empty());
    const auto erased = write([&](db::Tx& tx) { return erase_cause(tx, app->id("acme"), "i"); });
    ASSERT_EQ(erased.size(), 2U);
    EXPECT_EQ(erased[0].component_id, app->id("api"));
    EXPECT_EQ(erased[0].from, 10);
    EXPECT_EQ(erased[1].from, 20);
    EXPECT_EQ(history(), Words{"MAJOROUTAGE 10..20 j"});
}

}  // namespace
}  // namespace daymark::components
