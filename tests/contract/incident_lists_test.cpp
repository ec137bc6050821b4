// Lists of incidents (contract §1.1, §1.7, §4): order, pages, filters.
#include "contract/story.h"

#include <algorithm>
#include <set>

namespace daymark::contract {
namespace {

class IncidentLists : public OnTestApp {
protected:
    std::string report(const std::string& name, const std::string& status, double started) {
        const Answer made =
            app->post("edna", app->acme("/incidents"),
                      body({{"name", name}, {"status", status}, {"started", minute(started)}, {"notify", false}}));
        EXPECT_EQ(made.status, 200) << made.text;
        return made.word("id");
    }
    /// Names of what a list answers.
    [[nodiscard]] std::vector<std::string> listed(const std::string& query) const {
        const Answer list = app->get("vera", app->acme("/incidents" + query));
        EXPECT_EQ(list.status, 200) << list.text;
        return words_of(list.body, "name");
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, IncidentLists, test::both(), test::kind_name);
using Names = std::vector<std::string>;

TEST_P(IncidentLists, AreEmptyArraysWhenThereIsNothing) {
    EXPECT_EQ(app->get("vera", app->acme("/incidents")).text, "[]");
}

TEST_P(IncidentLists, ComeNewestStartFirst) {
    report("middle", "RESOLVED", 20);
    report("oldest", "RESOLVED", 10);
    report("newest", "RESOLVED", 30);
    EXPECT_EQ(listed(""), (Names{"newest", "middle", "oldest"}));
}

TEST_P(IncidentLists, KeepUpdatesOldestFirst) {
    const std::string id = report("A", "INVESTIGATING", 10);
    for (const double at : {30.0, 20.0}) {
        app->post("edna", app->acme("/incidents/" + id + "/incident-updates"),
                  body({{"status", "MONITORING"}, {"message", std::to_string(at)}, {"started", minute(at)}}));
    }
    const Answer list = app->get("vera", app->acme("/incidents"));
    EXPECT_EQ(words_of(list.at("0.updates"), "started"), (Names{minute(10), minute(20), minute(30)}));
}

TEST_P(IncidentLists, FilterByStatusBothWays) {
    report("d", "RESOLVED", 1);
    report("c", "MONITORING", 2);
    report("b", "IDENTIFIED", 3);
    report("a", "INVESTIGATING", 4);
    const std::pair<const char*, Names> cases[] = {
        {"?status=RESOLVED", {"d"}},
        {"?status=INVESTIGATING,MONITORING", {"a", "c"}},
        {"?status=INVESTIGATING%2CMONITORING", {"a", "c"}},
        {"?status=", {"a", "b", "c", "d"}},
        {"?!status=RESOLVED", {"a", "b", "c"}},
        {"?%21status=RESOLVED", {"a", "b", "c"}},
        {"?%21status=RESOLVED,INVESTIGATING", {"b", "c"}},
        {"?status=IDENTIFIED,RESOLVED&!status=RESOLVED", {"b"}},
        {"?status=RESOLVED&!status=RESOLVED", {}},
        // Guess: an unknown word matches nothing, and dropping it drops nothing.
        {"?status=open", {}},
        {"?status=resolved", {}},
        {"?status=,", {}},
        {"?status=open,RESOLVED", {"d"}},
        {"?!status=open", {"a", "b", "c", "d"}},
        {"?!status=", {"a", "b", "c", "d"}},
        {"?!status=INVESTIGATING,IDENTIFIED,MONITORING,RESOLVED", {}},
    };
    for (const auto& [query, names] : cases) EXPECT_EQ(listed(query), names) << query;
}

TEST_P(IncidentLists, PagesRepeatNothingAndMissNothing) {
    std::set<std::string> made;
    // Equal starts put the order to the test.
    for (int i = 0; i < 23; ++i) made.insert(report("n" + std::to_string(i), "RESOLVED", i % 3));
    std::vector<std::string> seen;
    for (int page = 1; page <= 4; ++page) {
        const Answer list = app->get("vera", app->acme("/incidents?per_page=7&page=" + std::to_string(page)));
        EXPECT_EQ(list.body.as_array().size(), page < 4 ? 7U : 2U);
        for (const std::string& id : words_of(list.body, "id")) seen.push_back(id);
    }
    EXPECT_EQ(std::set(seen.begin(), seen.end()), made);
    EXPECT_EQ(seen.size(), made.size());
    EXPECT_EQ(seen, words_of(app->get("vera", app->acme("/incidents")).body, "id"));
}

TEST_P(IncidentLists, PastTheEndIsAnEmptyArray) {
    report("A", "RESOLVED", 1);
    for (const char* query : {"?page=2", "?page=1000000", "?page=9223372036854775807&per_page=100"}) {
        EXPECT_EQ(app->get("vera", app->acme("/incidents" + std::string(query))).text, "[]") << query;
    }
}

TEST_P(IncidentLists, FiltersAndPagesWorkTogether) {
    for (int i = 0; i < 6; ++i) report(std::to_string(i), i % 2 == 0 ? "RESOLVED" : "MONITORING", i);
    EXPECT_EQ(listed("?status=MONITORING&per_page=2&page=1"), (Names{"5", "3"}));
    EXPECT_EQ(listed("?status=MONITORING&per_page=2&page=2"), (Names{"1"}));
}

TEST_P(IncidentLists, HoldFiftyUnlessToldAndAHundredAtMost) {
    for (int i = 0; i < 103; ++i) report(std::to_string(i), "RESOLVED", i);
    EXPECT_EQ(listed("").size(), 50U);
    EXPECT_EQ(listed("?per_page=100").size(), 100U);
    EXPECT_EQ(listed("?per_page=101").size(), 100U);
    EXPECT_EQ(listed("?per_page=100&page=2"), (Names{"2", "1", "0"}));
}

TEST_P(IncidentLists, ShowNothingOfOtherPages) {
    app->post("mallory", "/v1/" + app->id("mallorys_page") + "/incidents", R"({"name":"Hers","status":"MONITORING"})");
    report("Ours", "MONITORING", 1);
    EXPECT_EQ(listed(""), Names{"Ours"});
}

}  // namespace
}  // namespace daymark::contract
