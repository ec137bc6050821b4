// What must be refused, whoever sends it: broken JSON, wrong types, too much of everything. A refusal is 400, names the
// field where there is one, and changes nothing.
#include "app/routes.h"
#include "contract/endpoint_table.h"
#include "contract/story.h"
#include "contract/wrong_values.h"

namespace daymark::contract {
namespace {

/// A route that takes a body, with a path to try it on.
struct Target {
    const api::Route* route;
    std::string path;
    json::object valid;
};

class BadInput : public OnTestApp {
protected:
    [[nodiscard]] std::vector<Target> targets() const {
        const Answer incident = app->post("alice", app->acme("/incidents"), R"({"name":"A","status":"IDENTIFIED"})");
        const Answer maintenance = app->post("alice", app->acme("/maintenances"), R"({"name":"A"})");
        const Answer prepared =
            app->post("alice", app->acme("/templates"), std::string(route_case("templates.create")->body));
        const Answer metric = app->post("alice", app->acme("/metrics"), R"({"name":"Load"})");
        const Answer group = app->post("alice", app->acme("/audience-groups"), "{}");
        const Answer recurring = app->post("alice", "/x/" + app->id("acme") + "/recurring-maintenances",
                                           std::string(route_case("recurring_maintenances.create")->body));
        const Answer general = app->post("alice", "/x/" + app->id("acme") + "/general-notices", R"({"name":"A"})");
        const Answer subscriber = app->post("alice", app->acme("/subscribers"), R"({"email":"lee@acme.test"})");
        const Answer events = app->get("alice", "/x/" + app->id("acme") + "/events");
        const std::map<std::string, std::string> ids{{"page_id", app->id("acme")},
                                                     {"component_id", app->id("api")},
                                                     {"incident_id", incident.word("id")},
                                                     {"update_id", incident.word("updates.0.id")},
                                                     {"maintenance_id", maintenance.word("id")},
                                                     {"maintenance_update_id", maintenance.word("updates.0.id")},
                                                     {"template_id", prepared.word("id")},
                                                     {"metric_id", metric.word("id")},
                                                     {"audience_group_id", group.word("id")},
                                                     {"recurring_maintenance_id", recurring.word("id")},
                                                     {"general_notice_id", general.word("id")},
                                                     {"subscriber_id", subscriber.word("id")},
                                                     {"channel", "email"},
                                                     {"event_id", events.word("0.id")}};
        std::vector<Target> found;
        for (const api::Endpoint& endpoint : app->api().endpoints()) {
            if (endpoint.route->takes == nullptr || endpoint.pattern.starts_with("/v2")) continue;
            const json::value valid = json::parse(route_case(endpoint.route->name).value().body);
            found.push_back({endpoint.route,
                             filled(endpoint.pattern, [&](const std::string& name) { return ids.at(name); }),
                             valid.as_object()});
        }
        return found;
    }
    Answer try_on(const Target& target, const std::string& text) {
        return app->request(target.route->method, "alice", target.path, text);
    }
    /// Refused with the whole body as the reason: no field to name.
    void expect_refused_on_all(const std::string& text) {
        const auto all = targets();
        const std::string before = app->dump();
        for (const Target& target : all) {
            const Answer refused = try_on(target, text);
            EXPECT_EQ(refused.status, 400) << target.route->name << " " << text.substr(0, 80);
            EXPECT_EQ(refused.error_code(), "bad_request");
        }
        EXPECT_EQ(app->dump(), before) << text.substr(0, 80);
    }
    /// Tries a value for each property for which `make` gives one; the answer must name the property.
    template <class Make>
    void expect_each_property_refused(Make make) {
        for (const Target& target : targets()) {
            json::Schemas schemas;
            const json::object schema = json::resolved(target.route->takes(schemas), schemas);
            const std::string before = app->dump();
            for (const auto& [name, property] : schema.at("properties").as_object()) {
                const std::string field(name);
                for (const json::value& wrong : make(property.as_object(), schemas)) {
                    json::object members = target.valid;
                    members[name] = wrong;
                    const Answer refused = try_on(target, body(members));
                    const std::string what = std::string(target.route->name) + " " + json::text(members).substr(0, 200);
                    EXPECT_EQ(refused.status, 400) << what;
                    if (refused.status != 400) continue;
                    EXPECT_TRUE(refused.error_field().starts_with(field)) << what << refused.text;
                }
            }
            EXPECT_EQ(app->dump(), before) << target.route->name;
        }
    }
    [[nodiscard]] static bool holds_text(const json::object& property) {
        const std::string type = json::text(property.contains("type") ? property.at("type") : json::value());
        return type.find("\"string\"") != std::string::npos && !property.contains("format");
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, BadInput, test::both(), test::kind_name);

TEST_P(BadInput, TheTargetsAreAllWriteRoutesWithABody) {
    std::size_t with_body = 0;
    for (const RouteCase& row : route_cases())
        with_body += row.body.starts_with('{') || row.body.starts_with('[') ? 1U : 0U;
    EXPECT_EQ(targets().size(), with_body);
}

TEST_P(BadInput, BrokenJsonIsRefused) {
    for (const char* text : {"{", "}", "{\"name\":}", "{\"name\":\"A\",}", "{'name':'A'}", "{name:1}",
                             "{\"name\":\"A\"} x", "{}{}", "{\"name\":\"A\nB\"}", "{\"name\":NaN}", "{\"name\":01}",
                             "{\"a\":1e400}", "name=A&status=B", "<xml/>", "{\"name\":\"\\x41\"}", "// {}\n{}"}) {
        expect_refused_on_all(text);
    }
}

TEST_P(BadInput, BytesThatAreNoUtf8AreRefused) {
    for (const char* bytes :
         {"\xC0\xAF", "\xE0\x80\xAF", "\xF0\x80\x80\xAF", "\xFF", "\xC3", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\x80"}) {
        expect_refused_on_all(R"({"name":")" + std::string(bytes) + "\"}");
    }
}

TEST_P(BadInput, LoneSurrogatesAreRefused) {
    for (const char* escape : {R"(\ud800)", R"(\udc00)", R"(\ud800A)", R"(\udc00\ud800)"}) {
        expect_refused_on_all(R"({"name":")" + std::string(escape) + "\"}");
    }
}

TEST_P(BadInput, WhatIsNoObjectIsRefused) {
    for (const char* text : {"[]", "[{}]", "\"name\"", "5", "true", "null"}) expect_refused_on_all(text);
}

TEST_P(BadInput, SixtyFiveLevelsAreTooDeep) {
    const auto nested = [](std::size_t levels) {
        return R"({"unknown":)" + std::string(levels - 1, '[') + std::string(levels - 1, ']') + "}";
    };
    expect_refused_on_all(nested(65));
    expect_refused_on_all(nested(100'000));
    const Answer fits = app->put("bob", app->acme("/components/" + app->id("api")), nested(64));
    EXPECT_EQ(fits.status, 200) << fits.text;
}

TEST_P(BadInput, TooMuchIsRefused) {
    expect_refused_on_all(R"({"name":")" + std::string(1 << 20, 'x') + "\"}");
    expect_refused_on_all(R"({"unknown":")" + std::string((256 << 10) + 1, 'x') + "\"}");
    std::string many = R"({"unknown":[0)";
    for (int i = 0; i < 50'000; ++i) many += ",0";
    expect_refused_on_all(many + "]}");
    expect_refused_on_all(R"({"unknown":)" + std::string(401, '1') + "}");
}

TEST_P(BadInput, EveryPropertyRefusesEveryWrongType) {
    expect_each_property_refused(
        [](const json::object& property, const json::Schemas& schemas) { return WrongValues(schemas).of(property); });
}

TEST_P(BadInput, RequiredPropertiesMustBeThere) {
    for (const Target& target : targets()) {
        json::Schemas schemas;
        const json::object schema = json::resolved(target.route->takes(schemas), schemas);
        if (!schema.contains("required")) continue;
        const std::string before = app->dump();
        for (const json::value& name : schema.at("required").as_array()) {
            json::object members = target.valid;
            members[name.as_string()] = nullptr;
            EXPECT_EQ(try_on(target, body(members)).error_field(), name.as_string()) << target.route->name;
            members.erase(name.as_string());
            EXPECT_EQ(try_on(target, body(members)).error_field(), name.as_string()) << target.route->name;
        }
        EXPECT_EQ(app->dump(), before) << target.route->name;
    }
}

TEST_P(BadInput, TextsLongerThanTheirLimitAreRefused) {
    expect_each_property_refused([](const json::object& property, const json::Schemas&) {
        std::vector<json::value> wrong;
        if (const json::value* limit = property.if_contains("maxLength")) {
            wrong.emplace_back(std::string(limit->to_number<std::size_t>() + 1, 'x'));
        }
        return wrong;
    });
}

TEST_P(BadInput, EveryTextHasALimitOrAMeaningThatLimitsIt) {
    // Ids and names of things that must exist need no limit of their own.
    const std::set<std::string> looked_up{"group", "groupId", "workspace"};
    for (const Target& target : targets()) {
        json::Schemas schemas;
        const json::object schema = json::resolved(target.route->takes(schemas), schemas);
        for (const auto& [name, property] : schema.at("properties").as_object()) {
            const json::object& described = property.as_object();
            if (!holds_text(described) || described.contains("enum") || looked_up.contains(std::string(name))) continue;
            EXPECT_TRUE(described.contains("maxLength")) << target.route->name << " " << name;
        }
    }
}

TEST_P(BadInput, BlankTextsAreRefusedWhereAWordIsNeeded) {
    expect_each_property_refused([](const json::object& property, const json::Schemas&) {
        std::vector<json::value> wrong;
        if (property.contains("minLength")) wrong = {"", " ", "\t\r\n "};
        return wrong;
    });
}

TEST_P(BadInput, TheNulCharacterIsRefusedInEveryText) {
    expect_each_property_refused([](const json::object& property, const json::Schemas&) {
        std::vector<json::value> wrong;
        if (holds_text(property)) wrong.emplace_back(std::string("a\0b", 3));
        return wrong;
    });
}

TEST_P(BadInput, ErrorsDoNotGrowWithWhatWasSent) {
    json::object deep;
    deep[std::string(5'000, 'x')] = 1;
    for (const json::value& wrong : {json::value{{"name", deep}}, json::value{{std::string(5'000, 'y'), 5}}}) {
        const Answer refused =
            app->put("bob", app->acme("/components/" + app->id("api")), body({{"translations", wrong}}));
        EXPECT_EQ(refused.status, 400);
        EXPECT_LT(refused.text.size(), 500U);
    }
    const Answer status =
        app->put("bob", app->acme("/components/" + app->id("api")), body({{"status", std::string(100'000, 'x')}}));
    EXPECT_LT(status.text.size(), 500U);
}

}  // namespace
}  // namespace daymark::contract
