// Tests of the OpenAPI document, on a small table of routes with one of each kind.
#include "api/openapi.h"

#include "api/docs_page.h"

#include <gtest/gtest.h>

#include <set>

namespace daymark::api {
namespace {

struct BoatDraft {
    std::string name;
    std::optional<json::Time> built;

    static constexpr std::string_view schema_name = "BoatDraft";
    static constexpr auto fields =
        std::tuple{json::field("name", &BoatDraft::name).required().up_to(1200).described("On its <bow>"),
                   json::field("builtAt", &BoatDraft::built)};
};

struct BoatEdit {
    std::optional<std::string> name;

    static constexpr std::string_view schema_name = "BoatEdit";
    static constexpr auto fields = std::tuple{json::field("name", &BoatEdit::name)};
};

struct BoatView {
    std::string id;
    std::optional<json::value> tender;
    json::Time built;

    static constexpr std::string_view schema_name = "Boat";
    static constexpr auto fields =
        std::tuple{json::field("id", &BoatView::id), json::field("tender", &BoatView::tender).refers_to("Boat"),
                   json::field("builtAt", &BoatView::built), json::AlwaysNull{"sails"}, json::constant("afloat", true)};
};

json::value nothing(Call&) { return {}; }

constexpr QueryParameter boat_query[] = {paging_parameters[0], {"!color", "Colours to <leave> out"}};

using enum http::Method;
using enum team::Needs;
constexpr Route table[] = {
    {Get, Under::V1AndV2, "/:page_id/boats", SeePage, nothing, "boats.index", "List boats", nullptr,
     gives<std::vector<BoatView>>, boat_query},
    {Post, Under::V1AndV2, "/:page_id/boats", EditComponents, nothing, "boats.create", "Add a boat", takes<BoatDraft>,
     gives<BoatView>},
    {Put, Under::V2, "/:page_id/boats/:boat_id", EditComponents, nothing, "boats.update", "Change a boat",
     takes<BoatEdit>, gives<BoatView>},
    {Delete, Under::V1, "/:page_id/boats/:other_id", OwnPage, nothing, "boats.destroy", "Sink a boat", nullptr,
     gives<IdView>},
    {Post, Under::V1, "/:page_id/boats/:boat_id", EditPage, nothing, "boat_trips.create", "Sail", takes<BoatEdit>,
     nullptr},
    {Delete, Under::V1, "/harbours/:workspace_id", OwnWorkspace, nothing, "harbours.destroy", "Close a harbour",
     nullptr, gives<IdView>},
    {Get, Under::Extension, "/weather", Nothing, nothing, "weather.show", "Show the weather"},
};

/// As the API lists them.
std::deque<Endpoint> endpoints() {
    std::deque<Endpoint> endpoints;
    for (const Route& route : table) {
        const std::string path(route.path);
        if (route.under == Under::V1 || route.under == Under::V1AndV2) endpoints.push_back({&route, "/v1" + path});
        if (route.under == Under::V2 || route.under == Under::V1AndV2) endpoints.push_back({&route, "/v2" + path});
        if (route.under == Under::Extension) endpoints.push_back({&route, "/x" + path});
    }
    return endpoints;
}

json::object document() { return openapi_document(endpoints(), {"1.2.3", "https://status.example.com"}); }

/// The value at "a/b/c"; slashes in names are written "~1".
const json::value& at(const json::value& from, std::string_view pointer) {
    boost::system::error_code missing;
    const json::value* found = from.find_pointer("/" + std::string(pointer), missing);
    if (found == nullptr) throw std::out_of_range(std::string(pointer));
    return *found;
}

void each_reference(const json::value& from, const std::function<void(std::string_view)>& take) {
    if (const auto* object = from.if_object()) {
        for (const auto& [name, member] : *object) {
            if (name == "$ref") take(member.as_string());
            each_reference(member, take);
        }
    } else if (const auto* array = from.if_array()) {
        for (const json::value& item : *array) each_reference(item, take);
    }
}

TEST(OpenApi, HasEveryEndpointAndNothingElse) {
    std::set<std::string> expected, found, ids;
    for (const Endpoint& endpoint : endpoints()) {
        const std::string_view version =
            std::string_view(endpoint.pattern).substr(1, endpoint.pattern.find('/', 1) - 1);
        expected.insert(std::string(endpoint.route->name) + "_" + std::string(version));
    }
    const json::object all = document();
    for (const auto& [path, item] : all.at("paths").as_object()) {
        for (const auto& [method, operation] : item.as_object()) {
            found.emplace(at(operation, "operationId").as_string());
            EXPECT_TRUE(std::string_view(path).starts_with("/v1/") || std::string_view(path).starts_with("/v2/") ||
                        std::string_view(path).starts_with("/x/"));
            EXPECT_EQ(path.find(':'), std::string_view::npos) << path;
        }
    }
    EXPECT_EQ(found, expected);
    EXPECT_EQ(found.size(), endpoints().size());
}

TEST(OpenApi, ResolvesEveryReference) {
    const json::value all = document();
    int seen = 0;
    each_reference(all, [&](std::string_view reference) {
        ++seen;
        ASSERT_TRUE(reference.starts_with("#/"));
        EXPECT_NO_THROW(static_cast<void>(at(all, reference.substr(2)))) << reference;
    });
    EXPECT_GT(seen, 30);
}

TEST(OpenApi, SaysWhoTheServerIs) {
    const json::value all = document();
    EXPECT_EQ(at(all, "openapi"), "3.1.0");
    EXPECT_EQ(at(all, "info/version"), "1.2.3");
    EXPECT_EQ(at(all, "servers/0/url"), "https://status.example.com");
    EXPECT_EQ(at(json::value(openapi_document({}, {"1", ""})), "servers/0/url"), "/");
}

TEST(OpenApi, IsTheSameForTheSameRows) { EXPECT_EQ(json::text(document()), json::text(document())); }

TEST(OpenApi, DescribesWhatAnOperationNeeds) {
    const json::value all = document();
    EXPECT_EQ(at(all, "paths/~1v1~1{page_id}~1boats/post/x-needs"), "EditComponents");
    EXPECT_EQ(at(all, "paths/~1v1~1{page_id}~1boats/post/x-permissions"), json::parse(R"(["FULL","WRITE"])"));
    EXPECT_EQ(at(all, "paths/~1v1~1{page_id}~1boats/post/description"),
              "Needs the permission FULL or WRITE on the page.");
    EXPECT_EQ(at(all, "paths/~1v1~1harbours~1{workspace_id}/delete/description"),
              "Needs the permission FULL on the workspace.");
    EXPECT_EQ(at(all, "paths/~1v1~1{page_id}~1boats/post/security"), json::parse(R"([{"apiKey":[]}])"));
    EXPECT_EQ(at(all, "paths/~1x~1weather/get/security"), json::array());
    EXPECT_EQ(at(all, "paths/~1x~1weather/get/description"), "Needs no API key.");
}

TEST(OpenApi, NamesParameters) {
    const json::value all = document();
    EXPECT_EQ(
        json::text(at(all, "paths/~1v1~1{page_id}~1boats/get/parameters")),
        R"([{"name":"page_id","in":"path","required":true,"description":"Id of the page","schema":{"type":"string"}},)"
        R"({"name":"page","in":"query","description":"Which page of the list, from 1","schema":{"type":"integer"}},)"
        R"({"name":"!color","in":"query","description":"Colours to <leave> out","schema":{"type":"string"}}])");
}

TEST(OpenApi, JoinsPathsThatDifferOnlyInParameterNames) {
    const json::value all = document();
    EXPECT_EQ(at(all, "paths/~1v1~1{page_id}~1boats~1{other_id}/post/operationId"), "boat_trips.create_v1");
    EXPECT_EQ(at(all, "paths/~1v1~1{page_id}~1boats~1{other_id}/post/parameters/1/name"), "other_id");
    EXPECT_EQ(at(all, "paths/~1v1~1{page_id}~1boats~1{other_id}/post/parameters/1/description"), "Id of the boat")
        << "described as the row means it";
}

TEST(OpenApi, DescribesBodyAndAnswer) {
    const json::value all = document();
    EXPECT_EQ(
        json::text(at(all, "paths/~1v1~1{page_id}~1boats/post/requestBody")),
        R"({"required":true,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/BoatDraft"},"example":{"name":"Example"}}}})");
    EXPECT_EQ(at(all, "paths/~1v2~1{page_id}~1boats~1{boat_id}/put/requestBody/required"), false);
    EXPECT_EQ(json::text(at(all, "paths/~1v1~1{page_id}~1boats/get/responses/200/content/application~1json/schema")),
              R"({"type":"array","items":{"$ref":"#/components/schemas/Boat"}})");
    EXPECT_EQ(at(all, "components/schemas/BoatDraft/required"), json::parse(R"(["name"])"));
    EXPECT_EQ(at(all, "components/schemas/BoatDraft/properties/builtAt/type"),
              json::parse(R"(["string","integer","null"])"));
    EXPECT_EQ(at(all, "components/schemas/Boat/properties/builtAt/type"), "string");
    EXPECT_EQ(at(all, "components/schemas/Boat/required").as_array().size(), 5U);
    EXPECT_FALSE(at(all, "paths/~1x~1weather/get/responses/200").as_object().contains("content"));
}

