// A page's structure as one document: read, compared, applied, moved to another page.
#include "contract/story.h"

namespace daymark::contract {
namespace {

class Structure : public OnTestApp {
protected:
    void SetUp() override {
        OnTestApp::SetUp();
        if (app) path_ = "/x/" + app->id("acme") + "/structure";
    }
    [[nodiscard]] Answer seen() const { return app->get("vera", path_); }
    [[nodiscard]] Answer plan(const std::string& document) const { return app->post("bob", path_ + "/plan", document); }
    Answer make(const std::string& document) const { return app->put("bob", path_, document); }
    /// "add component Web / EU" for each change.
    [[nodiscard]] static Strings told(const Answer& answer) {
        EXPECT_EQ(answer.status, 200) << answer.text;
        Strings lines;
        for (const json::value& change : answer.at("changes").as_array()) {
            std::string line = std::string(change.at("action").as_string()) + " " +
                               std::string(change.at("kind").as_string()) + " " +
                               std::string(change.at("name").as_string());
            for (const std::string& field : words_of(change.at("fields"), "name")) line += " ~" + field;
            lines.push_back(line);
        }
        return lines;
    }
    [[nodiscard]] Strings extras(const Answer& answer) const { return words_of(answer.at("extras"), "name"); }
    /// "Web / EU" for every component, depth first.
    static void collect(const json::value& list, const std::string& above, Strings& paths) {
        for (const json::value& one : list.as_array()) {
            const std::string path = above + std::string(one.at("name").as_string());
            paths.push_back(path);
            collect(one.at("children"), path + " / ", paths);
        }
    }
    [[nodiscard]] Strings paths() const {
        Strings paths;
        collect(seen().at("components"), "", paths);
        return paths;
    }
    void expect_refused(const std::string& document, const std::string& field) {
        const std::string before = app->dump();
        for (const Answer& refused : {plan(document), make(document)}) {
            EXPECT_EQ(refused.status, 400) << document << refused.text;
            EXPECT_EQ(refused.error_field(), field) << refused.text;
        }
        EXPECT_EQ(app->dump(), before) << document;
    }
    [[nodiscard]] std::string second_page() {
        const Answer made = app->post("alice", "/v1/pages",
                                      body({{"email", "a@acme.test"},
                                            {"name", "Second"},
                                            {"subdomain", "second"},
                                            {"components", json::array{"Old", "API"}},
                                            {"workspace", app->id("workspace")}}));
        return made.word("id");
    }
    std::string path_;
};
INSTANTIATE_TEST_SUITE_P(Databases, Structure, test::both(), test::kind_name);

constexpr const char* rich = R"({
    "settings": {"name": "Acme Inc", "brandColor": "#102030", "timezone": "Europe/Berlin", "websiteUrl": "https://acme.test",
                 "translations": {"name": {"de": "Acme AG"}}},
    "components": [
        {"name": "Mail", "description": "*Post*", "showUptime": false},
        {"name": "Web", "isCollapsed": true, "children": [
            {"name": "EU", "startDate": "2024-01-01", "translations": {"name": {"de": "Europa"}}},
            {"name": "US", "archived": true}]},
        {"name": "Website"}, {"name": "API"}],
    "templates": [
        {"type": "INCIDENT", "name": "Outage", "status": "INVESTIGATING", "message": "We are *looking*.", "notify": false,
         "components": [{"component": "Web / EU", "status": "MAJOROUTAGE"}, {"component": "API", "status": "OPERATIONAL"}]},
        {"type": "MAINTENANCE", "name": "Outage", "status": "NOTSTARTEDYET"}],
    "metrics": [{"name": "Load", "suffix": "%"}, {"name": "Latency", "suffix": "ms", "active": false}]})";

TEST_P(Structure, APageIsReadAsOneDocument) {
    const Answer document = seen();
    EXPECT_EQ(document.word("page"), "acme");
    EXPECT_EQ(document.word("settings.name"), "Acme");
    EXPECT_EQ(document.word("settings.timezone"), "UTC");
    EXPECT_EQ(paths(), (Strings{"Website", "API", "Mail"}));
    EXPECT_EQ(document.text.find("\"id\""), std::string::npos) << "what holds on one page only is not in it";
    for (const char* name : {"subdomain", "private", "allowList", "smsService", "status", "twilioToken"}) {
        EXPECT_FALSE(document.at("settings").as_object().contains(name)) << name;
    }
}

