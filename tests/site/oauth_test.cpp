// Readers connect a channel of Slack or Discord, and what nobody can do by it.
#include "site/on_oauth.h"

namespace daymark::test {
namespace {

class ConnectingAChat : public OnOAuth {};
INSTANTIATE_TEST_SUITE_P(Databases, ConnectingAChat, both(), kind_name);

TEST_P(ConnectingAChat, IsOfferedWhereTheOperatorHasAnApp) {
    EXPECT_NE(page("/subscribe/slack").find("Add to Slack"), std::string::npos);
    EXPECT_NE(page("/subscribe/slack").find("name=\"address\""), std::string::npos) << "pasting stays possible";
    EXPECT_NE(page("/de/subscribe/discord").find("Zu Discord hinzufügen"), std::string::npos);
    EXPECT_EQ(page("/subscribe/google-chat").find("name=\"connect\""), std::string::npos);
    open_with({{"slack", {"app", ""}}});
    EXPECT_EQ(page("/subscribe/slack").find("name=\"connect\""), std::string::npos) << "half an app is none";
    EXPECT_THROW(go("/oauth/slack/start?ticket=x"), Error);
    EXPECT_EQ(send("/subscribe/slack", {{"connect", "yes"}}).status, 400) << "then an address is missing";
}

TEST_P(ConnectingAChat, LeadsToSlackAndBackToTheirSubscription) {
    const std::string url = leave(
        "slack", {{"scope", "some"}, {"component", app->id("api")}, {"language", "de"}, {"zone", "Europe/Berlin"}});
    const http::Response started = go(url);
    const std::string location = header_of(started, "location");
    EXPECT_TRUE(
        location.starts_with("https://slack.com/oauth/v2/authorize?response_type=code&client_id=app"
                             "&redirect_uri=https%3A%2F%2Fstatus.test%2Foauth%2Fslack%2Fcallback"
                             "&scope=incoming-webhook&state="))
        << location;
    const std::string cookie = header_of(started, "set-cookie");
    EXPECT_TRUE(cookie.starts_with("__Host-daymark-oauth-slack=")) << cookie;
    EXPECT_TRUE(cookie.ends_with("; Path=/; Max-Age=600; HttpOnly; SameSite=Lax; Secure")) << cookie;
    EXPECT_EQ(header_of(started, "cache-control"), "no-store");
    EXPECT_EQ(header_of(started, "referrer-policy"), "no-referrer");
    EXPECT_TRUE(service.asked.empty());

    const http::Response back = come_back(start(url));
    EXPECT_EQ(back.status, 303);
    const json::array list = subscribers();
    ASSERT_EQ(list.size(), 1U);
    const json::object& one = list.front().as_object();
    EXPECT_EQ(one.at("slack").as_string(), hook);
    EXPECT_EQ(one.at("slackTeam").as_string(), "Acme #status");
    EXPECT_TRUE(one.at("discordTeam").is_null());
    EXPECT_TRUE(one.at("confirmed").as_bool());
    EXPECT_FALSE(one.at("all").as_bool());
    EXPECT_EQ(one.at("components").at(0).at("id").as_string(), app->id("api"));
    EXPECT_EQ(one.at("language").as_string(), "de");
    const std::string manage = header_of(back, "location");
    EXPECT_TRUE(manage.starts_with("https://acme.status.test/manage/")) << manage;
    EXPECT_NE(page(path_in(manage)).find("Acme #status gets updates of Acme."), std::string::npos);
    ASSERT_EQ(service.asked.size(), 1U);
    EXPECT_EQ(service.asked.front().url, "https://slack.com/api/oauth.v2.access");
    EXPECT_EQ(service.asked.front().body.find("secret"), std::string::npos);
}

TEST_P(ConnectingAChat, LeadsToDiscordToo) {
    use("discord", R"({"access_token":"t","webhook":{"id":"1","token":"canary","name":"Status","guild_id":"2",)"
                   R"("url":"https://discord.com/api/webhooks/1/canary"}})");
    const std::string url = leave("discord", {}, {}, "/de/");
    EXPECT_NE(header_of(go(url), "location").find("https://discord.com/oauth2/authorize?"), std::string::npos);
    EXPECT_TRUE(
        header_of(come_back(start(url), "discord"), "location").starts_with("https://acme.status.test/de/manage/"));
    const json::array list = subscribers();
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list.front().at("discord").as_string(), "https://discord.com/api/webhooks/1/canary");
    EXPECT_EQ(list.front().at("discordTeam").as_string(), "Status");
    EXPECT_EQ(list.front().at("language").as_string(), "de");
}

TEST_P(ConnectingAChat, NamesATeamInOneShortLineOfWholeCharacters) {
    std::string many;
    for (int i = 0; i < 100; ++i) many += "ü";
    use("slack", R"({"ok":true,"team":{"name":"A\nB)" + many + R"("},"incoming_webhook":{"url":")" + hook + "\"}}");
    come_back(start(leave()));
    const json::array list = subscribers();
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list.front().at("slackTeam").as_string(), "A B" + many.substr(0, 116));
}