std::string statuses(std::string_view pointer) {
    const json::value all = document();
    std::string list;
    for (const auto& [status, response] : at(all, "paths/" + std::string(pointer) + "/responses").as_object()) {
        list += std::string(status) + " ";
    }
    return list;
}

TEST(OpenApi, ListsTheErrorsThatFit) {
    EXPECT_EQ(statuses("~1x~1weather/get"), "200 503 default ");
    EXPECT_EQ(statuses("~1v1~1{page_id}~1boats/get"), "200 401 403 429 503 default ");
    EXPECT_EQ(statuses("~1v1~1{page_id}~1boats/post"), "200 400 401 403 409 413 429 503 default ");
    EXPECT_EQ(statuses("~1v1~1{page_id}~1boats~1{other_id}/delete"), "200 401 403 404 409 429 503 default ");
    EXPECT_EQ(statuses("~1v1~1harbours~1{workspace_id}/delete"), "200 401 403 409 429 503 default ");
}

TEST(OpenApi, TagsByTheFirstPartOfTheName) {
    const json::value all = document();
    EXPECT_EQ(json::text(at(all, "tags")),
              R"([{"name":"Boats"},{"name":"Boat trips"},{"name":"Harbours"},{"name":"Weather"}])");
    EXPECT_EQ(at(all, "paths/~1v1~1{page_id}~1boats~1{other_id}/post/tags/0"), "Boat trips");
}