TEST_P(Structure, APlanSaysWhatWouldChangeAndChangesNothing) {
    const std::string before = app->dump();
    (void)app->changed_pages();
    EXPECT_EQ(told(plan(rich)),
              (Strings{"change settings  ~name ~websiteUrl ~brandColor ~timezone ~translations",
                       "change component Mail ~description ~showUptime", "add component Web", "add component Web / EU",
                       "add component Web / US", "change component Website ~order", "change component API ~order",
                       "add template INCIDENT / Outage", "add template MAINTENANCE / Outage", "add metric Load",
                       "add metric Latency"}));
    EXPECT_EQ(app->dump(), before);
    EXPECT_TRUE(app->changed_pages().empty());
}

TEST_P(Structure, ApplyingDoesWhatThePlanSaidAndNothingTheSecondTime) {
    const Strings planned = told(plan(rich));
    EXPECT_EQ(told(make(rich)), planned);
    EXPECT_EQ(paths(), (Strings{"Mail", "Web", "Web / EU", "Web / US", "Website", "API"}));
    EXPECT_EQ(seen().word("settings.name"), "Acme Inc");
    app->clock().tick(one_minute);
    const std::string after = app->dump();
    (void)app->changed_pages();
    for (const Answer& again : {plan(rich), make(rich), make(seen().text)}) {
        EXPECT_EQ(told(again), Strings{});
        EXPECT_EQ(extras(again), Strings{});
    }
    EXPECT_EQ(app->dump(), after) << "no revision, no activity row";
    EXPECT_TRUE(app->changed_pages().empty());
}

TEST_P(Structure, TheVerbsLeaveTheirRowsInTheLog) {
    make(rich);
    Strings events;
    for (const Logged& row : activity_log(*app)) {
        events.push_back(row.event);
    }
    for (const char* event :
         {"pages.edit", "components.add", "components.edit", "templates.create", "metrics.create"}) {
        EXPECT_NE(std::ranges::find(events, event), events.end()) << event;
    }
}

TEST_P(Structure, ADumpMakesAnotherPageTheSame) {
    make(rich);
    const std::string second = "/x/" + second_page() + "/structure";
    json::object document = seen().body.as_object();
    document["remove"] = true;
    const Answer moved = app->put("alice", second, json::text(document));
    EXPECT_EQ(moved.status, 200) << moved.text;
    json::object copy = app->get("alice", second).body.as_object();
    EXPECT_EQ(copy.at("page").as_string(), "second") << "its address is its own";
    copy["page"] = "acme";
    EXPECT_EQ(json::text(copy), seen().text);
    EXPECT_EQ(told(app->put("alice", second, json::text(document))), Strings{});
}

TEST_P(Structure, WhatIsLeftOutStaysAsItIs) {
    make(rich);
    EXPECT_EQ(told(make(R"({"components":[{"name":"Mail"}],"templates":[],"metrics":[{"name":"Latency"}]})")),
              Strings{});
    EXPECT_EQ(told(make("{}")), Strings{});
    EXPECT_EQ(told(make(R"({"settings":{"websiteUrl":null,"language":null}})")),
              Strings{"change settings  ~websiteUrl"});
    EXPECT_EQ(told(make(R"({"components":[{"name":"Mail","description":null}]})")),
              Strings{"change component Mail ~description"});
    EXPECT_EQ(seen().word("settings.brandColor"), "#102030");
}

TEST_P(Structure, ExtrasAreToldAndRemovedOnlyWhenAsked) {
    make(rich);
    const std::string less = R"("components":[{"name":"Web","children":[{"name":"US"}]}],
        "templates":[{"type":"INCIDENT","name":"Outage","components":[]}],"metrics":[])";
    const Answer left = make("{" + less + "}");
    EXPECT_EQ(told(left), Strings{"change template INCIDENT / Outage ~components"});
    EXPECT_EQ(extras(left), (Strings{"Mail", "Website", "API", "Web / EU", "MAINTENANCE / Outage", "Load", "Latency"}));
    const std::string removing = "{\"remove\":true," + less + "}";
    EXPECT_EQ(told(make(removing)),
              (Strings{"remove component Mail", "remove component Website", "remove component API",
                       "remove component Web / EU", "remove template MAINTENANCE / Outage", "remove metric Load",
                       "remove metric Latency"}));
    EXPECT_EQ(paths(), (Strings{"Web", "Web / US"}));
    EXPECT_EQ(told(make(removing)), Strings{});
    EXPECT_EQ(told(make(R"({"remove":true})")), Strings{}) << "a part that is left out is not looked at";
}

