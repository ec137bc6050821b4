// Templates by way of the API (contract §6.1), and incidents and updates made from them (§4, §4.1).
#include "contract/story.h"

#include <algorithm>

namespace daymark::contract {
namespace {

class Templates : public OnTestApp {
protected:
    [[nodiscard]] std::string path(const std::string& rest = {}) const { return app->acme("/templates" + rest); }

    Answer prepare(const json::object& members = {}) {
        json::object draft{
            {"type", "INCIDENT"}, {"name", "API outage"}, {"status", "INVESTIGATING"}, {"message", "We see *errors*."}};
        for (const auto& [name, value] : members) draft[name] = value;
        return app->post("bob", path(), body(draft));
    }
    [[nodiscard]] json::value link(const std::string& component, const std::string& status) const {
        return {{"id", app->id(component)}, {"status", status}};
    }
    Answer change(const Answer& made, const json::object& members) {
        return app->put("bob", path("/" + made.word("id")), body(members));
    }
    [[nodiscard]] Answer seen(const Answer& made) const { return app->get("vera", path("/" + made.word("id"))); }
    /// Opens an incident as Edna would: without a body.
    Answer use(const std::string& id_or_name) { return app->post("edna", app->acme("/incidents/" + id_or_name), ""); }
    /// "api MAJOROUTAGE" for each component of a template.
    [[nodiscard]] Strings links_of(const Answer& made) const {
        Strings links;
        for (const json::value& one : made.at("components").as_array()) {
            std::string name = "unknown";
            for (const char* known : {"website", "api", "mail"}) {
                if (one.at("componentId").as_string() == app->id(known)) name = known;
            }
            links.push_back(name + " " + std::string(one.at("status").as_string()));
        }
        return links;
    }
    void expect_refused(const Answer& refused, const std::string& field) {
        EXPECT_EQ(refused.status, 400) << refused.text;
        EXPECT_EQ(refused.error_field(), field) << refused.text;
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, Templates, test::both(), test::kind_name);

TEST_P(Templates, CreateAnswersWhatWasSentWithLinksThatHaveTheirOwnIds) {
    const Answer made = prepare({{"subdomain", "acme"},
                                 {"notify", false},
                                 {"components", {link("api", "MAJOROUTAGE"), link("mail", "OPERATIONAL")}}});
    EXPECT_EQ(made.status, 200) << made.text;
    EXPECT_EQ(made.word("type"), "INCIDENT");
    EXPECT_EQ(made.word("name"), "API outage");
    EXPECT_EQ(made.word("message"), "We see *errors*.");
    EXPECT_EQ(made.word("messageHtml"), "<p>We see <em>errors</em>.</p>");
    EXPECT_EQ(made.word("status"), "INVESTIGATING");
    EXPECT_FALSE(made.at("notify").as_bool());
    EXPECT_EQ(made.word("createdAt"), minute(1));
    EXPECT_EQ(made.word("siteId"), app->id("acme"));
    EXPECT_EQ(made.word("origin"), "MANUAL");
    EXPECT_TRUE(made.at("deletedAt").is_null());
    EXPECT_TRUE(made.at("label").is_null());
    EXPECT_EQ(links_of(made), (Strings{"api MAJOROUTAGE", "mail OPERATIONAL"}));
    EXPECT_EQ(made.word("components.0.templateId"), made.word("id"));
    EXPECT_NE(made.word("components.0.id"), made.word("components.1.id"));
    EXPECT_NE(made.word("components.0.id"), app->id("api"));
    EXPECT_EQ(seen(made).text, made.text);
}

TEST_P(Templates, OnlyTypeNameAndStatusMustBeGiven) {
    const Answer made = app->post("bob", path(), R"({"type":"MAINTENANCE","name":"Upgrade","status":"NOTSTARTEDYET"})");
    EXPECT_EQ(made.status, 200) << made.text;
    EXPECT_EQ(made.word("message"), "");
    EXPECT_EQ(made.word("messageHtml"), "");
    EXPECT_TRUE(made.at("notify").as_bool());
    EXPECT_EQ(links_of(made), Strings{});
    EXPECT_EQ(json::text(made.at("translations")), R"({"name":null,"message":null})");
}

TEST_P(Templates, TheStatusMustFitTheType) {
    for (const char* word : {"INVESTIGATING", "IDENTIFIED", "MONITORING", "RESOLVED"}) {
        EXPECT_EQ(prepare({{"status", word}}).status, 200) << word;
        expect_refused(prepare({{"status", word}, {"type", "MAINTENANCE"}}), "status");
    }
    for (const char* word : {"NOTSTARTEDYET", "INPROGRESS", "COMPLETED"}) {
        expect_refused(prepare({{"status", word}}), "status");
        EXPECT_EQ(prepare({{"status", word}, {"type", "MAINTENANCE"}}).status, 200) << word;
    }
    const Answer made = prepare();
    const std::string before = app->dump();
    expect_refused(change(made, {{"status", "COMPLETED"}}), "status");
    expect_refused(change(made, {{"type", "MAINTENANCE"}}), "status");
    EXPECT_EQ(app->dump(), before);
    EXPECT_EQ(change(made, {{"type", "MAINTENANCE"}, {"status", "COMPLETED"}}).status, 200);
}

TEST_P(Templates, AComponentThatIsNotOnThePageIsRefusedByName) {
    const Answer made = prepare();
    const std::string before = app->dump();
    for (const std::string& foreign : {app->id("mallorys_component"), std::string("cnone"), std::string()}) {
        const json::array list{link("api", "MAJOROUTAGE"), {{"id", foreign}, {"status", "MAJOROUTAGE"}}};
        expect_refused(prepare({{"components", list}}), "components[1].id");
        expect_refused(change(made, {{"components", list}}), "components[1].id");
    }
    expect_refused(prepare({{"components", {{{"status", "MAJOROUTAGE"}}}}}), "components[0].id");
    expect_refused(prepare({{"components", {{{"id", app->id("api")}}}}}), "components[0].status");
    expect_refused(prepare({{"components", {{{"componentId", "cnone"}, {"status", "MAJOROUTAGE"}}}}}),
                   "components[0].componentId");
    expect_refused(prepare({{"components", json::array(1'001, link("api", "MAJOROUTAGE"))}}), "components");
    EXPECT_EQ(app->dump(), before);
}

TEST_P(Templates, OfTwoEntriesForOneComponentTheLaterHolds) {
    const Answer made = prepare(
        {{"components", {link("api", "MAJOROUTAGE"), link("mail", "OPERATIONAL"), link("api", "PARTIALOUTAGE")}}});
    EXPECT_EQ(links_of(made), (Strings{"api PARTIALOUTAGE", "mail OPERATIONAL"}));
}

TEST_P(Templates, TheSubdomainMustBeThePagesOwn) {
    const std::string before = app->dump();
    expect_refused(prepare({{"subdomain", "mallory"}}), "subdomain");
    EXPECT_EQ(app->dump(), before);
    EXPECT_EQ(prepare({{"subdomain", nullptr}}).status, 200);
}

TEST_P(Templates, UpdateChangesOnlyWhatItNames) {
    const Answer made = prepare({{"components", {link("api", "MAJOROUTAGE")}}});
    app->clock().tick(one_minute);
    EXPECT_EQ(differences(made, change(made, {{"name", "B"}})), (Strings{"name", "updatedAt"}));
    EXPECT_EQ(differences(made, change(made, {{"name", "API outage"}, {"message", "M"}, {"notify", false}})),
              (Strings{"message", "messageHtml", "notify", "updatedAt"}));
    EXPECT_EQ(change(made, {{"subdomain", "mallory"}, {"deletedAt", nullptr}}).status, 200) << "not among its fields";
    EXPECT_EQ(seen(made).word("message"), "M");
}

TEST_P(Templates, TheLogHoldsWhatWasAndWhatIs) {
    const Answer made = prepare({{"components", {link("api", "MAJOROUTAGE")}}});
    EXPECT_EQ(last_logged(*app).detail.at("components").at(app->id("api")).as_string(), "MAJOROUTAGE");
    change(made, {{"name", "B"}});
    EXPECT_EQ(last_logged(*app).detail.at("before").at("name").as_string(), "API outage");
    EXPECT_EQ(last_logged(*app).detail.at("after").at("name").as_string(), "B");
    EXPECT_FALSE(last_logged(*app).announced);
    app->erase("bob", path("/" + made.word("id")));
    EXPECT_EQ(last_logged(*app).detail.at("before").at("name").as_string(), "B");
}

TEST_P(Templates, AComponentThatStaysKeepsItsLinksId) {
    const Answer made = prepare({{"components", {link("api", "MAJOROUTAGE"), link("mail", "MAJOROUTAGE")}}});
    const Answer after = change(made, {{"components", {link("website", "OPERATIONAL"), link("api", "OPERATIONAL")}}});
    EXPECT_EQ(links_of(after), (Strings{"website OPERATIONAL", "api OPERATIONAL"}));
    EXPECT_EQ(after.word("components.1.id"), made.word("components.0.id"));
    EXPECT_EQ(links_of(change(made, {{"components", json::array()}})), Strings{});
}

TEST_P(Templates, ARemovedComponentLeavesTheTemplate) {
    const Answer made = prepare({{"components", {link("api", "MAJOROUTAGE"), link("mail", "MAJOROUTAGE")}}});
    app->erase("bob", app->acme("/components/" + app->id("api")));
    EXPECT_EQ(links_of(seen(made)), Strings{"mail MAJOROUTAGE"});
    EXPECT_EQ(use(made.word("id")).status, 200);
}

TEST_P(Templates, ListsAreOldestFirstInPages) {
    for (const char* name : {"A", "B", "C"}) prepare({{"name", name}});
    EXPECT_EQ(words_of(app->get("vera", path()).body, "name"), (Strings{"A", "B", "C"}));
    EXPECT_EQ(words_of(app->get("vera", path("?per_page=2&page=2")).body, "name"), Strings{"C"});
    EXPECT_EQ(app->get("vera", path("?page=3")).text, "[]");
    EXPECT_EQ(app->get("vera", "/v2/" + app->id("acme") + "/templates").text, app->get("vera", path()).text);
}

TEST_P(Templates, ADeletedOneIsGoneFromEverywhereButTheTable) {
    const Answer made = prepare();
    const Answer gone = app->erase("bob", path("/" + made.word("id")));
    EXPECT_EQ(gone.text, body({{"id", made.word("id")},
                               {"name", "API outage"},
                               {"message", "We see *errors*."},
                               {"createdAt", minute(1)},
                               {"site", {{"id", app->id("acme")}}}}));
    EXPECT_EQ(app->get("vera", path()).text, "[]");
    EXPECT_EQ(seen(made).status, 404);
    EXPECT_EQ(change(made, {{"name", "B"}}).status, 404);
    EXPECT_EQ(app->erase("bob", path("/" + made.word("id"))).status, 404);
    EXPECT_EQ(use(made.word("id")).status, 404);
    EXPECT_EQ(use("API%20outage").status, 404);
    EXPECT_EQ(count_of(*app, "templates"), 1);
}

TEST_P(Templates, OneOpensAnIncidentAsItSays) {
    const Answer made =
        prepare({{"notify", true},
                 {"components", {link("api", "MAJOROUTAGE"), link("mail", "OPERATIONAL")}},
                 {"translations", {{"name", {{"fr", "Panne"}}}, {"message", {{"fr", "Des erreurs."}}}}}});
    const Answer opened = use(made.word("id"));
    EXPECT_EQ(opened.status, 200) << opened.text;
    EXPECT_EQ(opened.word("name"), "API outage");
    EXPECT_EQ(opened.word("status"), "INVESTIGATING");
    EXPECT_EQ(opened.word("impact"), "MAJOROUTAGE");
    EXPECT_EQ(opened.word("started"), minute(1));
    EXPECT_TRUE(opened.at("notify").as_bool());
    EXPECT_EQ(opened.word("translations.name.fr"), "Panne");
    EXPECT_EQ(opened.at("updates").as_array().size(), 1U);
    EXPECT_EQ(opened.word("updates.0.message"), "We see *errors*.");
    EXPECT_EQ(opened.word("updates.0.translations.message.fr"), "Des erreurs.");
    EXPECT_EQ(words_of(opened.at("components"), "id"), (Strings{app->id("api"), app->id("mail")}));
    EXPECT_EQ(component_status(*app, "api"), "MAJOROUTAGE");
    EXPECT_EQ(page_status(*app), "HASISSUES ONEMAJOROUTAGE");
    EXPECT_TRUE(last_logged(*app).announced);
    EXPECT_EQ(app->get("vera", app->acme("/incidents/" + opened.word("id"))).text, opened.text);
}

TEST_P(Templates, OneWithoutNotifyTellsNobody) {
    prepare({{"notify", false}});
    EXPECT_FALSE(use("API%20outage").at("notify").as_bool());
    EXPECT_FALSE(last_logged(*app).announced);
}

TEST_P(Templates, ANameInAPathIsDecodedAndWrittenExactly) {
    prepare({{"name", "50 % / état? 🔥"}});
    EXPECT_EQ(use("50%20%25%20%2F%20%C3%A9tat%3F%20%F0%9F%94%A5").word("name"), "50 % / état? 🔥");
    EXPECT_EQ(use("50").status, 404);
    prepare();
    EXPECT_EQ(use("api%20outage").status, 404);
    EXPECT_EQ(use("API%20outage/").word("name"), "API outage") << "a slash may trail";
    EXPECT_EQ(use("%27%20or%201%3D1").status, 404);
}

TEST_P(Templates, AnUnknownOneOpensNothing) {
    prepare({{"name", "Upgrade"}, {"type", "MAINTENANCE"}, {"status", "INPROGRESS"}});
    const std::string maintenance = app->get("vera", path()).word("0.id");
    const std::string before = app->dump();
    for (const std::string& other : {std::string("nothing"), std::string("Upgrade"), maintenance}) {
        const Answer refused = use(other);
        EXPECT_EQ(refused.status, 404) << other;
        EXPECT_EQ(refused.error_code(), "not_found");
    }
    EXPECT_EQ(app->dump(), before);
}

TEST_P(Templates, OfSeveralWithOneNameTheFirstMadeIsMeant) {
    prepare({{"type", "MAINTENANCE"}, {"status", "COMPLETED"}});
    const Answer first = prepare({{"message", "First"}});
    const Answer second = prepare({{"message", "Second"}});
    EXPECT_EQ(use("API%20outage").word("updates.0.message"), "First");
    EXPECT_EQ(use(second.word("id")).word("updates.0.message"), "Second");
    app->erase("bob", path("/" + first.word("id")));
    EXPECT_EQ(use("API%20outage").word("updates.0.message"), "Second");
    prepare({{"name", second.word("id")}, {"message", "Named like an id"}});
    EXPECT_EQ(use(second.word("id")).word("updates.0.message"), "Second") << "an id goes before a name";
}

TEST_P(Templates, ThePathWithoutATemplateIsAPlainReport) {
    for (const char* slashes : {"/incidents", "/incidents/", "//incidents//"}) {
        EXPECT_EQ(app->post("edna", app->acme(slashes), R"({"name":"A","status":"MONITORING"})").status, 200)
            << slashes;
        EXPECT_EQ(app->post("edna", app->acme(slashes), "").error_field(), "name") << slashes;
    }
}

TEST_P(Templates, OneResolvesAnIncident) {
    prepare({{"components", {link("api", "MAJOROUTAGE"), link("mail", "PARTIALOUTAGE")}}});
    const Answer incident = use("API%20outage");
    prepare({{"name", "All well"},
             {"status", "RESOLVED"},
             {"message", "It is over."},
             {"components", {link("api", "OPERATIONAL")}},
             {"translations", {{"name", {{"fr", "Tout va bien"}}}, {"message", {{"fr", "Fini."}}}}}});
    app->clock().tick(10 * one_minute);
    const std::string here = app->acme("/incidents/" + incident.word("id"));
    const Answer told = app->post("edna", here + "/incident-updates/All%20well", "");
    EXPECT_EQ(told.status, 200) << told.text;
    EXPECT_EQ(told.word("message"), "It is over.");
    EXPECT_EQ(told.word("messageHtml"), "<p>It is over.</p>");
    EXPECT_EQ(told.word("status"), "RESOLVED");
    EXPECT_EQ(told.word("incidentId"), incident.word("id"));
    EXPECT_EQ(told.word("started"), minute(11));
    EXPECT_EQ(told.word("translations.message.fr"), "Fini.");
    const Answer after = app->get("vera", here);
    EXPECT_EQ(after.word("resolved"), minute(11));
    EXPECT_EQ(after.word("name"), "API outage");
    EXPECT_TRUE(after.at("translations.name").is_null());
    EXPECT_EQ(words_of(after.at("components"), "id"), (Strings{app->id("api"), app->id("mail")}));
    EXPECT_EQ(outages(*app, app->id("api")), Strings{"MAJOROUTAGE 1..11 incident"});
    EXPECT_EQ(outages(*app, app->id("mail")), Strings{"PARTIALOUTAGE 1.. incident"}) << "not in the template";
}

TEST_P(Templates, AnUpdateNeedsATemplateAndAnIncidentOfThePage) {
    const Answer made = prepare();
    const Answer incident = use(made.word("id"));
    const std::string before = app->dump();
    const auto post = [&](const std::string& incident_id, const std::string& named) {
        return app->post("edna", app->acme("/incidents/" + incident_id + "/incident-updates/" + named), "").status;
    };
    EXPECT_EQ(post(incident.word("id"), "nothing"), 404);
    EXPECT_EQ(post("cnone", made.word("id")), 404);
    EXPECT_EQ(app->dump(), before);
    EXPECT_EQ(post(incident.word("id"), made.word("id")), 200);
}

TEST_P(Templates, EditorsUseThemAndWritersKeepThem) {
    const Answer made = prepare();
    EXPECT_EQ(app->put("edna", path("/" + made.word("id")), R"({"name":"B"})").status, 403);
    EXPECT_EQ(use(made.word("id")).status, 200);
    EXPECT_EQ(app->post("vera", app->acme("/incidents/" + made.word("id")), "").status, 403);
}

TEST_P(Templates, ReadersAreToldOfWhatOneOpens) {
    prepare();
    (void)app->changed_pages();
    use("API%20outage");
    const Strings changed = app->changed_pages();
    EXPECT_FALSE(changed.empty());
    EXPECT_EQ(std::ranges::count(changed, app->id("acme")), std::ssize(changed));
    EXPECT_EQ(last_logged(*app).event, "incidents.open");
}

}  // namespace
}  // namespace daymark::contract
