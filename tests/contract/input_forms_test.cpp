// The many forms in which real clients send the same thing (contract §1): all must be understood alike.
#include "app/routes.h"
#include "contract/story.h"

#include <algorithm>

namespace daymark::contract {
namespace {

class InputForms : public OnTestApp {
protected:
    Answer report(const std::string& members) {
        return app->post("edna", app->acme("/incidents"), R"({"name":"A","status":"IDENTIFIED",)" + members + "}");
    }
    [[nodiscard]] http::Request request(http::Method method, const std::string& path,
                                        const std::string& text = {}) const {
        http::Request made;
        made.method = method;
        made.path = path;
        made.body = text;
        made.headers.emplace_back("authorization", "Bearer " + app->key_of("alice"));
        return made;
    }
    [[nodiscard]] static std::string header(const http::Response& response, const std::string& name) {
        for (const auto& [key, value] : response.headers) {
            if (key == name) return value;
        }
        return {};
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, InputForms, test::both(), test::kind_name);

TEST_P(InputForms, FourWaysToWriteATime) {
    // 2026-02-03T08:30:15.250Z
    for (const char* form :
         {R"("2026-02-03T08:30:15.250Z")", R"("2026-02-03 08:30:15.250")", R"("2026-02-03T08:30:15.250999+00:00")",
          R"("2026-02-03T09:30:15.250+01:00")", "1770107415250", "1770107415250.0", "1.77010741525e12"}) {
        const Answer made = report(R"("started":)" + std::string(form));
        EXPECT_EQ(made.status, 200) << form << made.text;
        EXPECT_EQ(made.word("started"), "2026-02-03T08:30:15.250Z") << form;
        EXPECT_EQ(made.word("updates.0.started"), "2026-02-03T08:30:15.250Z") << form;
    }
    EXPECT_EQ(report(R"("started":"2026-02-03")").word("started"), "2026-02-03T00:00:00.000Z");
    EXPECT_EQ(report(R"("started":null)").word("started"), minute(1)) << "null is as if left out";
    EXPECT_EQ(report(R"("started":0)").word("started"), "1970-01-01T00:00:00.000Z");
}

TEST_P(InputForms, WhatIsNoTimeIsRefused) {
    const std::string before = app->dump();
    for (const char* bad :
         {R"("")", R"("soon")", R"("2026-02-30T00:00:00Z")", R"("2026-02-03T25:00:00Z")", R"("0000-01-01")",
          R"("+99999-01-01T00:00:00Z")", "-1", "1.5", "1e300", "253402300800000", R"("1770107415250")", "true", "[]",
          R"({"at":1})", R"("2026-02-03T08:30:15.250Z ")", R"("2026-02-03T08:30:15Z[UTC]")", "18446744073709551615"}) {
        const Answer refused = report(R"("started":)" + std::string(bad));
        EXPECT_EQ(refused.status, 400) << bad;
        EXPECT_EQ(refused.error_field(), "started") << bad;
    }
    EXPECT_EQ(app->dump(), before);
}

TEST_P(InputForms, SlashesMayTrailAndRepeat) {
    const Answer plain = app->get("vera", app->acme("/components"));
    const std::string id = app->id("acme");
    for (const std::string& path :
         {"/v1/" + id + "/components/", "/v1/" + id + "//components", "//v1//" + id + "///components//"}) {
        EXPECT_EQ(app->get("vera", path).text, plain.text) << path;
    }
    EXPECT_EQ(app->post("edna", app->acme("/incidents/"), R"({"name":"A","status":"MONITORING"})").status, 200);
    EXPECT_EQ(app->post("edna", app->acme("//incidents"), R"({"name":"B","status":"MONITORING"})").status, 200);
    EXPECT_EQ(app->get("vera", app->acme("/incidents/?per_page=1")).body.as_array().size(), 1U);
}

TEST_P(InputForms, PathsAreDecodedOnce) {
    EXPECT_EQ(app->get("vera", "/v1/%63" + app->id("acme").substr(1)).status, 200);
    EXPECT_EQ(app->get("vera", "/v1/%2563" + app->id("acme").substr(1)).status, 403);
    EXPECT_EQ(app->get("vera", "/%761/" + app->id("acme")).status, 200);
}

TEST_P(InputForms, PatchIsPut) {
    const std::string path = app->acme("/components/" + app->id("api"));
    const Answer patched = app->request(http::Method::Patch, "bob", path, R"({"description":"By PATCH"})");
    EXPECT_EQ(patched.status, 200);
    EXPECT_EQ(patched.word("description"), "By PATCH");
    EXPECT_EQ(app->request(http::Method::Patch, "vera", path, R"({"name":"X"})").status, 403);
    EXPECT_EQ(app->request(http::Method::Patch, "bob", app->acme("/components"), R"({"name":"X"})").status, 405);
}

TEST_P(InputForms, HeadIsGet) {
    const Answer got = app->get("vera", app->acme("/components"));
    // The server drops the body.
    EXPECT_EQ(app->request(http::Method::Head, "vera", app->acme("/components")).text, got.text);
    EXPECT_EQ(app->request(http::Method::Head, "", app->acme("/components")).status, 401);
    EXPECT_EQ(app->request(http::Method::Head, "vera", "/v1/nowhere/at/all").status, 404);
}

TEST_P(InputForms, OptionsNamesWhatAPathKnows) {
    const auto allow_of = [&](const std::string& path) {
        const http::Response response = send(*app, request(http::Method::Options, path));
        EXPECT_EQ(response.status, 204) << path;
        EXPECT_EQ(response.body, "");
        return header(response, "allow");
    };
    EXPECT_EQ(allow_of(app->acme("/components")), "GET, HEAD, POST, OPTIONS");
    EXPECT_EQ(allow_of(app->acme("/components/x")), "GET, HEAD, PUT, PATCH, DELETE, OPTIONS");
    EXPECT_EQ(send(*app, request(http::Method::Options, "/v1/a/b/c/d/e")).status, 404);
}

TEST_P(InputForms, AMethodThatAPathDoesNotKnowIs405WithAllow) {
    const http::Response response = send(*app, request(http::Method::Delete, app->acme("/components")));
    EXPECT_EQ(response.status, 405);
    EXPECT_EQ(header(response, "allow"), "GET, HEAD, POST, OPTIONS");
    EXPECT_EQ(response.body, R"({"error":{"code":"method_not_allowed","message":"This path does not know DELETE"}})");
}

TEST_P(InputForms, UnknownPathsAreJsonErrorsToo) {
    for (const char* path : {"/v1", "/v4/user", "/v1/a/nothing", "/v1/a/components/b/c", "/", "/x/keys/a/b"}) {
        const Answer answer = app->get("alice", path);
        EXPECT_EQ(answer.status, 404) << path;
        EXPECT_EQ(answer.error_code(), "not_found") << path;
    }
}

TEST_P(InputForms, TheContentTypeDoesNotMatter) {
    for (const char* type : {"", "application/json", "application/json; charset=utf-8", "text/plain",
                             "application/x-www-form-urlencoded", "nonsense"}) {
        http::Request made =
            request(http::Method::Put, app->acme("/components/" + app->id("api")), R"({"name":"API"})");
        if (*type != 0) made.headers.emplace_back("content-type", type);
        EXPECT_EQ(send(*app, made).status, 200) << type;
    }
}

TEST_P(InputForms, AnAbsentBodyIsAnEmptyObject) {
    const Answer before = app->get("vera", app->acme("/components/" + app->id("api")));
    for (const char* text : {"", " \r\n\t", "{}", "\xEF\xBB\xBF{}"}) {
        EXPECT_EQ(differences(before, app->put("bob", app->acme("/components/" + app->id("api")), text)),
                  Strings{"updatedAt"});
    }
}

TEST_P(InputForms, OfRepeatedNamesInABodyTheLastWins) {
    const Answer made = app->post("bob", app->acme("/components"), R"({"name":"A","name":"B"})");
    EXPECT_EQ(made.word("name"), "B");
}

TEST_P(InputForms, UnknownFieldsAreIgnored) {
    // What Terraform providers and other clients send beside the documented fields.
    const Answer good = report(R"("page_id":"x","workspaceSlug":{"a":[1]},"impact":"MAJOROUTAGE","metadata":null,
        "showcase":true,"":"","__proto__":{"admin":true})");
    EXPECT_EQ(good.status, 200) << good.text;
    EXPECT_EQ(good.word("impact"), "OPERATIONAL");
}

TEST_P(InputForms, PageAndPerPageNonsenseFallsBackToDefaults) {
    for (int i = 0; i < 60; ++i) app->post("bob", app->acme("/components"), body({{"name", std::to_string(i)}}));
    const auto size = [&](const std::string& query) {
        return app->get("vera", app->acme("/components" + query)).body.as_array().size();
    };
    for (const char* query :
         {"", "?page=0", "?page=-1", "?page=x", "?page=1.5", "?page=", "?per_page=0", "?per_page=-5", "?per_page=all",
          "?per_page=", "?per_page=10x", "?per_page=99999999999999999999", "?page=%31&per_page=+", "?page", "?&&=&",
          "?perpage=3", "?PER_PAGE=3", "?page=1%00"}) {
        EXPECT_EQ(size(query), 50U) << query;
    }
    EXPECT_EQ(size("?per_page=1000"), 63U);
    EXPECT_EQ(size("?per_page=10&page=7"), 3U);
}

TEST_P(InputForms, OfRepeatedQueryParametersTheLastWins) {
    const auto size = [&](const std::string& query) {
        return app->get("vera", app->acme("/components" + query)).body.as_array().size();
    };
    EXPECT_EQ(size("?per_page=1&per_page=2"), 2U);
    EXPECT_EQ(size("?per_page=2&per_page=x"), 3U);
    report(R"("notify":false)");
    EXPECT_EQ(app->get("vera", app->acme("/incidents?status=IDENTIFIED&status=RESOLVED")).text, "[]");
    EXPECT_EQ(app->get("vera", app->acme("/incidents?!status=RESOLVED&%21status=IDENTIFIED")).text, "[]");
}

TEST_P(InputForms, ARecordThatWasReadMayBeSentBack) {
    app->put("bob", app->acme("/components/" + app->id("api")), R"({"status":"PARTIALOUTAGE"})");
    app->clock().tick(one_minute);
    const Answer incident = report(R"("message":"M","notify":true)");
    app->clock().tick(one_minute);
    for (const std::string& path : {app->acme(), app->acme("/components/" + app->id("api"))}) {
        const Answer shown = app->get("bob", path);
        EXPECT_EQ(differences(shown, app->put("bob", path, shown.text)), Strings{"updatedAt"}) << path;
    }
    const Answer prepared = app->post("bob", app->acme("/templates"),
                                      body({{"type", "MAINTENANCE"},
                                            {"name", "T"},
                                            {"status", "COMPLETED"},
                                            {"components", {{{"id", app->id("api")}, {"status", "OPERATIONAL"}}}}}));
    app->clock().tick(one_minute);
    const Answer same = app->put("bob", app->acme("/templates/" + prepared.word("id")), prepared.text);
    EXPECT_EQ(differences(prepared, same), Strings{"updatedAt"}) << same.text;
    // An incident lists its components as objects; ids are what a body holds.
    json::object back = incident.body.as_object();
    back["components"] = json::array();
    const Answer again = app->put("edna", app->acme("/incidents/" + incident.word("id")), body(back));
    EXPECT_EQ(differences(incident, again), Strings{"updatedAt"});
}

}  // namespace
}  // namespace daymark::contract