TEST_P(Structure, ARenamedThingStaysTheSameThing) {
    make(rich);
    const std::string renamed = R"({
        "components":[{"name":"Post","was":"Mail"},{"name":"Europe","was":"Web / EU"},{"name":"Site","id":")" +
                                app->id("website") + R"("}],
        "templates":[{"type":"INCIDENT","name":"Down","was":"Outage"}],"metrics":[{"name":"CPU","was":"Load"}]})";
    const Answer made = make(renamed);
    EXPECT_EQ(told(made), (Strings{"change component Post ~name", "change component Europe ~name ~group",
                                   "change component Site ~name ~order", "change template INCIDENT / Down ~name",
                                   "change metric CPU ~name"}));
    EXPECT_EQ(app->get("vera", app->acme("/components/" + app->id("mail"))).word("name"), "Post");
    EXPECT_EQ(app->get("vera", app->acme("/components/" + app->id("website"))).word("name"), "Site");
    EXPECT_EQ(seen().word("templates.0.components.0.component"), "Europe") << "links follow";
    EXPECT_EQ(told(make(renamed)), Strings{}) << "an old name that is gone is no fault";
}

TEST_P(Structure, ComponentsMoveInAndOutOfGroups) {
    make(rich);
    EXPECT_EQ(told(make(R"({"components":[{"name":"New","children":[{"name":"Web","was":"Web"},
        {"name":"API","was":"API"}]},{"name":"EU","was":"Web / EU"}]})")),
              (Strings{"add component New", "change component New / Web ~group", "change component New / API ~group",
                       "change component EU ~group"}));
    EXPECT_EQ(paths(), (Strings{"Mail", "Website", "New", "New / Web", "New / Web / US", "New / API", "EU"}));
}

TEST_P(Structure, ComponentStatusesAreNotStructure) {
    app->put("bob", app->acme("/components/" + app->id("api")), R"({"status":"MAJOROUTAGE"})");
    const Strings outage = outages(*app, app->id("api"));
    make(rich);
    EXPECT_EQ(component_status(*app, "api"), "MAJOROUTAGE");
    EXPECT_EQ(outages(*app, app->id("api")), outage);
    expect_refused(R"({"components":[{"name":"API","status":"OPERATIONAL"}]})", "components[0].status");
}

TEST_P(Structure, ThingsOfOneNameAreMatchedInTheirOrder) {
    for (const char* text : {"one", "two"}) {
        app->post("bob", app->acme("/components"), body({{"name", "Twin"}, {"description", text}}));
    }
    const std::string twin = app->get("vera", app->acme("/components")).word("4.id");
    app->post("bob", app->acme("/templates"),
              body({{"type", "INCIDENT"},
                    {"name", "A"},
                    {"status", "RESOLVED"},
                    {"components", json::array{json::object{{"id", twin}, {"status", "MAJOROUTAGE"}}}}}));
    EXPECT_EQ(seen().word("templates.0.components.0.component"), twin) << "its path means the first one";
    EXPECT_EQ(told(make(seen().text)), Strings{});
}