TEST_P(ConnectingAChat, LeadsBackBelowTheMainHostWhoCameFromThere) {
    http::Request request;
    request.method = http::Method::Post;
    request.path = "/p/acme/subscribe/slack";
    request.headers = {{"content-type", "application/x-www-form-urlencoded"}};
    request.body = "connect=yes";
    settle();
    const http::Response sent = site->handle("acme", "/subscribe/slack", request, site::Mount::MainHost);
    const http::Response back = come_back(start(header_of(sent, "refresh").substr(7)));
    EXPECT_TRUE(header_of(back, "location").starts_with("https://status.test/p/acme/manage/"));
}

TEST_P(ConnectingAChat, AnAddressThatWasFilledInIsWhatIsMeant) {
    const http::Response sent = send("/subscribe/slack", {{"connect", "yes"}, {"address", hook}});
    EXPECT_EQ(sent.status, 200);
    EXPECT_EQ(header_of(sent, "refresh"), "");
    EXPECT_TRUE(subscribers().front().at("slackTeam").is_null());
}

TEST_P(ConnectingAChat, WhatIsChosenMustBeThereBeforeAnybodyLeaves) {
    for (const Fields& fields :
         {Fields{{"scope", "some"}}, {{"scope", "some"}, {"component", app->id("mallorys_component")}}}) {
        Fields all = fields;
        all.emplace_back("connect", "yes");
        const http::Response sent = send("/subscribe/slack", all);
        EXPECT_EQ(sent.status, 400);
        EXPECT_NE(body_of(sent).find("Choose at least one component"), std::string::npos);
    }
}

TEST_P(ConnectingAChat, WorksOnce) {
    const Trip trip = start(leave());
    come_back(trip);
    service.codes.insert("another");
    const std::string before = app->dump();
    const http::Response again = come_back(trip, "slack", "code=another");
    EXPECT_EQ(header_of(again, "location"), "https://acme.status.test/connect/slack/used");
    EXPECT_NE(page("/connect/slack/used").find("This attempt was used already."), std::string::npos);
    EXPECT_EQ(service.asked.size(), 1U);
    EXPECT_EQ(app->dump(), before);
}

TEST_P(ConnectingAChat, WorksOnceAlsoAtTheSameTime) {
    const Trip trip = start(leave());
    service.meanwhile = [&] { EXPECT_TRUE(header_of(come_back(trip), "location").ends_with("/used")); };
    EXPECT_NE(header_of(come_back(trip), "location").find("/manage/"), std::string::npos);
    EXPECT_EQ(subscribers().size(), 1U);
}

TEST_P(ConnectingAChat, OfTwoThatUseItOneIsFirst) {
    const std::string url = leave();
    const std::string id = url.substr(url.find("ticket=") + 7, 25);
    const auto use_it = [&] { return app->db().write([&](db::Tx& tx) { return pages::use_consent(tx, id); }); };
    EXPECT_TRUE(use_it());
    EXPECT_FALSE(use_it());
}

TEST_P(ConnectingAChat, WorksInTheBrowserThatBeganItOnly) {
    const Trip trip = start(leave()), other = start(leave());
    const std::string before = app->dump();
    for (const std::string& cookie : {std::string(), std::string("__Host-daymark-oauth-slack="), other.cookie,
                                      "daymark-oauth-slack=" + trip.cookie.substr(trip.cookie.find('=') + 1)}) {
        const http::Response back = come_back({cookie, trip.state});
        EXPECT_EQ(back.status, 400) << cookie;
        EXPECT_NE(body_of(back).find("did not begin in this browser"), std::string::npos);
        EXPECT_EQ(body_of(back).find("Acme"), std::string::npos) << "nobody's page is named to them";
    }
    EXPECT_EQ(come_back({trip.cookie, other.state}).status, 400) << "a state of somebody else's";
    EXPECT_TRUE(service.asked.empty());
    EXPECT_EQ(app->dump(), before);
    EXPECT_EQ(come_back(trip).status, 303) << "who began it is not kept from going on";
}

