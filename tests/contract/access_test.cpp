// Who may call what: every endpoint times every kind of caller, with nothing changed by a refusal.
#include "app/routes.h"
#include "contract/endpoint_table.h"
#include "contract/story.h"
#include "users/key_text.h"

#include <set>

namespace daymark::contract {
namespace {

class Access : public OnTestApp {
protected:
    using Ids = std::map<std::string, std::string>;

    /// Fresh things for a call to work on, so that what one caller may destroy is there for the next.
    [[nodiscard]] Ids things_for(const std::string& caller) {
        const std::string component = app->post("alice", app->acme("/components"), R"({"name":"Fresh"})").word("id");
        const Answer incident = app->post("alice", app->acme("/incidents"), R"({"name":"A","status":"RESOLVED"})");
        app->put("alice", "/x/" + app->id("acme") + "/incidents/" + incident.word("id") + "/postmortem",
                 std::string(route_case("postmortems.update")->body));
        const Answer maintenance = app->post("alice", app->acme("/maintenances"), R"({"name":"A"})");
        const std::string prepared =
            app->post("alice", app->acme("/templates"), std::string(route_case("templates.create")->body)).word("id");
        return {{"page_id", app->id("acme")},
                {"workspace_id", app->id("workspace")},
                {"component_id", component},
                {"incident_id", incident.word("id")},
                {"update_id", incident.word("updates.0.id")},
                {"maintenance_id", maintenance.word("id")},
                {"maintenance_update_id", maintenance.word("updates.0.id")},
                {"recurring_maintenance_id", recurring_of("alice", app->id("acme"))},
                {"general_notice_id", general_notice_of("alice", app->id("acme"))},
                {"template_id", prepared},
                {"template", prepared},
                {"metric_id", app->post("alice", app->acme("/metrics"), R"({"name":"Load"})").word("id")},
                {"member_id", member_of("alice", app->acme("/team"))},
                {"audience_group_id", app->post("alice", app->acme("/audience-groups"), R"({"name":"A"})").word("id")},
                {"subscriber_id", subscriber_of("alice", app->acme("/subscribers"))},
                {"upload_id",
                 app->post("alice", "/x/" + app->id("acme") + "/uploads", std::string(one_pixel_gif)).word("id")},
                {"event_id", event_of("alice", app->id("acme"))},
                {"channel", "email"},
                {"address", suppressed_by("alice", app->id("acme"))},
                {"key_id", app->post(caller, "/x/keys", R"({"name":"spare"})").word("id")}};
    }
    [[nodiscard]] std::string recurring_of(const std::string& owner, const std::string& page_id) {
        const std::string draft(route_case("recurring_maintenances.create").value().body);
        return app->post(owner, "/x/" + page_id + "/recurring-maintenances", draft).word("id");
    }
    [[nodiscard]] std::string general_notice_of(const std::string& owner, const std::string& page_id) {
        const std::string draft(route_case("general_notices.create").value().body);
        return app->post(owner, "/x/" + page_id + "/general-notices", draft).word("id");
    }
    /// Something that people are about to be told.
    [[nodiscard]] std::string event_of(const std::string& owner, const std::string& page_id) {
        app->post(owner, "/v1/" + page_id + "/incidents",
                  R"({"name":"A","message":"m","status":"IDENTIFIED","notify":true})");
        return app->get(owner, "/x/" + page_id + "/events").word("0.id");
    }
    [[nodiscard]] std::string suppressed_by(const std::string& owner, const std::string& page_id) {
        const std::string address = "s" + std::to_string(++calls_) + "@elsewhere.test";
        return app->post(owner, "/x/" + page_id + "/suppressions", body({{"address", address}})).word("address");
    }
    [[nodiscard]] std::string member_of(const std::string& owner, const std::string& path) {
        return app->post(owner, path, body({{"email", "m" + std::to_string(++calls_) + "@acme.test"}})).word("id");
    }
    [[nodiscard]] std::string subscriber_of(const std::string& owner, const std::string& path) {
        return app->post(owner, path, body({{"email", "s" + std::to_string(++calls_) + "@acme.test"}})).word("id");
    }
    Answer call(const api::Endpoint& endpoint, const std::string& caller, const Ids& ids) {
        const RouteCase row = route_case(endpoint.route->name).value();
        std::string text(row.body);
        if (const auto at = text.find("%NEW%"); at != std::string::npos) text.replace(at, 5, std::to_string(++calls_));
        const std::string path = filled(endpoint.pattern, [&](const std::string& name) { return ids.at(name); });
        return app->request(endpoint.route->method, caller, path + std::string(row.query), text);
    }
    /// The text of one more key of Alice's.
    [[nodiscard]] std::string key_of_alice(json::object members) {
        members["name"] = "narrow";
        return app->post("alice", "/x/keys", body(members)).word("key");
    }
    /// The text of a key of Alice's that was revoked, and of one that ran out.
    [[nodiscard]] std::string revoked_key() {
        const Answer made = app->post("alice", "/x/keys", R"({"name":"old"})");
        app->erase("alice", "/x/keys/" + made.word("id"));
        return made.word("key");
    }
    [[nodiscard]] std::string expired_key() {
        const Answer made = app->post("alice", "/x/keys", body({{"name", "short"}, {"expiresAt", minute(5)}}));
        app->clock().set(test::FakeClock::start + 5 * one_minute);
        return made.word("key");
    }
    void expect_refused(const Answer& answer, const std::string& message) {
        EXPECT_EQ(answer.status, 403);
        EXPECT_EQ(answer.text, R"({"error":{"code":"forbidden","message":")" + message + "\"}}");
    }

private:
    int calls_ = 0;
};
INSTANTIATE_TEST_SUITE_P(Databases, Access, test::both(), test::kind_name);

/// People of the story with what they hold on Acme, and the permission table once more, spelt out.
struct Holder {
    const char* name;
    team::Permission permission;
    std::set<team::Needs> may;
};
const std::vector<Holder>& holders() {
    using enum team::Needs;
    static const std::vector<Holder> all{
        {"mina", team::Permission::Member, {Nothing, User}},
        {"vera", team::Permission::Read, {Nothing, User, SeePage}},
        {"edna", team::Permission::Editor, {Nothing, User, SeePage, EditNotices}},
        {"bob", team::Permission::Write, {Nothing, User, SeePage, EditNotices, EditComponents, EditPage}},
        {"alice",
         team::Permission::Full,
         {Nothing, User, SeePage, EditNotices, EditComponents, EditPage, OwnPage, OwnWorkspace}}};
    return all;
}

TEST(AccessTables, ThePermissionTableIsTheOneSpeltOutHere) {
    for (const Holder& holder : holders()) {
        for (const team::Needs needs : team::all_needs) {
            EXPECT_EQ(team::may(holder.permission, needs), holder.may.contains(needs)) << holder.name;
        }
    }
}

TEST_P(Access, EveryRouteHasACaseHereAndNeedsWhatItSays) {
    std::set<std::string_view> routes, cases;
    for (const api::Endpoint& endpoint : app->api().endpoints()) {
        routes.insert(endpoint.route->name);
        const auto row = route_case(endpoint.route->name);
        ASSERT_TRUE(row) << endpoint.route->name << " has no row in endpoint_table.h";
        EXPECT_EQ(row->needs, endpoint.route->needs) << endpoint.route->name;
    }
    for (const RouteCase& row : route_cases()) EXPECT_TRUE(cases.insert(row.name).second) << row.name << " twice";
    EXPECT_EQ(routes, cases);
}

TEST_P(Access, WithoutAGoodKeyNothingIsReachedAndNothingChanges) {
    const std::string unknown = [] {
        SystemRandom random;
        return users::make_key_text(random);
    }();
    const std::string bad_keys[] = {"dmk_nonsense", "x", std::string(32, 'a'), unknown, revoked_key(), expired_key()};
    const Ids ids = things_for("alice");
    const std::string before = dump_with_keys(*app);
    for (const api::Endpoint& endpoint : app->api().endpoints()) {
        SCOPED_TRACE(endpoint.pattern + " " + std::string(endpoint.route->name));
        const Answer nobody = call(endpoint, "", ids);
        EXPECT_EQ(nobody.status, 401);
        EXPECT_EQ(nobody.error_code(), "unauthorized");
        for (const std::string& key : bad_keys) {
            expect_refused(call(endpoint, key, ids), "API key does not belong to a user.");
        }
    }
    EXPECT_EQ(dump_with_keys(*app), before);
}

TEST_P(Access, StrangersReachNothingOfAPageOrWorkspace) {
    const Ids ids = things_for("alice");
    const std::string before = dump_with_keys(*app);
    for (const api::Endpoint& endpoint : app->api().endpoints()) {
        if (endpoint.route->needs == team::Needs::User) continue;
        SCOPED_TRACE(endpoint.pattern + " " + std::string(endpoint.route->name));
        expect_refused(call(endpoint, "mallory", ids), "Not authorized");
    }
    EXPECT_EQ(dump_with_keys(*app), before);
}

TEST_P(Access, WhoWasRemovedFromTheTeamIsAStranger) {
    const Ids ids = things_for("alice");
    for (const Holder& holder : holders()) {
        if (holder.permission == team::Permission::Full) continue;
        const Answer team = app->get("alice", app->acme("/team"));
        for (const json::value& member : team.body.as_array()) {
            if (member.at("user").at("id").as_string() != app->user_id(holder.name)) continue;
            app->erase("alice", app->acme("/team/" + std::string(member.at("id").as_string())));
        }
        const std::string before = dump_with_keys(*app);
        for (const api::Endpoint& endpoint : app->api().endpoints()) {
            if (endpoint.route->needs == team::Needs::User) continue;
            SCOPED_TRACE(endpoint.pattern + " " + std::string(endpoint.route->name) + " " + holder.name);
            expect_refused(call(endpoint, holder.name, ids), "Not authorized");
        }
        EXPECT_EQ(dump_with_keys(*app), before) << holder.name;
    }
}

TEST_P(Access, HoldersAreRefusedWhatIsBeyondTheirPermission) {
    for (const Holder& holder : holders()) {
        const Ids ids = things_for("alice");
        const std::string before = dump_with_keys(*app);
        for (const api::Endpoint& endpoint : app->api().endpoints()) {
            if (holder.may.contains(endpoint.route->needs)) continue;
            SCOPED_TRACE(endpoint.pattern + " " + std::string(endpoint.route->name) + " " + holder.name);
            expect_refused(call(endpoint, holder.name, ids), "Not authorized");
        }
        EXPECT_EQ(dump_with_keys(*app), before) << holder.name;
    }
}

/// Who calls this is gone afterwards; account_test.cpp has it.
bool ends_the_caller(const api::Route& route) { return route.name == "user.destroy"; }

TEST_P(Access, HoldersReachWhatTheirPermissionSays) {
    for (const api::Endpoint& endpoint : app::endpoints()) {
        if (ends_the_caller(*endpoint.route)) continue;
        for (const Holder& holder : holders()) {
            if (!holder.may.contains(endpoint.route->needs)) continue;
            SCOPED_TRACE(endpoint.pattern + " " + std::string(endpoint.route->name) + " " + holder.name);
            const Answer answer = call(endpoint, holder.name, things_for(holder.name));
            EXPECT_EQ(answer.status, 200) << answer.text;
        }
        const bool acme_is_gone =
            endpoint.route->needs == team::Needs::OwnPage || endpoint.route->needs == team::Needs::OwnWorkspace;
        if (acme_is_gone) app = std::make_unique<TestApp>(GetParam());
    }
}

TEST_P(Access, StrangersMayUseWhatIsTheirOwn) {
    for (const api::Endpoint& endpoint : app->api().endpoints()) {
        if (endpoint.route->needs != team::Needs::User || endpoint.pattern.starts_with("/v2")) continue;
        if (ends_the_caller(*endpoint.route)) continue;
        EXPECT_EQ(call(endpoint, "mallory", things_for("mallory")).status, 200) << endpoint.route->name;
    }
}

TEST_P(Access, AKeyThatMayOnlyReadChangesNothing) {
    const std::string key = key_of_alice({{"scope", "read"}});
    const Ids ids = things_for("alice");
    const std::string before = dump_with_keys(*app);
    for (const api::Endpoint& endpoint : app->api().endpoints()) {
        SCOPED_TRACE(endpoint.pattern + " " + std::string(endpoint.route->name));
        if (endpoint.route->method == http::Method::Get)
            EXPECT_EQ(call(endpoint, key, ids).status, 200);
        else
            expect_refused(call(endpoint, key, ids), "This API key may only read");
    }
    EXPECT_EQ(dump_with_keys(*app), before);
}

TEST_P(Access, AKeyForOnePageReachesNoOther) {
    const std::string other =
        app->post("alice", "/v1/pages", body({{"email", "a@acme.test"}, {"name", "B"}, {"subdomain", "b"}})).word("id");
    const std::string key = key_of_alice({{"pageId", other}});
    const Ids ids = things_for("alice");
    const std::string before = dump_with_keys(*app);
    const std::set<std::string_view> free{"user.show", "pages.index", "session.show", "session.create",
                                          "session.destroy"};
    for (const api::Endpoint& endpoint : app->api().endpoints()) {
        if (free.contains(endpoint.route->name)) continue;
        SCOPED_TRACE(endpoint.pattern + " " + std::string(endpoint.route->name));
        expect_refused(call(endpoint, key, ids), "This API key is for one page only");
    }
    EXPECT_EQ(dump_with_keys(*app), before);
    EXPECT_EQ(words_of(app->get(key, "/v1/pages").body, "id"), Strings{other});
    EXPECT_EQ(app->put(key, "/v1/" + other, R"({"name":"Mine"})").status, 200);
    EXPECT_EQ(app->get(key, "/v1/user").status, 200);
}

TEST_P(Access, ForeignUnknownAndDeletedPagesAnswerAlike) {
    app->post("alice", "/v1/pages", body({{"email", "a@acme.test"}, {"name", "B"}, {"subdomain", "b"}}));
    const std::string deleted = app->get("alice", "/v1/pages").word("1.id");
    app->erase("alice", "/v1/" + deleted);
    const Ids own = things_for("alice");
    const std::string before = dump_with_keys(*app);
    const std::string not_hers[] = {app->id("mallorys_page"), deleted,  "cml6fghs000iik4dl1nicwqjx", "acme", "1",
                                    std::string(65, 'c'),     "%20%27", "..%2f" + app->id("acme")};
    for (const api::Endpoint& endpoint : app->api().endpoints()) {
        if (endpoint.pattern.find("/:page_id") == std::string::npos) continue;
        SCOPED_TRACE(endpoint.pattern + " " + std::string(endpoint.route->name));
        for (const std::string& page : not_hers) {
            Ids ids = own;
            ids["page_id"] = page;
            expect_refused(call(endpoint, "alice", ids), "Not authorized");
        }
    }
    EXPECT_EQ(dump_with_keys(*app), before);
}

TEST_P(Access, ForeignAndUnknownWorkspacesAnswerAlike) {
    const std::string before = dump_with_keys(*app);
    for (const std::string& id : {app->id("mallorys_workspace"), std::string("cml6fghs000iik4dl1nicwqjx")}) {
        expect_refused(app->erase("alice", "/v1/workspaces/" + id), "Not authorized");
        const json::object draft{{"email", "a@acme.test"}, {"name", "B"}, {"subdomain", "b"}, {"workspace", id}};
        expect_refused(app->post("alice", "/v1/pages", body(draft)), "Not authorized");
    }
    EXPECT_EQ(dump_with_keys(*app), before);
}

TEST_P(Access, OnlyOwnersPutPagesIntoAWorkspace) {
    for (const Holder& holder : holders()) {
        const json::object draft{{"email", "a@acme.test"},
                                 {"name", "B"},
                                 {"subdomain", "b"},
                                 {"components", json::array()},
                                 {"workspace", app->id("workspace")}};
        const Answer answer = app->post(holder.name, "/v1/pages", body(draft));
        EXPECT_EQ(answer.status, holder.permission == team::Permission::Full ? 200 : 403) << holder.name;
    }
}

TEST_P(Access, ThingsOfAnotherPageAreNotFoundThroughOnesOwn) {
    const std::string hers = "/v1/" + app->id("mallorys_page");
    const Answer incident = app->post("mallory", hers + "/incidents", R"({"name":"Hers","status":"IDENTIFIED"})");
    const Answer maintenance = app->post("mallory", hers + "/maintenances", R"({"name":"Hers"})");
    const std::string prepared =
        app->post("mallory", hers + "/templates", std::string(route_case("templates.create")->body)).word("id");
    const Ids own = things_for("alice");
    const Ids foreign{
        {"component_id", app->id("mallorys_component")},
        {"incident_id", incident.word("id")},
        {"update_id", incident.word("updates.0.id")},
        {"maintenance_id", maintenance.word("id")},
        {"maintenance_update_id", maintenance.word("updates.0.id")},
        {"general_notice_id", general_notice_of("mallory", app->id("mallorys_page"))},
        {"template_id", prepared},
        {"template", prepared},
        {"metric_id", app->post("mallory", hers + "/metrics", R"({"name":"Hers"})").word("id")},
        {"member_id", member_of("mallory", hers + "/team")},
        {"audience_group_id", app->post("mallory", hers + "/audience-groups", R"({"name":"Hers"})").word("id")},
        {"subscriber_id", subscriber_of("mallory", hers + "/subscribers")},
        {"event_id", event_of("mallory", app->id("mallorys_page"))},
        {"key_id", app->post("mallory", "/x/keys", R"({"name":"hers"})").word("id")}};
    const std::string before = dump_with_keys(*app);
    for (const api::Endpoint& endpoint : app->api().endpoints()) {
        for (const auto& [parameter, id] : foreign) {
            if ((endpoint.pattern + "/").find("/:" + parameter + "/") == std::string::npos) continue;
            SCOPED_TRACE(endpoint.pattern + " " + std::string(endpoint.route->name) + " " + parameter);
            Ids mixed = own;
            mixed[parameter] = id;
            const Answer answer = call(endpoint, "alice", mixed);
            EXPECT_EQ(answer.status, 404);
            mixed[parameter] = "cml6fghs000iik4dl1nicwqjx";
            EXPECT_EQ(call(endpoint, "alice", mixed).text, answer.text) << "as if there were none";
        }
    }
    EXPECT_EQ(dump_with_keys(*app), before);
}

TEST_P(Access, ListsHoldOnlyWhatTheCallerMaySee) {
    EXPECT_EQ(words_of(app->get("mallory", "/v1/pages").body, "id"), Strings{app->id("mallorys_page")});
    EXPECT_EQ(words_of(app->get("vera", "/v1/pages").body, "id"), Strings{app->id("acme")});
    EXPECT_EQ(app->get("mina", "/v1/pages").text, "[]");
    EXPECT_TRUE(app->get("mina", "/v1/workspaces").at("0.sites").as_array().empty());
    EXPECT_EQ(app->get("vera", "/v1/workspaces").at("0.sites").as_array().size(), 1U);
    EXPECT_EQ(words_of(app->get("mallory", "/v1/workspaces").body, "id"), Strings{app->id("mallorys_workspace")});
    EXPECT_EQ(words_of(app->get("vera", "/v1/workspaces").body, "id"), Strings{app->id("workspace")});
}

TEST_P(Access, TheKeyTravelsInTheAuthorizationHeaderOnly) {
    const std::string key = app->key_of("alice");
    const auto status_with = [&](const std::string& header, const std::string& value) {
        http::Request request;
        request.path = "/v1/user";
        request.headers.emplace_back(header, value);
        return send(*app, request).status;
    };
    EXPECT_EQ(status_with("authorization", "Bearer " + key), 200);
    EXPECT_EQ(status_with("authorization", "bearer  " + key), 200);
    EXPECT_EQ(status_with("authorization", "BEARER " + key), 200);
    EXPECT_EQ(status_with("authorization", "Bearer " + key + " "), 403);
    EXPECT_EQ(status_with("authorization", "Bearer"), 401);
    EXPECT_EQ(status_with("authorization", "Bearer "), 401);
    EXPECT_EQ(status_with("authorization", key), 401);
    EXPECT_EQ(status_with("authorization", "Basic " + key), 401);
    EXPECT_EQ(status_with("x-api-key", key), 401);
    EXPECT_EQ(status_with("cookie", "key=" + key), 401);
    EXPECT_EQ(app->get("", "/v1/user?api_key=" + key + "&key=" + key + "&access_token=" + key).status, 401);
}

}  // namespace
}  // namespace daymark::contract
