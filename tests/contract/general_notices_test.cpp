// General notices by way of the API.
#include "contract/story.h"
#include "platform/base/time_text.h"

namespace daymark::contract {
namespace {

class GeneralNotices : public OnTestApp {
protected:
    [[nodiscard]] std::string path(const std::string& rest = {}) const {
        return "/x/" + app->id("acme") + "/general-notices" + rest;
    }
    Answer create(const json::object& more = {}) {
        json::object draft{{"name", "New office"}, {"message", "We **moved**."}};
        for (const auto& [name, value] : more) draft[name] = value;
        return app->post("edna", path(), body(draft));
    }
    Answer edit(const Answer& made, const json::object& members) {
        return app->put("edna", path("/" + made.word("id")), body(members));
    }
    [[nodiscard]] Answer seen(const Answer& made) { return app->get("vera", path("/" + made.word("id"))); }
    [[nodiscard]] bool announced() { return last_logged(*app).announced; }
    void expect_refused(const Answer& refused, const std::string& field, const std::string& before) {
        EXPECT_EQ(refused.status, 400) << refused.text;
        EXPECT_EQ(refused.error_field(), field) << refused.text;
        EXPECT_EQ(app->dump(), before);
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, GeneralNotices, test::both(), test::kind_name);

TEST_P(GeneralNotices, ArePostedAndShown) {
    const Answer made = create({{"components", {app->id("mail"), app->id("api"), app->id("mail")}},
                                {"ends", minute(90)},
                                {"translations", {{"name", {{"de", "Umzug"}}}}}});
    ASSERT_EQ(made.status, 200) << made.text;
    EXPECT_EQ(made.word("siteId"), app->id("acme"));
    EXPECT_EQ(made.word("messageHtml"), "<p>We <strong>moved</strong>.</p>");
    EXPECT_EQ(json::text(made.at("components")), json::text(json::array{app->id("mail"), app->id("api")}));
    EXPECT_EQ(made.word("started"), iso_time(app->clock().now()));
    EXPECT_EQ(made.word("ends"), minute(90));
    EXPECT_TRUE(made.at("notify").as_bool());
    EXPECT_TRUE(made.at("published").as_bool());
    EXPECT_EQ(made.word("translations.name.de"), "Umzug");
    EXPECT_EQ(seen(made).text, made.text);
    app->clock().tick(one_minute);
    const Answer later = create();
    EXPECT_TRUE(later.at("ends").is_null());
    EXPECT_EQ(words_of(app->get("vera", path()).body, "id"), (Strings{later.word("id"), made.word("id")}));
    EXPECT_EQ(last_logged(*app).event, "general_notices.create");
}

TEST_P(GeneralNotices, ChangeNoStatusAndAreNoIncident) {
    app->put("bob", app->acme("/components/" + app->id("api")), R"({"status":"MAJOROUTAGE"})");
    const std::string page = page_status(*app);
    const Answer made = create({{"components", {app->id("api"), app->id("mail")}}});
    EXPECT_EQ(page_status(*app), page);
    EXPECT_EQ(component_status(*app, "api"), "MAJOROUTAGE");
    EXPECT_EQ(component_status(*app, "mail"), "OPERATIONAL");
    EXPECT_EQ(app->get("vera", app->acme("/incidents")).text, "[]");
    EXPECT_EQ(app->get("vera", app->acme("/maintenances")).text, "[]");
    EXPECT_EQ(app->get("vera", app->acme("/incidents/" + made.word("id"))).status, 404);
}

TEST_P(GeneralNotices, AnEditChangesWhatItNames) {
    const Answer made = create({{"components", {app->id("api")}}, {"ends", minute(90)}});
    app->clock().tick(one_minute);
    const Answer renamed = edit(made, {{"name", "Newer office"}});
    EXPECT_EQ(differences(made, renamed), (Strings{"name", "updatedAt"}));
    const Answer endless = edit(made, {{"ends", nullptr}, {"components", json::array()}});
    EXPECT_EQ(differences(renamed, endless), (Strings{"components", "ends"}));
    EXPECT_EQ(seen(made).text, endless.text);
}

TEST_P(GeneralNotices, WhatCannotBeIsRefused) {
    const Answer made = create({{"ends", minute(90)}});
    const std::string before = app->dump();
    expect_refused(app->post("edna", path(), R"({"message":"No name"})"), "name", before);
    expect_refused(create({{"name", std::string(256, 'x')}}), "name", before);
    expect_refused(create({{"started", minute(5)}, {"ends", minute(5)}}), "ends", before);
    expect_refused(edit(made, {{"started", minute(91)}}), "ends", before);
    expect_refused(create({{"components", {app->id("api"), app->id("mallorys_component")}}}), "components[1]", before);
    expect_refused(edit(made, {{"components", {"cnone"}}}), "components[0]", before);
}

TEST_P(GeneralNotices, AreToldOnceAndDraftsWhenTheyComeOut) {
    const Answer made = create();
    EXPECT_TRUE(announced());
    edit(made, {{"name", "Newer office"}});
    EXPECT_FALSE(announced()) << "a correction";
    edit(made, {{"message", "We stay."}, {"notify", true}});
    EXPECT_TRUE(announced());
    edit(made, {{"message", "We stay."}, {"notify", true}});
    EXPECT_FALSE(announced()) << "the same again";
    create({{"notify", false}});
    EXPECT_FALSE(announced());
    const Answer draft = create({{"shouldPublish", false}});
    EXPECT_FALSE(announced());
    edit(draft, {{"shouldPublish", true}});
    EXPECT_TRUE(announced());
}

TEST_P(GeneralNotices, AreRemoved) {
    const Answer made = create({{"components", {app->id("api")}}});
    EXPECT_EQ(app->erase("edna", path("/" + made.word("id"))).text, body({{"id", made.word("id")}}));
    EXPECT_EQ(seen(made).text, R"({"error":{"code":"not_found","message":"General notice not found"}})");
    EXPECT_EQ(app->erase("edna", path("/" + made.word("id"))).status, 404);
    EXPECT_EQ(count_of(*app, "general_notices") + count_of(*app, "general_notice_components"), 0);
}

TEST_P(GeneralNotices, LoseAComponentThatIsRemoved) {
    const Answer made = create({{"components", {app->id("api"), app->id("mail")}}});
    app->erase("bob", app->acme("/components/" + app->id("api")));
    EXPECT_EQ(json::text(seen(made).at("components")), json::text(json::array{app->id("mail")}));
}

}  // namespace
}  // namespace daymark::contract