TEST_P(Structure, ATypoIsNotPassedOver) {
    expect_refused(R"({"componets":[]})", "componets");
    expect_refused(R"({"settings":{"brandColour":"#111"}})", "settings.brandColour");
    expect_refused(R"({"settings":{"subdomain":"x"}})", "settings.subdomain");
    expect_refused(R"({"settings":{"twilioToken":"x"}})", "settings.twilioToken");
    expect_refused(R"({"components":[{"name":"A"},{"name":"B","children":[{"name":"C","descripton":"x"}]}]})",
                   "components[1].children[0].descripton");
    expect_refused(
        R"({"templates":[{"type":"INCIDENT","name":"A","status":"RESOLVED","components":[{"name":"API"}]}]})",
        "templates[0].components[0].name");
    expect_refused(R"({"metrics":[{"name":"A","order":1}]})", "metrics[0].order");
}

TEST_P(Structure, WhatCannotBeIsRefusedByItsPlace) {
    expect_refused(R"({"settings":{"brandColor":"red"}})", "settings.brandColor");
    expect_refused(R"({"settings":{"name":" "}})", "settings.name");
    expect_refused(R"({"settings":{"useLargeHeader":"no"}})", "settings.useLargeHeader");
    expect_refused(R"({"components":[{"children":[]}]})", "components[0].name");
    expect_refused(R"({"components":[{"name":"A","children":[{"name":""}]}]})", "components[0].children[0].name");
    expect_refused(R"({"components":[{"name":"A","id":")" + app->id("mallorys_component") + R"("}]})",
                   "components[0].id");
    expect_refused(R"({"components":[{"name":"A","id":")" + app->id("api") + R"("},{"name":"B","id":")" +
                       app->id("api") + R"("}]})",
                   "components[1].id");
    expect_refused(R"({"templates":[{"type":"INCIDENT","name":"A"}]})", "templates[0].status");
    expect_refused(R"({"templates":[{"type":"INCIDENT","name":"A","status":"COMPLETED"}]})", "templates[0].status");
    expect_refused(R"({"templates":[{"type":"INCIDENT","name":"A","status":"RESOLVED",
        "components":[{"component":"API","status":"OPERATIONAL"},{"component":"Nowhere","status":"OPERATIONAL"}]}]})",
                   "templates[0].components[1].component");
    expect_refused(R"({"templates":[{"type":"INCIDENT","name":"A","id":"cnone","status":"RESOLVED"}]})",
                   "templates[0].id");
    expect_refused(R"({"metrics":[{"name":"A","id":"cnone"}]})", "metrics[0].id");
    json::array many(1'001, json::object{{"name", "A"}});
    expect_refused(body({{"components", many}}), "components");
    expect_refused(body({{"metrics", many}}), "metrics");
}

TEST_P(Structure, ATemplatesComponentsAreComparedOneByOne) {
    make(rich);
    const auto with = [](const std::string& links) {
        return R"({"templates":[{"type":"INCIDENT","name":"Outage","components":[)" + links + "]}]}";
    };
    const std::string both =
        R"({"component":"Web / EU","status":"MAJOROUTAGE"},{"component":"API","status":"OPERATIONAL"})";
    EXPECT_EQ(told(plan(with(both))), Strings{});
    for (const char* other :
         {R"({"component":"Web / US","status":"MAJOROUTAGE"},{"component":"API","status":"OPERATIONAL"})",
          R"({"component":"Web / EU","status":"PARTIALOUTAGE"},{"component":"API","status":"OPERATIONAL"})",
          R"({"component":"API","status":"OPERATIONAL"},{"component":"Web / EU","status":"MAJOROUTAGE"})",
          R"({"component":"Web / EU","status":"MAJOROUTAGE"})", ""}) {
        EXPECT_EQ(told(plan(with(other))), Strings{"change template INCIDENT / Outage ~components"}) << other;
    }
    EXPECT_EQ(told(plan(with(both + R"(,{"component":"API","status":"OPERATIONAL"})"))), Strings{}) << "said twice";
}

TEST_P(Structure, ATemplateCannotNameWhatIsBeingRemoved) {
    expect_refused(R"({"remove":true,"components":[{"name":"API"}],"templates":[{"type":"INCIDENT","name":"A",
        "status":"RESOLVED","components":[{"component":"Mail","status":"OPERATIONAL"}]}]})",
                   "templates[0].components[0].component");
}

TEST_P(Structure, AnErrorInTheMiddleChangesNothing) {
    app->put("bob", app->acme("/components/" + app->id("website")), R"({"order":2147483647})");
    const std::string before = app->dump();
    (void)app->changed_pages();
    // API has to stand behind the last place there is.
    const Answer failed =
        make(R"({"settings":{"name":"New"},"components":[{"name":"First"},{"name":"Website"},{"name":"API"}]})");
    EXPECT_EQ(failed.status, 400) << failed.text;
    EXPECT_EQ(failed.error_field(), "order");
    EXPECT_EQ(app->dump(), before);
    EXPECT_TRUE(app->changed_pages().empty());
}

TEST_P(Structure, OnlyWhoMayEditThePageMayPlanOrApply) {
    const std::string before = app->dump();
    for (const char* who : {"mina", "vera", "edna", "mallory"}) {
        EXPECT_EQ(app->post(who, path_ + "/plan", rich).status, 403) << who;
        EXPECT_EQ(app->put(who, path_, rich).status, 403) << who;
    }
    EXPECT_EQ(app->get("mina", path_).status, 403);
    EXPECT_EQ(app->get("mallory", path_).status, 403);
    EXPECT_EQ(app->get("edna", path_).status, 200);
    EXPECT_EQ(app->dump(), before);
}

}  // namespace
}  // namespace daymark::contract