std::size_t count(std::string_view text, std::string_view part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

TEST(DocsPage, ShowsEachRouteOnceWithItsPaths) {
    const std::string html = docs_page(document());
    for (const Route& route : table) {
        std::string anchor(route.name);
        anchor.replace(anchor.find('.'), 1, "-");
        EXPECT_EQ(count(html, "<article class=\"card\" id=\"" + anchor + "\">"), 1U) << anchor;
    }
    EXPECT_NE(html.find("<code>/v1/<var>{page_id}</var>/boats</code> <code>/v2/<var>{page_id}</var>/boats</code>"),
              std::string::npos);
}

TEST(DocsPage, LinksLeadSomewhere) {
    const std::string html = docs_page(document());
    for (std::size_t from = html.find("href=\"#"); from != std::string::npos; from = html.find("href=\"#", from + 1)) {
        const std::string anchor = html.substr(from + 7, html.find('"', from + 7) - from - 7);
        EXPECT_EQ(count(html, "id=\"" + anchor + "\""), 1U) << anchor;
    }
}

TEST(DocsPage, GivesACommandThatCanBeRun) {
    const std::string html = docs_page(document());
    EXPECT_NE(
        html.find(
            "curl -X POST &quot;<span class=\"base\">https://status.example.com</span>/v1/$PAGE_ID/boats&quot; \\\n"
            "  -H &quot;Authorization: Bearer $DAYMARK_KEY&quot; \\\n"
            "  --json &#39;{&quot;name&quot;:&quot;Example&quot;}&#39;</code>"),
        std::string::npos);
    EXPECT_NE(html.find("curl &quot;<span class=\"base\">https://status.example.com</span>/x/weather&quot;</code>"),
              std::string::npos);
}

TEST(DocsPage, TellsOfFields) {
    const std::string html = docs_page(document());
    EXPECT_NE(html.find("<code>name</code> <small>required</small></th><td>text</td>"
                        "<td>On its &lt;bow&gt;. At most 1,200 bytes</td>"),
              std::string::npos);
    EXPECT_NE(html.find("<td><a href=\"#object-Boat\">Boat</a> or null</td>"), std::string::npos);
    EXPECT_NE(html.find("<code>sails</code> null · <code>afloat</code> true"), std::string::npos);
    EXPECT_NE(html.find("<td>Colours to &lt;leave&gt; out</td>"), std::string::npos);
    EXPECT_EQ(html.find("<bow>"), std::string::npos);
}

TEST(DocsPage, StandsAlone) {
    const std::string html = docs_page(document());
    EXPECT_EQ(count(html, "<style>"), 1U);
    EXPECT_EQ(count(html, "<script>"), 1U);
    EXPECT_EQ(html.find("src="), std::string::npos);
    EXPECT_EQ(html.find("style="), std::string::npos);
    EXPECT_EQ(html.find("{{"), std::string::npos);
    EXPECT_EQ(count(html, "href=\"http"), 0U);
}

}  // namespace
}  // namespace daymark::api
