// Groups of components by way of the API (contract §3): three levels, ways in and out, circles.
#include "contract/story.h"

namespace daymark::contract {
namespace {

class ComponentGroups : public OnTestApp {
protected:
    [[nodiscard]] std::string path(const std::string& rest = {}) const { return app->acme("/components" + rest); }
    std::string add(const std::string& name, const std::string& parent = {}) {
        json::object draft{{"name", name}};
        if (!parent.empty()) {
            draft["group"] = parent;
            draft["grouped"] = true;
        }
        const Answer made = app->post("bob", path(), body(draft));
        EXPECT_EQ(made.status, 200) << made.text;
        return made.word("id");
    }
    Answer change(const std::string& id, const json::object& members) {
        return app->put("bob", path("/" + id), body(members));
    }
    [[nodiscard]] Answer seen(const std::string& id) const { return app->get("vera", path("/" + id)); }
    [[nodiscard]] std::string parent_of(const std::string& id) const {
        const Answer shown = seen(id);
        return shown.at("groupId").is_null() ? "" : shown.word("groupId");
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, ComponentGroups, test::both(), test::kind_name);

TEST_P(ComponentGroups, AChildShowsItsParentAsAnObject) {
    const std::string group = add("Europe");
    const std::string child = add("Paris", group);
    const Answer shown = seen(child);
    EXPECT_EQ(shown.word("groupId"), group);
    EXPECT_EQ(shown.word("group.id"), group);
    EXPECT_EQ(shown.word("group.name"), "Europe");
    EXPECT_TRUE(shown.at("group.isParent").as_bool());
    EXPECT_TRUE(shown.at("group.group").is_null());
    EXPECT_EQ(shown.word("status"), "OPERATIONAL");
}

TEST_P(ComponentGroups, AChildCanBeSentBackAsItWasRead) {
    const std::string child = add("Paris", add("Europe"));
    const Answer read = seen(child);
    const Answer back = app->put("bob", path("/" + child), read.text);
    ASSERT_EQ(back.status, 200) << back.text;
    EXPECT_EQ(back.body, read.body);
    EXPECT_EQ(change(child, {{"group", json::object{{"name", "Europe"}}}}).error_field(), "group");
}

TEST_P(ComponentGroups, AParentHasNeitherStatusNorAddress) {
    const std::string group = add("Europe");
    EXPECT_FALSE(seen(group).at("isParent").as_bool());
    add("Paris", group);
    const Answer shown = seen(group);
    EXPECT_TRUE(shown.at("isParent").as_bool());
    EXPECT_TRUE(shown.at("status").is_null());
    EXPECT_EQ(shown.word("internalStatus"), "OPERATIONAL");
    EXPECT_TRUE(shown.at("uniqueEmail").is_null());
}

TEST_P(ComponentGroups, ThreeLevelsShowInTheListEachWithItsParent) {
    const std::string top = add("World");
    const std::string middle = add("Europe", top);
    const std::string leaf = add("Paris", middle);
    const Answer list = app->get("vera", path());
    EXPECT_TRUE(list.at("3.group").is_null());
    EXPECT_EQ(list.word("4.group.id"), top);
    EXPECT_EQ(list.word("5.group.id"), middle);
    EXPECT_EQ(list.word("5.group.groupId"), top);
    EXPECT_TRUE(list.at("5.group.group").is_null());
    EXPECT_EQ(json::text(list.at("5")), seen(leaf).text);
}

TEST_P(ComponentGroups, OnlyLeavesCountForTheHeadline) {
    const std::string group = add("Europe");
    change(group, {{"status", "MAJOROUTAGE"}});
    EXPECT_EQ(page_status(*app), "HASISSUES ONEMAJOROUTAGE");
    const std::string child = add("Paris", group);
    EXPECT_EQ(page_status(*app), "UP UP");
    change(child, {{"status", "PARTIALOUTAGE"}});
    EXPECT_EQ(page_status(*app), "HASISSUES ONEPARTIALOUTAGE");
}

TEST_P(ComponentGroups, ThereAreFourWaysInAndFourWaysOut) {
    const std::string group = add("Europe");
    const std::string child = add("Paris");
    const json::object ways_in[] = {{{"group", group}, {"grouped", true}},
                                    {{"groupId", group}, {"grouped", true}},
                                    {{"groupId", group}},
                                    {{"group", "Europe"}}};
    const json::object ways_out[] = {
        {{"grouped", false}}, {{"group", nullptr}}, {{"groupId", nullptr}}, {{"grouped", false}, {"group", group}}};
    for (std::size_t i = 0; i < std::size(ways_in); ++i) {
        EXPECT_EQ(change(child, ways_in[i]).status, 200);
        EXPECT_EQ(parent_of(child), group) << json::text(ways_in[i]);
        EXPECT_EQ(change(child, ways_out[i]).status, 200);
        EXPECT_EQ(parent_of(child), "") << json::text(ways_out[i]);
    }
}

TEST_P(ComponentGroups, OtherChangesLeaveTheGroupAlone) {
    const std::string group = add("Europe");
    const std::string child = add("Paris", group);
    change(child, {{"name", "Lyon"}});
    EXPECT_EQ(parent_of(child), group);
    change(child, {{"grouped", true}});
    EXPECT_EQ(parent_of(child), group);
}

TEST_P(ComponentGroups, UnknownAndForeignParentsAreRefused) {
    const std::string before = app->dump();
    for (const std::string& parent :
         {std::string("No such name"), app->id("mallorys_component"), std::string("Lair")}) {
        for (const char* field : {"group", "groupId"}) {
            const Answer refused = change(app->id("api"), {{field, parent}});
            EXPECT_EQ(refused.status, 400) << parent;
            EXPECT_EQ(refused.error_field(), field) << parent;
        }
        EXPECT_EQ(app->post("bob", path(), body({{"name", "A"}, {"group", parent}})).status, 400);
    }
    EXPECT_EQ(app->dump(), before);
}

TEST_P(ComponentGroups, CirclesAreRefusedAtEveryDepth) {
    const std::string top = add("World");
    const std::string middle = add("Europe", top);
    const std::string leaf = add("Paris", middle);
    const std::string before = app->dump();
    for (const std::string& parent : {top, middle, leaf}) {
        for (const char* field : {"group", "groupId"}) {
            const Answer refused = change(top, {{field, parent}});
            EXPECT_EQ(refused.status, 400);
            EXPECT_EQ(refused.error_field(), field);
        }
    }
    EXPECT_EQ(app->dump(), before);
    EXPECT_EQ(change(leaf, {{"group", top}}).status, 200) << "up is no circle";
}

TEST_P(ComponentGroups, ARemovedGroupLeavesItsChildren) {
    const std::string top = add("World");
    const std::string middle = add("Europe", top);
    const std::string first = add("Paris", middle);
    const std::string second = add("Lyon", middle);
    EXPECT_EQ(app->erase("bob", path("/" + middle)).status, 200);
    EXPECT_EQ(parent_of(first), "");
    EXPECT_EQ(parent_of(second), "");
    const Answer no_longer = seen(top);
    EXPECT_FALSE(no_longer.at("isParent").as_bool());
    EXPECT_EQ(no_longer.word("status"), "OPERATIONAL");
}

TEST_P(ComponentGroups, ALeafDeepDownCanStillBeChanged) {
    std::string parent = add("0");
    for (int i = 1; i <= 40; ++i) parent = add(std::to_string(i), parent);
    std::string other = add("a0");
    const std::string other_top = other;
    for (int i = 1; i <= 40; ++i) other = add("a" + std::to_string(i), other);
    EXPECT_EQ(change(other_top, {{"group", parent}}).status, 200);
    EXPECT_EQ(change(other, {{"status", "MAJOROUTAGE"}}).status, 200);
    const Answer refused = change(app->id("api"), {{"group", other}});
    EXPECT_EQ(refused.status, 400) << "81 levels are too many";
    EXPECT_EQ(refused.error_field(), "group");
}

}  // namespace
}  // namespace daymark::contract