TEST_P(ConnectingAChat, NothingOfItCanBeForged) {
    const std::string url = leave();
    const Trip trip = start(url);
    const std::string before = app->dump();
    const auto altered = [](std::string text, std::size_t i) {
        text[i] = text[i] == 'a' ? 'b' : 'a';
        return text;
    };
    for (std::size_t i = 0; i < trip.state.size(); ++i)
        EXPECT_EQ(come_back({trip.cookie, altered(trip.state, i)}).status, 400) << i;
    const std::size_t ticket = url.find("ticket=") + 7;
    for (std::size_t i = ticket; i < url.size(); ++i) EXPECT_EQ(go(altered(url, i)).status, 400) << i;
    for (const char* nonsense : {"", ".", "...", "a.b.c.d", "%00", "..99999999999999999999.x"}) {
        EXPECT_EQ(come_back({trip.cookie, nonsense}).status, 400) << nonsense;
        EXPECT_EQ(go("/oauth/slack/start?ticket=" + std::string(nonsense)).status, 400) << nonsense;
    }
    std::string elsewhere = url;
    EXPECT_EQ(go(elsewhere.replace(elsewhere.find("slack"), 5, "discord")).status, 400) << "signed for Slack";
    EXPECT_EQ(go("/oauth/discord/callback?code=canary-code&state=" + trip.state,
                 "__Host-daymark-oauth-discord=" + trip.cookie.substr(trip.cookie.find('=') + 1))
                  .status,
              400);
    EXPECT_EQ(go("/oauth/slack/start?ticket=" + trip.state).status, 400) << "a state is no ticket";
    EXPECT_TRUE(service.asked.empty());
    EXPECT_EQ(app->dump(), before);
}

TEST_P(ConnectingAChat, EndsAfterTenMinutes) {
    const std::string url = leave();
    const Trip trip = start(url);
    app->clock().tick(10 * one_minute - 1);
    const Trip late = start(url);
    app->clock().tick(1);
    const http::Response started = go(url);
    EXPECT_EQ(started.status, 400);
    EXPECT_NE(body_of(started).find("has expired"), std::string::npos);
    for (const Trip& one : {trip, late})
        EXPECT_EQ(header_of(come_back(one), "location"), "https://acme.status.test/connect/slack/expired");
    EXPECT_TRUE(service.asked.empty());
    EXPECT_TRUE(subscribers().empty());
}

TEST_P(ConnectingAChat, IsNotUsedUpByLookingAhead) {
    const Trip trip = start(leave());
    EXPECT_THROW(go("/oauth/slack/callback?code=canary-code&state=" + trip.state, trip.cookie, http::Method::Head),
                 Error);
    EXPECT_THROW(go("/oauth/slack/callback?code=canary-code&state=" + trip.state, trip.cookie, http::Method::Post),
                 Error);
    EXPECT_EQ(come_back(trip).status, 303);
    EXPECT_EQ(subscribers().size(), 1U);
}

