// Audience groups by way of the API (contract §6.4).
#include "contract/story.h"

namespace daymark::contract {
namespace {

class AudienceGroups : public OnTestApp {
protected:
    [[nodiscard]] std::string path(const std::string& rest = {}) const { return app->acme("/audience-groups" + rest); }
    [[nodiscard]] std::string member(std::size_t place) {
        return app->get("alice", app->acme("/team")).word(std::to_string(place) + ".id");
    }
    Answer make(const json::object& draft) { return app->post("bob", path(), body(draft)); }
    [[nodiscard]] Answer seen(const Answer& made) { return app->get("bob", path("/" + made.word("id"))); }
};
INSTANTIATE_TEST_SUITE_P(Databases, AudienceGroups, test::both(), test::kind_name);

TEST_P(AudienceGroups, CreateAnswersInShortAndShowAtLength) {
    const std::string mina = member(4);
    const Answer made = make({{"name", "Partners"},
                              {"components", {app->id("mail"), app->id("api"), app->id("mail")}},
                              {"teammates", {mina}}});
    EXPECT_EQ(made.status, 200) << made.text;
    EXPECT_EQ(made.body.as_object().size(), 4U);
    EXPECT_EQ(made.word("name"), "Partners");
    EXPECT_EQ(made.word("siteId"), app->id("acme"));
    EXPECT_EQ(made.word("site.id"), app->id("acme"));
    const Answer group = seen(made);
    EXPECT_EQ(words_of(group.at("components"), "componentId"), (Strings{app->id("mail"), app->id("api")}));
    EXPECT_EQ(group.word("components.0.audienceGroupId"), made.word("id"));
    EXPECT_NE(group.word("components.0.id"), app->id("mail"));
    EXPECT_EQ(json::text(group.at("components.0.component")),
              app->get("bob", app->acme("/components/" + app->id("mail"))).text);
    EXPECT_EQ(group.word("teammates.0.teammateId"), mina);
    EXPECT_EQ(group.word("teammates.0.teammate.id"), mina);
    EXPECT_EQ(group.word("teammates.0.teammate.user.id"), app->user_id("mina"));
    EXPECT_EQ(last_logged(*app).event, "audience_groups.create");
}

TEST_P(AudienceGroups, NothingIsRequired) {
    const Answer group = seen(make({}));
    EXPECT_EQ(group.word("name"), "Audience");
    EXPECT_TRUE(group.at("components").as_array().empty());
    EXPECT_TRUE(group.at("teammates").as_array().empty());
}

TEST_P(AudienceGroups, UpdateChangesWhatItNamesAndKeepsTheIdsOfWhatStays) {
    const Answer made =
        make({{"name", "Partners"}, {"components", {app->id("mail"), app->id("api")}}, {"teammates", {member(4)}}});
    const Answer before = seen(made);
    const Answer changed =
        app->put("bob", path("/" + made.word("id")), body({{"components", {app->id("api"), app->id("website")}}}));
    EXPECT_EQ(changed.word("name"), "Partners");
    const Answer after = seen(made);
    EXPECT_EQ(words_of(after.at("components"), "componentId"), (Strings{app->id("api"), app->id("website")}));
    EXPECT_EQ(after.word("components.0.id"), before.word("components.1.id"));
    EXPECT_EQ(json::text(after.at("teammates")), json::text(before.at("teammates")));
    app->put("bob", path("/" + made.word("id")), R"({"name":"Friends","teammates":[]})");
    EXPECT_EQ(seen(made).word("name"), "Friends");
    EXPECT_TRUE(seen(made).at("teammates").as_array().empty());
}

TEST_P(AudienceGroups, WhatAnswersCarryMayBeSentBack) {
    const Answer made = make({{"name", "Partners"}, {"components", {app->id("mail")}}});
    json::array objects;
    objects.push_back(app->get("bob", app->acme("/components/" + app->id("api"))).body);
    app->put("bob", path("/" + made.word("id")), body({{"components", objects}}));
    EXPECT_EQ(words_of(seen(made).at("components"), "componentId"), Strings{app->id("api")});
}

TEST_P(AudienceGroups, OnlyComponentsAndTeammatesOfThePage) {
    const std::string hers = app->get("mallory", "/v1/" + app->id("mallorys_page") + "/team").word("0.id");
    const std::string before = app->dump();
    const Answer component = make({{"components", {app->id("mail"), app->id("mallorys_component")}}});
    EXPECT_EQ(component.status, 400);
    EXPECT_EQ(component.error_field(), "components[1]");
    const Answer teammate = make({{"teammates", {hers}}});
    EXPECT_EQ(teammate.status, 400);
    EXPECT_EQ(teammate.error_field(), "teammates[0]");
    EXPECT_EQ(app->dump(), before);
}

TEST_P(AudienceGroups, AreListedOldestFirstAndLoseWhatIsRemoved) {
    const Answer first = make({{"name", "A"}, {"components", {app->id("mail")}}});
    app->clock().tick(1);
    const Answer second = make({{"name", "B"}});
    EXPECT_EQ(words_of(app->get("bob", path()).body, "name"), (Strings{"A", "B"}));
    EXPECT_EQ(words_of(app->get("bob", path("?page=2&per_page=1")).body, "name"), Strings{"B"});
    app->erase("bob", app->acme("/components/" + app->id("mail")));
    EXPECT_TRUE(seen(first).at("components").as_array().empty());
    const Answer removed = app->erase("bob", path("/" + second.word("id")));
    EXPECT_EQ(removed.text, second.text);
    EXPECT_EQ(seen(second).status, 404);
    EXPECT_EQ(words_of(app->get("bob", path()).body, "name"), Strings{"A"});
}

}  // namespace
}  // namespace daymark::contract
