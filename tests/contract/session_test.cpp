// Signing in to the dashboard: what the cookie opens, for whom, and what does not open by it.
#include "contract/story.h"

#include <algorithm>

namespace daymark::contract {
namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

class Session : public OnTestApp {
protected:
    http::Response ask(http::Method method, const std::string& path, Headers headers, const std::string& text = {}) {
        http::Request request;
        request.method = method;
        request.target = request.path = path;
        request.body = text;
        request.headers = std::move(headers);
        return send(*app, request);
    }
    static std::string cookie_of(const http::Response& response) {
        const auto found = std::ranges::find(response.headers, "set-cookie", &Headers::value_type::first);
        return found == response.headers.end() ? "" : found->second;
    }
    /// "daymark-session=…", as browsers send it back.
    std::string signed_in(const std::string& key) {
        const std::string cookie =
            cookie_of(ask(http::Method::Post, "/x/session", {{"authorization", "Bearer " + key}}));
        return cookie.substr(0, cookie.find(';'));
    }
    std::string signed_in_as(const std::string& who) { return signed_in(app->key_of(who)); }
    /// What a script of the dashboard sends.
    static Headers from_dashboard(const std::string& cookie) {
        return {{"cookie", cookie}, {"x-requested-with", "dashboard"}, {"sec-fetch-site", "same-origin"}};
    }
    int status_with(const Headers& headers, const std::string& path = "/v1/user") {
        return ask(http::Method::Get, path, headers).status;
    }
    std::string key_with(json::object members) {
        members["name"] = "narrow";
        return app->post("bob", "/x/keys", body(members)).word("key");
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, Session, test::both(), test::kind_name);

TEST_P(Session, AKeySignsInAndTheCookieCallsInItsPlace) {
    const http::Response made =
        ask(http::Method::Post, "/x/session", {{"authorization", "Bearer " + app->key_of("bob")}});
    EXPECT_EQ(made.status, 200);
    const std::string cookie = cookie_of(made);
    EXPECT_NE(cookie.find("; Path=/; Max-Age=1209600; HttpOnly; SameSite=Strict"), std::string::npos) << cookie;
    const Headers headers = from_dashboard(cookie.substr(0, cookie.find(';')));
    const http::Response shown = ask(http::Method::Get, "/x/session", headers);
    EXPECT_EQ(shown.body, made.body) << "the text of the session is in the cookie only";
    EXPECT_EQ(json::parse(shown.body).at("user").at("id").as_string(), app->user_id("bob"));
    EXPECT_EQ(ask(http::Method::Put, app->acme(), headers, R"({"name":"Acme 2"})").status, 200);
    EXPECT_EQ(ask(http::Method::Delete, app->acme(), headers).status, 403) << "it may what Bob may";
}

TEST_P(Session, ACookieIsNothingWhenAnotherSiteMayHaveAsked) {
    const std::string cookie = signed_in_as("alice");
    EXPECT_EQ(status_with({{"cookie", cookie}, {"x-requested-with", "dashboard"}}), 200) << "plain HTTP tells no site";
    EXPECT_EQ(status_with({{"cookie", cookie}}), 401) << "forms of other sites send no header of their own";
    EXPECT_EQ(status_with({{"cookie", cookie}, {"sec-fetch-site", "same-origin"}}), 401);
    for (const char* site : {"same-site", "cross-site", "none"}) {
        const Headers headers{{"cookie", cookie}, {"x-requested-with", "dashboard"}, {"sec-fetch-site", site}};
        EXPECT_EQ(status_with(headers), 401) << site;
    }
}

TEST_P(Session, KeysAreNoCookiesAndCookiesNoKeys) {
    const std::string cookie = signed_in_as("alice");
    const std::string name = cookie.substr(0, cookie.find('=') + 1);
    EXPECT_EQ(status_with({{"authorization", "Bearer " + cookie.substr(name.size())}}), 403);
    EXPECT_EQ(status_with(from_dashboard(name + app->key_of("alice"))), 401);
    EXPECT_EQ(status_with(from_dashboard(name)), 401);
    EXPECT_EQ(status_with(from_dashboard(name + std::string(4000, 'x'))), 401);
}

TEST_P(Session, EndsWhenSignedOutOfAndTheKeyLivesOn) {
    const std::string cookie = signed_in_as("alice"), other = signed_in_as("alice");
    const http::Response out = ask(http::Method::Delete, "/x/session", from_dashboard(cookie));
    EXPECT_EQ(out.status, 200);
    EXPECT_NE(cookie_of(out).find("=; Path=/; Max-Age=0;"), std::string::npos) << cookie_of(out);
    const http::Response after = ask(http::Method::Get, "/x/session", from_dashboard(cookie));
    EXPECT_EQ(after.status, 401);
    EXPECT_NE(after.body.find("Your session has ended"), std::string::npos);
    EXPECT_EQ(status_with(from_dashboard(other)), 200);
    EXPECT_EQ(app->erase("alice", "/x/session").status, 200);
    EXPECT_EQ(app->get("alice", "/v1/user").status, 200) << "an API key is not signed out of";
}

TEST_P(Session, LastsTwoWeeksAndNoLongerThanItsKey) {
    const std::string cookie = signed_in_as("bob");
    const std::string brief = signed_in(key_with({{"expiresAt", minute(60)}}));
    app->clock().set(test::FakeClock::start + one_hour);
    EXPECT_EQ(status_with(from_dashboard(brief)), 401);
    EXPECT_EQ(status_with(from_dashboard(cookie)), 200);
    app->clock().set(test::FakeClock::start + 14 * one_day - 1);
    EXPECT_EQ(status_with(from_dashboard(cookie)), 200);
    app->clock().tick(one_minute + 1);
    EXPECT_EQ(status_with(from_dashboard(cookie)), 401);
}

TEST_P(Session, ReachesWhatItsKeyReaches) {
    const std::string cookie = signed_in(key_with({{"pageId", app->id("acme")}}));
    const http::Response shown = ask(http::Method::Get, "/x/session", from_dashboard(cookie));
    EXPECT_EQ(json::parse(shown.body).at("pageId").as_string(), app->id("acme"));
    EXPECT_EQ(status_with(from_dashboard(cookie), "/v2/" + app->id("acme")), 200);
    EXPECT_EQ(status_with(from_dashboard(cookie), "/x/keys"), 403);
    const http::Response refused =
        ask(http::Method::Post, "/x/session", {{"authorization", "Bearer " + key_with({{"scope", "read"}})}});
    EXPECT_EQ(refused.status, 403);
    EXPECT_EQ(cookie_of(refused), "");
}

TEST_P(Session, StandsAmongTheKeysUntilItEnded) {
    const auto sessions = [&] {
        const Answer list = app->get("alice", "/x/keys");
        return std::ranges::count_if(list.body.as_array(),
                                     [](const json::value& key) { return key.at("session").as_bool(); });
    };
    const std::string cookie = signed_in_as("alice");
    EXPECT_EQ(sessions(), 1);
    ask(http::Method::Delete, "/x/session", from_dashboard(cookie));
    signed_in_as("bob");
    EXPECT_EQ(sessions(), 1) << "kept until she comes again";
    signed_in_as("alice");
    EXPECT_EQ(sessions(), 1) << "the one that ended is forgotten";
}

TEST_P(Session, IsSealedInTheDatabaseAndAskedForEachTime) {
    const std::string cookie = signed_in_as("alice");
    const std::string text = cookie.substr(cookie.find('=') + 1);
    EXPECT_EQ(dump_with_keys(*app).find(text), std::string::npos);
    const Headers repeated{{"authorization", "Bearer " + app->key_of("alice")}, {"idempotency-key", "one"}};
    const std::string first = cookie_of(ask(http::Method::Post, "/x/session", repeated));
    EXPECT_NE(cookie_of(ask(http::Method::Post, "/x/session", repeated)), first);
}

}  // namespace
}  // namespace daymark::contract
