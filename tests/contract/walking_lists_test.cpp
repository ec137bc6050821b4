// Reading lists page by page while others add and remove: nothing comes twice, nothing is passed over.
#include "contract/story.h"

#include <algorithm>
#include <set>

namespace daymark::contract {
namespace {

class WalkingLists : public OnTestApp {
protected:
    using Add = std::function<std::string(int)>;  // the id of one more
    /// Reads the list in pages of three, and has `meanwhile` done after each.
    template <class Meanwhile>
    Strings walk(const std::string& path, Meanwhile meanwhile) {
        Strings seen;
        for (int number = 1;; ++number) {
            const std::string mark = path.find('?') == std::string::npos ? "?" : "&";
            const Answer part = app->get("alice", path + mark + "per_page=3&page=" + std::to_string(number));
            const Strings ids = words_of(part.body, "id");
            if (ids.empty() || number > 50) return seen;
            seen.insert(seen.end(), ids.begin(), ids.end());
            meanwhile();
        }
    }
    [[nodiscard]] std::string add(const std::string& path, const json::object& draft) {
        app->clock().tick(one_second);
        return app->post("alice", path, body(draft)).word("id");
    }
    void expect_whole(const std::string& path, const Add& make) {
        SCOPED_TRACE(path);
        std::set<std::string> first;
        for (int i = 0; i < 10; ++i) first.insert(make(i));
        int more = 100;
        const Strings seen = walk(path, [&] { (void)make(more++); });
        const std::set<std::string> once(seen.begin(), seen.end());
        EXPECT_EQ(once.size(), seen.size()) << "something came twice";
        for (const std::string& id : first) EXPECT_TRUE(once.contains(id)) << "something was passed over";
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, WalkingLists, test::both(), test::kind_name);

TEST_P(WalkingLists, AreWholeWhileOthersAdd) {
    const auto made_at = [this](const std::string& path, json::object draft) {
        return [this, path, draft](int i) mutable {
            draft["name"] = "N" + std::to_string(i);
            return add(path, draft);
        };
    };
    expect_whole(app->acme("/incidents"), made_at(app->acme("/incidents"), {{"status", "IDENTIFIED"}}));
    expect_whole(app->acme("/incidents?status=IDENTIFIED"),
                 made_at(app->acme("/incidents"), {{"status", "IDENTIFIED"}}));
    expect_whole(app->acme("/maintenances"), made_at(app->acme("/maintenances"), {}));
    const std::string general = "/x/" + app->id("acme") + "/general-notices";
    expect_whole(general, made_at(general, {}));
    // In front of all that are there already.
    expect_whole(app->acme("/components"), made_at(app->acme("/components"), {{"order", 0}}));
    expect_whole(app->acme("/metrics"), made_at(app->acme("/metrics"), {{"order", 0}}));
    expect_whole(app->acme("/audience-groups"), made_at(app->acme("/audience-groups"), {}));
    expect_whole(app->acme("/templates"),
                 made_at(app->acme("/templates"), {{"type", "INCIDENT"}, {"status", "RESOLVED"}}));
    expect_whole(app->acme("/subscribers"), [this](int i) {
        return add(app->acme("/subscribers"), {{"email", "k" + std::to_string(i) + "@example.com"}});
    });
    expect_whole("/v1/workspaces", made_at("/v1/workspaces", {}));
}

TEST_P(WalkingLists, PassOverNothingWhileOthersRemove) {
    Strings ids;
    for (int i = 0; i < 12; ++i) ids.push_back(add(app->acme("/incidents"), {{"name", "A"}, {"status", "IDENTIFIED"}}));
    std::ranges::reverse(ids);  // as they are listed
    std::size_t gone = 0;
    const Strings seen =
        walk(app->acme("/incidents"), [&] { app->erase("alice", app->acme("/incidents/" + ids[gone++])); });
    EXPECT_EQ(seen, ids);
}

TEST_P(WalkingLists, EachCallerWalksByThemselvesAndAPageMayBeReadAgain) {
    for (int i = 0; i < 7; ++i) (void)add(app->acme("/incidents"), {{"name", "A"}, {"status", "IDENTIFIED"}});
    const std::string path = app->acme("/incidents?per_page=3&page=");
    (void)app->get("alice", path + "1");
    (void)add(app->acme("/incidents"), {{"name", "B"}, {"status", "IDENTIFIED"}});
    const Answer second = app->get("alice", path + "2");
    EXPECT_EQ(app->get("alice", path + "2").text, second.text);
    EXPECT_NE(app->get("vera", path + "2").text, second.text) << "she counts from what is there now";
    app->clock().tick(3 * one_minute);
    EXPECT_EQ(app->get("alice", path + "2").text, app->get("vera", path + "2").text) << "long forgotten";
}

}  // namespace
}  // namespace daymark::contract