TEST_P(ConnectingAChat, SaysInWordsWhyItFailed) {
    const auto outcome = [this](const std::string& with) {
        const std::string location = header_of(come_back(start(leave()), "slack", with), "location");
        EXPECT_TRUE(location.starts_with("https://acme.status.test/connect/slack/")) << location;
        return location.substr(location.rfind('/') + 1);
    };
    const auto answering = [this](int status, const std::string& body) {
        service.instead = [=](const net::HttpRequest&) {
            net::HttpAnswer answer;
            answer.status = status;
            answer.body = body;
            return answer;
        };
    };
    EXPECT_EQ(outcome("error=access_denied"), "denied");
    EXPECT_EQ(outcome("error=server_error"), "refused");
    EXPECT_EQ(outcome("error=%3Cscript%3E"), "refused");
    EXPECT_EQ(outcome("x=y"), "refused");
    EXPECT_TRUE(service.asked.empty());
    EXPECT_EQ(outcome("code=guess"), "refused");
    for (const char* body :
         {R"({"ok":false,"error":"invalid_client"})", "{}", "[]", "null", "", "<html>", R"({"incoming_webhook":7})",
          R"({"ok":true,"incoming_webhook":{"url":"https://evil.example/services/T0"}})",
          R"({"ok":true,"incoming_webhook":{"url":"https://hooks.slack.com@evil.example/services/T0"}})",
          R"({"ok":true,"incoming_webhook":{"url":"http://hooks.slack.com/services/T0"}})"}) {
        answering(200, body);
        EXPECT_EQ(outcome("code=canary-code"), "refused") << body;
    }
    answering(401, R"({"error":"invalid_client"})");
    EXPECT_EQ(outcome("code=canary-code"), "refused");
    answering(302, "");
    EXPECT_EQ(outcome("code=canary-code"), "refused");
    answering(503, "");
    EXPECT_EQ(outcome("code=canary-code"), "silent");
    service.instead = [](const net::HttpRequest&) {
        net::HttpAnswer answer;
        answer.fault = net::HttpAnswer::Fault::TimedOut;
        return answer;
    };
    EXPECT_EQ(outcome("code=canary-code"), "silent");
    EXPECT_TRUE(subscribers().empty());
    EXPECT_NE(page("/connect/slack/denied").find("Slack says that you did not agree."), std::string::npos);
    EXPECT_NE(page("/connect/slack/silent").find("href=\"../../subscribe/slack\""), std::string::npos);
    EXPECT_EQ(read("/connect/slack/made-up").status, 404);
    EXPECT_EQ(read("/connect/nobody/denied").status, 404);
    EXPECT_EQ(read("/connect").status, 404);
}

TEST_P(ConnectingAChat, LeadsNowhereElse) {
    const Trip trip = start(leave() + "&redirect_uri=https://evil.example&next=https://evil.example");
    const http::Response back = come_back(
        trip, "slack", "code=canary-code&redirect_uri=https%3A%2F%2Fevil.example&next=//evil.example&root=evil");
    EXPECT_TRUE(header_of(back, "location").starts_with("https://acme.status.test/manage/"));
    EXPECT_EQ(service.asked.front().body.find("evil"), std::string::npos);
}

TEST_P(ConnectingAChat, KeepsNoCodeNoTokenAndNoAddressInClear) {
    const Trip trip = start(leave());
    come_back(trip);
    const std::string dump = app->dump();
    EXPECT_EQ(dump.find("canary"), std::string::npos);
    EXPECT_EQ(dump.find(trip.cookie.substr(trip.cookie.find('=') + 1)), std::string::npos);
}

TEST_P(ConnectingAChat, OfAPrivatePageIsForItsReaders) {
    make_private();
    const http::Response stranger = send("/subscribe/slack", {{"connect", "yes"}});
    EXPECT_EQ(stranger.status, 401);
    EXPECT_EQ(header_of(stranger, "refresh"), "");
    const Trip trip = start(leave("slack", {}, insider()));
    EXPECT_EQ(come_back({"", trip.state}).status, 400);
    EXPECT_TRUE(header_of(come_back(trip), "location").starts_with("https://acme.status.test/manage/"));
    EXPECT_EQ(subscribers().size(), 1U);
}

TEST_P(ConnectingAChat, IsNotForFloods) {
    for (int i = 0; i < 30; ++i) leave();
    const http::Response sent = send("/subscribe/slack", {{"connect", "yes"}});
    EXPECT_EQ(sent.status, 429);
    EXPECT_EQ(header_of(sent, "refresh"), "");
    EXPECT_NE(header_of(send("/subscribe/slack", {{"connect", "yes"}}, {.address = "198.51.100.7"}), "refresh"), "");
    app->clock().tick(one_hour);
    leave();
}

TEST_P(ConnectingAChat, IsNotForFloodsFromManyAddressesEither) {
    Act act = app->act();
    app->db().write([&](db::Tx& tx) {
        const auto ask_on = [&](const std::string& page, int address) {
            act.page_id = app->id(page);
            act.remote_address = std::to_string(address);
            return pages::ask_consent(tx, act, "slack", "{}").has_value();
        };
        for (int i = 0; i < 1'000; ++i) ASSERT_TRUE(ask_on("acme", i)) << i;
        EXPECT_FALSE(ask_on("acme", 1'000));
        EXPECT_TRUE(ask_on("mallorys_page", 1'000)) << "a page's flood is its own";
    });
    EXPECT_EQ(send("/subscribe/slack", {{"connect", "yes"}}).status, 429);
    app->clock().tick(one_hour);
    leave();
}

TEST_P(ConnectingAChat, EndsWithItsPage) {
    const Trip trip = start(leave());
    app->erase("alice", app->acme());
    const http::Response back = come_back(trip);
    EXPECT_EQ(back.status, 400);
    EXPECT_TRUE(service.asked.empty());
}

TEST_P(ConnectingAChat, ManyThatWaitDoNotTakeAllWorkers) {
    const Trip one = start(leave()), two = start(leave()), three = start(leave());
    service.meanwhile = [&] {
        service.meanwhile = [&] { EXPECT_TRUE(header_of(come_back(three), "location").ends_with("/silent")); };
        come_back(two);
    };
    come_back(one);
    EXPECT_EQ(service.asked.size(), 2U);
    service.codes.insert("later");
    service.answer.replace(service.answer.find("/canary"), 7, "/another");
    EXPECT_NE(header_of(come_back(three, "slack", "code=later"), "location").find("/manage/"), std::string::npos)
        << "it was not used up";
}

TEST_P(ConnectingAChat, OldOnesAreForgotten) {
    leave();
    EXPECT_EQ(app->db().write([&](db::Tx& tx) { return pages::forget_consents(tx, app->clock().now() - 1); }), 0);
    EXPECT_EQ(app->db().write([&](db::Tx& tx) { return pages::forget_consents(tx, app->clock().now() + 1); }), 1);
}

}  // namespace
}  // namespace daymark::test
