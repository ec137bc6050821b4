// A page is connected to an account at X, posts by it, and stays connected.
#include "site/on_oauth.h"

#include "notify/x_renewal.h"
#include "pages/x_connection.h"
#include "support/rude_server.h"
#include "support/told.h"

namespace daymark::test {
namespace {

constexpr const char* pair = R"({"token_type":"bearer","expires_in":7200,"access_token":"canary-access",)"
                             R"("refresh_token":"canary-refresh","scope":"tweet.write"})";

/// Away as often as a test says.
class ShakyDb final : public db::Db {
public:
    explicit ShakyDb(db::Db& real) : real_(real) {}
    [[nodiscard]] bool healthy() override { return away == 0; }
    [[nodiscard]] std::string_view kind() const override { return real_.kind(); }

    int away = 0;

protected:
    void transact(Mode mode, const std::function<void(db::Tx&)>& work) override {
        if (away > 0) {
            --away;
            throw Error(ErrorCode::Unavailable, "Away");
        }
        if (mode == Mode::Write)
            real_.write(work);
        else
            real_.read(work);
    }

private:
    db::Db& real_;
};

class ConnectingX : public OnOAuth {
protected:
    void SetUp() override {
        OnOAuth::SetUp();
        if (!IsSkipped()) use("x", pair);
    }
    [[nodiscard]] std::string place() const { return "/x/" + app->id("acme") + "/x/connect"; }
    std::string begin(const std::string& who = "bob") { return app->post(who, place(), "").word("url"); }
    http::Response connect() { return come_back(start(begin() + "&agreed=yes"), "x"); }
    [[nodiscard]] std::string state() { return app->get("bob", place()).word("state"); }
    [[nodiscard]] std::string bearer() {
        return app->db().read([&](db::Tx& tx) {
            const auto accounts = pages::accounts_for_sending(tx, app->world(), app->id("acme"));
            const auto found = accounts.find("xBearer");
            return found == accounts.end() ? std::string() : found->second;
        });
    }
    [[nodiscard]] std::optional<pages::XConnection> take(Millis lasts = one_minute) {
        const Millis now = app->clock().now();
        return app->db().write([&](db::Tx& tx) {
            return pages::take_x_to_renew(tx, app->world(), now, now + 10 * one_minute, now + lasts);
        });
    }
    void renew() { notify::XRenewal(app->db(), app->world(), means({{"x", {"app", "secret"}}}), {}).renew_due(); }
    /// A token endpoint that gives a new pair for the refresh token before, once.
    void rotate() {
        service.asked.clear();
        service.instead = [this, number = 0](const net::HttpRequest& request) mutable {
            const std::string known = number == 0 ? "canary-refresh" : "refresh-" + std::to_string(number);
            net::HttpAnswer answer;
            answer.status = 400;
            answer.body = R"({"error":"invalid_grant"})";
            if (request.body != "grant_type=refresh_token&refresh_token=" + known) return answer;
            ++number;
            answer.status = 200;
            answer.body = R"({"expires_in":7200,"access_token":"access-)" + std::to_string(number) +
                          R"(","refresh_token":"refresh-)" + std::to_string(number) + "\"}";
            return answer;
        };
    }
    void refuse(int status, const std::string& body) {
        service.instead = [=](const net::HttpRequest&) {
            net::HttpAnswer answer;
            answer.status = status;
            answer.body = body;
            return answer;
        };
    }
};
INSTANTIATE_TEST_SUITE_P(Databases, ConnectingX, both(), kind_name);

TEST_P(ConnectingX, NamesThePageAndAsksWithProofOfPossession) {
    const std::string url = begin();
    const http::Response asks = go(url);
    EXPECT_EQ(asks.status, 200);
    EXPECT_NE(body_of(asks).find("updates of Acme"), std::string::npos) << "who was handed the link sees for whom";
    EXPECT_EQ(header_of(asks, "set-cookie"), "");
    const http::Response started = go(url + "&agreed=yes");
    const std::string location = header_of(started, "location");
    EXPECT_TRUE(location.starts_with("https://x.com/i/oauth2/authorize?response_type=code&client_id=app&")) << location;
    EXPECT_NE(location.find("scope=tweet.read%20tweet.write%20users.read%20offline.access"), std::string::npos);
    EXPECT_TRUE(location.ends_with("&code_challenge_method=S256"));
    const std::size_t at = location.find("code_challenge=") + 15;
    const std::string challenge = location.substr(at, location.find('&', at) - at);

    const http::Response back = come_back(start(url + "&agreed=yes"), "x");
    EXPECT_EQ(back.status, 200);
    EXPECT_NE(body_of(back).find("X is connected"), std::string::npos);
    EXPECT_EQ(service.asked.front().url, "https://api.x.com/2/oauth2/token");
    const std::string& form = service.asked.front().body;
    EXPECT_EQ(net::code_challenge(form.substr(form.find("code_verifier=") + 14)), challenge);
    EXPECT_EQ(state(), "CONNECTED");
    EXPECT_EQ(bearer(), "canary-access");
    EXPECT_EQ(app->dump().find("canary"), std::string::npos) << "sealed";
    EXPECT_EQ(app->post("bob", place(), "").text.find("canary"), std::string::npos);
}

TEST_P(ConnectingX, IsForgottenWhenToldSo) {
    connect();
    EXPECT_EQ(app->erase("bob", place()).word("state"), "NONE");
    EXPECT_EQ(state(), "NONE");
    EXPECT_EQ(bearer(), "");
    EXPECT_EQ(app->erase("bob", place()).status, 200) << "twice does no harm";
}

TEST_P(ConnectingX, TakesTheRightOfWhoAskedAtTheEnd) {
    const Trip earlier = start(begin() + "&agreed=yes"), trip = start(begin() + "&agreed=yes");
    app->post("alice", app->acme("/team"), R"({"email":"bob@acme.test","permission":"READ"})");
    EXPECT_EQ(come_back(earlier, "x").status, 400) << "who may only look by then";
    use("x", pair);
    app->erase("alice", app->acme("/team/" + member_id("bob@acme.test")));
    const http::Response back = come_back(trip, "x");
    EXPECT_EQ(back.status, 400);
    EXPECT_NE(body_of(back).find("X was not connected"), std::string::npos);
    EXPECT_EQ(app->get("alice", place()).word("state"), "NONE");
}

TEST_P(ConnectingX, WorksOnceAndInOneBrowser) {
    const Trip trip = start(begin() + "&agreed=yes");
    EXPECT_EQ(come_back({"", trip.state}, "x").status, 400);
    EXPECT_EQ(come_back(trip, "x").status, 200);
    EXPECT_EQ(come_back(trip, "x").status, 400);
    EXPECT_EQ(service.asked.size(), 1U);
}

TEST_P(ConnectingX, HalfAPairIsNone) {
    for (const char* body :
         {R"({"access_token":"a"})", R"({"refresh_token":"r"})", R"({"access_token":"a b","refresh_token":"r"})",
          R"({"access_token":"a\r\nX: y","refresh_token":"r"})", R"({"access_token":7,"refresh_token":8})"}) {
        refuse(200, body);
        EXPECT_EQ(connect().status, 400) << body;
    }
    EXPECT_EQ(state(), "NONE");
}

TEST_P(ConnectingX, LastsBetweenASecondAndThirtyDaysWhateverXSays) {
    const std::pair<std::string, Millis> cases[] = {
        {"-7200", one_second}, {"0", one_second}, {"9000000000000000000", 30 * one_day}, {"\"soon\"", 2 * one_hour}};
    for (const auto& [said, lasts] : cases) {
        use("x", R"({"access_token":"a","refresh_token":"r","expires_in":)" + said + "}");
        EXPECT_EQ(connect().status, 200) << said;
        const auto found =
            app->db().read([&](db::Tx& tx) { return pages::find_x_connection(tx, app->world(), app->id("acme")); });
        ASSERT_TRUE(found) << said;
        EXPECT_EQ(found->expires_at - app->clock().now(), lasts) << said;
    }
}

TEST_P(ConnectingX, IsRenewedBeforeItEnds) {
    connect();
    rotate();
    app->clock().tick(2 * one_hour - 10 * one_minute);
    renew();
    EXPECT_TRUE(service.asked.empty()) << "not yet";
    app->clock().tick(1);
    renew();
    EXPECT_EQ(bearer(), "access-1");
    renew();
    EXPECT_EQ(service.asked.size(), 1U);
    app->clock().tick(3 * one_hour);
    renew();
    EXPECT_EQ(bearer(), "access-2") << "with the new refresh token";
    EXPECT_EQ(state(), "CONNECTED");
}

TEST_P(ConnectingX, IsRenewedByOneNodeOnly) {
    connect();
    app->clock().tick(2 * one_hour);
    const auto mine = take();
    ASSERT_TRUE(mine);
    EXPECT_FALSE(take()) << "somebody renews it";
    const Millis until = app->clock().now() + one_minute;
    app->clock().tick(one_minute);
    ASSERT_TRUE(take()) << "they did not come back";
    app->db().write([&](db::Tx& tx) {
        pages::keep_x_tokens(tx, app->world(), *mine, until, {"late", "late"}, app->clock().now() + one_day);
    });
    EXPECT_EQ(bearer(), "canary-access") << "who lost their turn changes nothing";
}

TEST_P(ConnectingX, WhoConnectsAnewMeanwhileKeepsTheNewAccount) {
    connect();
    app->clock().tick(2 * one_hour);
    const auto mine = take();
    const Millis until = app->clock().now() + one_minute;
    use("x", R"({"access_token":"new","refresh_token":"new","expires_in":7200})");
    connect();
    app->db().write([&](db::Tx& tx) {
        pages::keep_x_tokens(tx, app->world(), *mine, until, {"old", "old"}, app->clock().now() + one_day);
        Act act = app->act();
        act.page_id = app->id("acme");
        act.workspace_id = app->id("workspace");
        pages::break_x(tx, act, *mine, until);
    });
    EXPECT_EQ(bearer(), "new");
    EXPECT_EQ(state(), "CONNECTED");
}

TEST_P(ConnectingX, BreaksWhenXSaysNoForEverAndElseTriesAgain) {
    connect();
    app->clock().tick(2 * one_hour);
    const std::pair<int, const char*> troubles[] = {
        {503, ""}, {429, ""}, {401, R"({"error":"invalid_client"})"}, {200, "{}"}, {403, "<html>"}};
    for (const auto& [status, body] : troubles) {
        refuse(status, body);
        renew();
        EXPECT_EQ(state(), "CONNECTED") << status;
        app->clock().tick(one_minute);
    }
    refuse(400, R"({"error":"invalid_request","error_description":"Value passed for the token was invalid."})");
    renew();
    EXPECT_EQ(state(), "BROKEN");
    EXPECT_EQ(bearer(), "") << "then the keys that were filled in are used, if there are some";
    service.asked.clear();
    app->clock().tick(one_day);
    renew();
    EXPECT_TRUE(service.asked.empty());
    use("x", pair);
    connect();
    EXPECT_EQ(state(), "CONNECTED");
    app->clock().tick(2 * one_hour);
    refuse(400, R"({"error":"invalid_grant"})");
    renew();
    EXPECT_EQ(state(), "BROKEN") << "the standard's own word";
}

TEST_P(ConnectingX, NewTokensAreKeptAsSoonAsTheDatabaseIsBack) {
    connect();
    app->clock().tick(2 * one_hour);
    rotate();
    ShakyDb shaky(app->db());
    service.meanwhile = [&] { shaky.away = 1; };
    notify::XRenewal(shaky, app->world(), means({{"x", {"app", "secret"}}}), {}).renew_due();
    EXPECT_EQ(bearer(), "access-1") << "the pair before is worth nothing any more";
    EXPECT_EQ(service.asked.size(), 1U);
}

TEST_P(ConnectingX, PostsWaitForAFreshToken) {
    connect();
    std::vector<std::string> posts;
    std::mutex mutex;
    RudeServer x([&](RudeServer::Peer& peer) {
        while (const auto request = peer.read()) {
            const std::lock_guard lock(mutex);
            posts.push_back(request->head);
            if (!peer.send(http_answer("201 Created", R"({"data":{"id":"1","text":"a"}})"))) return;
        }
    });
    Told told(*app, [&](notify::DispatcherOptions& options) {
        std::string url = x.url();
        url.pop_back();
        options.means.provider_urls["x"] = url;
    });
    app->clock().tick(2 * one_hour);
    app->post("edna", app->acme("/incidents"),
              R"({"name":"Slow","message":"m","status":"INVESTIGATING","notify":true})");
    app->clock().tick(one_minute);
    told.run();
    EXPECT_TRUE(posts.empty()) << "X would refuse the old token for good";
    rotate();
    renew();
    app->clock().tick(10 * one_second);
    told.run();
    ASSERT_EQ(posts.size(), 1U);
    EXPECT_NE(posts.front().find("Authorization: Bearer access-1\r\n"), std::string::npos);
}

}  // namespace
}  // namespace daymark::test
