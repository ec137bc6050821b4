// Components by way of the API (contract §3): fields, defaults, order, archive, removal.
#include "contract/story.h"

#include <regex>

namespace daymark::contract {
namespace {

class Components : public OnTestApp {
protected:
    [[nodiscard]] std::string path(const std::string& rest = {}) const { return app->acme("/components" + rest); }
    Answer add(const json::object& members) {
        Answer made = app->post("bob", path(), body(members));
        EXPECT_EQ(made.status, 200) << made.text;
        return made;
    }
    Answer change(const std::string& id, const json::object& members) {
        Answer changed = app->put("bob", path("/" + id), body(members));
        EXPECT_EQ(changed.status, 200) << changed.text;
        return changed;
    }
    [[nodiscard]] Answer seen(const std::string& id) const { return app->get("vera", path("/" + id)); }
    [[nodiscard]] std::vector<std::string> names() const { return words_of(app->get("vera", path()).body, "name"); }
};
INSTANTIATE_TEST_SUITE_P(Databases, Components, test::both(), test::kind_name);
using Names = std::vector<std::string>;

TEST_P(Components, ANameIsEnough) {
    const Answer made = add({{"name", "CDN"}});
    EXPECT_EQ(made.word("name"), "CDN");
    EXPECT_EQ(made.word("nameHtml"), "<p>CDN</p>");
    EXPECT_EQ(made.word("status"), "OPERATIONAL");
    EXPECT_EQ(made.word("internalStatus"), "OPERATIONAL");
    EXPECT_EQ(made.word("siteId"), app->id("acme"));
    EXPECT_EQ(made.at("order").as_int64(), 4);
    EXPECT_TRUE(made.at("showUptime").as_bool());
    EXPECT_EQ(made.word("createdAt"), minute(1));
    EXPECT_EQ(made.word("updatedAt"), minute(1));
    for (const char* off : {"archived", "isParent", "isCollapsed", "isThirdParty"}) {
        EXPECT_FALSE(made.at(off).as_bool()) << off;
    }
    for (const char* empty : {"description", "descriptionHtml", "archivedAt", "groupId", "group", "startDate"}) {
        EXPECT_TRUE(made.at(empty).is_null()) << empty;
    }
    EXPECT_EQ(json::text(made.at("translations")), R"({"name":null,"description":null})");
    EXPECT_EQ(json::text(made.at("incidents")), "[]");
    EXPECT_EQ(seen(made.word("id")).text, made.text);
}

TEST_P(Components, TakeEveryField) {
    const json::object sent{{"name", "CDN"},
                            {"description", "At the *edge*"},
                            {"status", "DEGRADEDPERFORMANCE"},
                            {"order", 7},
                            {"showUptime", false},
                            {"isCollapsed", true},
                            {"archived", true},
                            {"startDate", "2026-01-01T00:00:00.000Z"},
                            {"translations", {{"name", {{"fr", "RDC"}}}, {"description", {{"fr", "Au bord"}}}}}};
    const Answer made = add(sent);
    for (const auto& [name, value] : sent) EXPECT_EQ(json::text(made.at(name)), json::text(value)) << name;
    EXPECT_EQ(made.word("descriptionHtml"), "<p>At the <em>edge</em></p>");
    EXPECT_EQ(made.word("archivedAt"), minute(1));
}

TEST_P(Components, CreateNeedsAName) {
    const std::string before = app->dump();
    for (const char* text : {"{}", "", R"({"name":null})", R"({"name":""})", R"({"name":" \t "})"}) {
        const Answer refused = app->post("bob", path(), text);
        EXPECT_EQ(refused.status, 400) << text;
        EXPECT_EQ(refused.error_field(), "name") << text;
    }
    EXPECT_EQ(app->dump(), before);
}

TEST_P(Components, UpdateChangesOnlyWhatItNames) {
    const std::string id = add({{"name", "CDN"}, {"description", "Edge"}, {"order", 9}}).word("id");
    app->clock().tick(one_minute);
    const Answer before = seen(id);
    const Answer after = change(id, {{"showUptime", false}});
    json::object expected = before.body.as_object();
    expected["showUptime"] = false;
    expected["updatedAt"] = minute(2);
    EXPECT_EQ(after.text, json::text(expected));
}

TEST_P(Components, DescriptionAndStartDateAreClearedByNull) {
    const std::string id = add({{"name", "CDN"}, {"description", "Edge"}, {"startDate", minute(0)}}).word("id");
    const Answer kept = change(id, {{"name", nullptr}, {"status", nullptr}, {"order", nullptr}, {"archived", nullptr}});
    EXPECT_EQ(kept.word("name"), "CDN");
    EXPECT_EQ(kept.word("startDate"), minute(0));
    const Answer cleared = change(id, {{"description", nullptr}, {"startDate", nullptr}});
    EXPECT_TRUE(cleared.at("description").is_null());
    EXPECT_TRUE(cleared.at("descriptionHtml").is_null());
    EXPECT_TRUE(cleared.at("startDate").is_null());
    EXPECT_EQ(change(id, {{"description", ""}}).word("descriptionHtml"), "");
}

TEST_P(Components, TheOldWordMinorOutageIsUnderstood) {
    EXPECT_EQ(change(app->id("api"), {{"status", "MINOROUTAGE"}}).word("status"), "MINOROUTAGE");
    EXPECT_EQ(page_status(*app), "HASISSUES ONEMINOROUTAGE");
}

TEST_P(Components, HaveAMailAddressOfTheirOwnThatStays) {
    const Answer made = add({{"name", "Über CDN #1"}});
    const std::string address = made.word("uniqueEmail");
    EXPECT_TRUE(std::regex_match(address, std::regex("acme-ber-cdn-1-[0-9a-z]{9}@automation\\.status\\.test")))
        << address;
    EXPECT_EQ(change(made.word("id"), {{"name", "Edge"}}).word("uniqueEmail"), address);
    EXPECT_NE(add({{"name", "Über CDN #1"}}).word("uniqueEmail"), address);
    EXPECT_TRUE(std::regex_match(add({{"name", "日本"}}).word("uniqueEmail"),
                                 std::regex("acme-component-[0-9a-z]{9}@automation\\.status\\.test")));
}

TEST_P(Components, AreListedByOrderThenAge) {
    EXPECT_EQ(names(), (Names{"Website", "API", "Mail"}));
    add({{"name", "Last"}});
    add({{"name", "First"}, {"order", -1}});
    add({{"name", "Second"}, {"order", 1}});
    EXPECT_EQ(names(), (Names{"First", "Website", "Second", "API", "Mail", "Last"}));
    change(app->id("mail"), {{"order", 0}});
    EXPECT_EQ(names(), (Names{"First", "Mail", "Website", "Second", "API", "Last"}));
}

TEST_P(Components, TheGreatestOrderLeavesRoomForTheNext) {
    add({{"name", "A"}, {"order", 2'147'483'647}});
    const Answer next = add({{"name", "B"}});
    EXPECT_EQ(change(next.word("id"), {{"order", next.at("order")}}).status, 200) << "what is shown may be sent back";
    EXPECT_EQ(names().back(), "B");
    for (const std::int64_t order : {std::int64_t{2'147'483'648}, std::int64_t{-2'147'483'648}, INT64_MAX}) {
        const Answer refused = app->post("bob", path(), body({{"name", "C"}, {"order", order}}));
        EXPECT_EQ(refused.status, 400);
        EXPECT_EQ(refused.error_field(), "order");
    }
}

TEST_P(Components, ListsComeInPages) {
    for (int i = 0; i < 5; ++i) add({{"name", std::to_string(i)}});
    Names all;
    for (int page = 1; page <= 4; ++page) {
        const Answer list = app->get("vera", path("?per_page=3&page=" + std::to_string(page)));
        for (const std::string& name : words_of(list.body, "name")) all.push_back(name);
    }
    EXPECT_EQ(all, names());
    EXPECT_EQ(all.size(), 8U);
}

TEST_P(Components, ArchivedOnesLeaveTheHeadlineButNotTheList) {
    change(app->id("api"), {{"status", "MAJOROUTAGE"}});
    EXPECT_EQ(page_status(*app), "HASISSUES ONEMAJOROUTAGE");
    app->clock().tick(one_minute);
    const Answer archived = change(app->id("api"), {{"archived", true}});
    EXPECT_EQ(archived.word("archivedAt"), minute(2));
    EXPECT_TRUE(archived.at("archived").as_bool());
    EXPECT_EQ(page_status(*app), "UP UP");
    EXPECT_EQ(names(), (Names{"Website", "API", "Mail"}));
    app->clock().tick(one_minute);
    EXPECT_EQ(change(app->id("api"), {{"archived", true}}).word("archivedAt"), minute(2)) << "said again";
    const Answer back = change(app->id("api"), {{"archived", false}});
    EXPECT_TRUE(back.at("archivedAt").is_null());
    EXPECT_FALSE(back.at("archived").as_bool());
    EXPECT_EQ(page_status(*app), "HASISSUES ONEMAJOROUTAGE");
}

TEST_P(Components, ARemovedOneIsGoneWithItsHistory) {
    change(app->id("api"), {{"status", "MAJOROUTAGE"}});
    const std::string incident =
        app->post("edna", app->acme("/incidents"),
                  body({{"name", "A"}, {"status", "MONITORING"}, {"components", {app->id("api"), app->id("mail")}}}))
            .word("id");
    const Answer gone = app->erase("bob", path("/" + app->id("api")));
    EXPECT_EQ(gone.text, R"({"id":")" + app->id("api") + "\"}");
    EXPECT_EQ(seen(app->id("api")).status, 404);
    EXPECT_EQ(app->erase("bob", path("/" + app->id("api"))).status, 404);
    EXPECT_EQ(names(), (Names{"Website", "Mail"}));
    EXPECT_EQ(count_of(*app, "component_intervals"), 0);
    EXPECT_EQ(page_status(*app), "HASISSUES HASISSUES") << "the incident is still open";
    const Answer left = app->get("vera", app->acme("/incidents/" + incident));
    EXPECT_EQ(words_of(left.at("components"), "name"), Names{"Mail"});
}

TEST_P(Components, BothVersionsAnswerAlike) {
    const std::string v2 = "/v2/" + app->id("acme") + "/components";
    EXPECT_EQ(app->get("vera", v2).text, app->get("vera", path()).text);
    const Answer renamed = app->put("bob", v2 + "/" + app->id("api"), R"({"name":"API v2"})");
    EXPECT_EQ(renamed.text, seen(app->id("api")).text);
}

TEST_P(Components, EveryChangeTellsTheSite) {
    const Names once{app->id("acme")};
    const std::string id = add({{"name", "CDN"}}).word("id");
    EXPECT_EQ(app->changed_pages(), once);
    change(id, {{"status", "MAJOROUTAGE"}});
    EXPECT_EQ(app->changed_pages(), once);
    app->erase("bob", path("/" + id));
    EXPECT_EQ(app->changed_pages(), once);
    app->put("bob", path("/" + id), R"({"name":"B"})");
    EXPECT_EQ(app->changed_pages(), Names{}) << "a refused change";
}

TEST_P(Components, TheHtmlIsInTheLanguageThatIsAskedFor) {
    const std::string path = app->acme("/components/" + app->id("api"));
    app->put("bob", path, body({{"translations", {{"name", {{"fr", "Interface"}, {"de", "Schnittstelle"}}}}}}));
    const auto html = [&](const std::string& languages, const std::string& path_asked) {
        http::Request request;
        request.path = path_asked;
        request.headers = {{"authorization", "Bearer " + app->key_of("vera")}, {"accept-language", languages}};
        const json::value answer = json::parse(send(*app, request).body);
        const json::value& shown = answer.is_array() ? answer.at(1) : answer;
        EXPECT_EQ(shown.at("name").as_string(), "API");
        return std::string(shown.at("nameHtml").as_string());
    };
    EXPECT_EQ(html("fr-CA, de;q=0.9", path), "<p>Interface</p>");
    EXPECT_EQ(html("de", app->acme("/components")), "<p>Schnittstelle</p>");
    EXPECT_EQ(html("en, fr;q=0.5", path), "<p>API</p>") << "the page's own language is wanted more";
    EXPECT_EQ(html("ja", path), "<p>API</p>");
}

}  // namespace
}  // namespace daymark::contract
