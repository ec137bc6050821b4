// How people subscribe to Acme's page, and what nobody learns by it.
#include "platform/crypto/standard_webhook.h"
#include "site/on_public_site.h"

#include "subscribers/self_service.h"
#include "subscribers/subscriber.h"
#include "support/text_checks.h"
#include "support/told.h"

namespace daymark::test {
namespace {

using namespace subscribers;

std::string encoded(const std::string& text) {
    static constexpr std::string_view hex = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += hex[byte / 16];
        out += hex[byte % 16];
    }
    return out;
}

using Fields = std::vector<std::pair<std::string, std::string>>;

class Subscribing : public OnPublicSite {
protected:
    http::Response send(const std::string& path, const Fields& fields, const std::string& from = "203.0.113.9") {
        settle();
        http::Request request;
        request.method = http::Method::Post;
        request.path = path;
        request.headers = {{"content-type", "application/x-www-form-urlencoded"}};
        request.remote_address = from;
        for (const auto& [name, value] : fields) {
            request.body += (request.body.empty() ? "" : "&") + encoded(name) + "=" + encoded(value);
        }
        return site->handle(subdomain, path, request, site::Mount::OwnHost);
    }
    /// The record as the API shows it, or null.
    [[nodiscard]] json::value found(const std::string& search) {
        const Answer list = app->get("bob", app->acme("/subscribers?search=" + search));
        return list.body.as_array().empty() ? json::value() : list.body.as_array().front();
    }
    [[nodiscard]] std::string id_of(const std::string& search) {
        return std::string(found(search).as_object().at("id").as_string());
    }
    [[nodiscard]] std::string confirmation(const std::string& id, const std::string& notice = "",
                                           Millis lasts = one_hour) {
        return "/confirm/" + confirmation_token(app->world().key, {id, notice, app->clock().now() + lasts});
    }
    [[nodiscard]] std::string managing(const std::string& id) {
        return "/manage/" + manage_token(app->world().key, id);
    }
    std::string subscribed(const std::string& email, const Fields& more = {}) {
        Fields fields{{"address", email}};
        fields.insert(fields.end(), more.begin(), more.end());
        send("/subscribe/email", fields);
        std::string id = id_of(email);
        send(confirmation(id), {});
        return id;
    }
    [[nodiscard]] std::int64_t requests() {
        return app->db().read(
            [](db::Tx& tx) { return tx.one("test", "select count(*) from subscription_requests")->integer(0); });
    }

    std::string subdomain = "acme";
};
INSTANTIATE_TEST_SUITE_P(Databases, Subscribing, both(), kind_name);

TEST_P(Subscribing, ByEmailWaitsForAYes) {
    const http::Response asked = send("/subscribe/email", {{"address", " Kim@Example.com "}});
    EXPECT_EQ(asked.status, 200);
    EXPECT_NE(body_of(asked).find("Check your e-mail"), std::string::npos);
    EXPECT_FALSE(found("kim@example.com").as_object().at("confirmed").as_bool());
    const std::string link = confirmation(id_of("kim@example.com"));
    for (int i = 0; i < 3; ++i) EXPECT_NE(page(link).find("<form method=\"post\">"), std::string::npos);
    EXPECT_FALSE(found("kim@example.com").as_object().at("confirmed").as_bool()) << "looking is no yes";
    const std::string told = body_of(send(link, {}));
    EXPECT_NE(told.find("You are subscribed"), std::string::npos);
    EXPECT_NE(told.find("href=\"../manage/" + id_of("kim@example.com") + "."), std::string::npos);
    EXPECT_TRUE(found("kim@example.com").as_object().at("confirmed").as_bool());
    EXPECT_EQ(send(link, {}).status, 200) << "saying it twice does no harm";
}

TEST_P(Subscribing, TheLinkToSayYesLastsAWeekFromTheAsking) {
    Told told(*app);
    send("/subscribe/email", {{"address", "kim@example.com"}});
    const std::string link = confirmation(id_of("kim@example.com"), "", confirmation_lasts);
    app->clock().tick(one_hour);
    told.run();
    const auto mails = told.mailer.take();
    ASSERT_EQ(mails.size(), 1U);
    EXPECT_TRUE(has(unparted(mails[0].bytes), link)) << mails[0].bytes;
    app->clock().tick(confirmation_lasts - one_hour - one_second);
    EXPECT_EQ(read(link).status, 200);
    app->clock().tick(one_second);
    EXPECT_EQ(read(link).status, 410);
}

TEST_P(Subscribing, TheAnswerIsTheSameForWhoeverIsKnown) {
    subscribed("known@example.com");
    const std::string before = body_of(send("/subscribe/email", {{"address", "known@example.com"}}));
    std::string other = body_of(send("/subscribe/email", {{"address", "newby@example.com"}}));
    for (std::size_t at = other.find("newby@"); at != std::string::npos; at = other.find("newby@")) {
        other.replace(at, 6, "known@");
    }
    EXPECT_EQ(before, other);
}

TEST_P(Subscribing, AnAddressIsNoProofOfBeingItsOwner) {
    const std::string id = subscribed("kim@example.com", {{"scope", "some"}, {"component", app->id("api")}});
    const json::value before = found("kim@example.com");
    send("/subscribe/email", {{"address", "kim@example.com"}, {"scope", "all"}, {"language", "de"}}, "198.51.100.7");
    EXPECT_EQ(json::text(found("kim@example.com")), json::text(before));
    EXPECT_EQ(id_of("kim@example.com"), id);
}

TEST_P(Subscribing, WhatIsChosenIsKept) {
    subscribed("kim@example.com", {{"scope", "some"},
                                   {"component", app->id("api")},
                                   {"component", app->id("mail")},
                                   {"language", "de"},
                                   {"zone", "Europe/Berlin"}});
    const json::value kept = found("kim@example.com");
    EXPECT_FALSE(kept.as_object().at("all").as_bool());
    EXPECT_EQ(kept.as_object().at("components").as_array().size(), 2U);
    EXPECT_EQ(kept.as_object().at("language").as_string(), "de");
    send("/de/subscribe/email", {{"address", "lee@example.com"}});
    EXPECT_EQ(found("lee@example.com").as_object().at("language").as_string(), "de") << "that of the form";
}

TEST_P(Subscribing, MistakesAreShownInTheFormAndChangeNothing) {
    const std::string before = app->dump();
    const auto refused = [this](const std::string& path, const Fields& fields, const std::string& why) {
        const http::Response response = send(path, fields);
        EXPECT_EQ(response.status, 400) << why;
        EXPECT_NE(body_of(response).find(why), std::string::npos) << body_of(response);
    };
    refused("/subscribe/email", {{"address", "no \"address\""}}, "Enter an e-mail address");
    refused("/subscribe/email", {{"address", "no \"address\""}}, "value=\"no &quot;address&quot;\"");
    refused("/subscribe/email", {}, "Enter an e-mail address");
    refused("/subscribe/email", {{"address", "kim@example.com"}, {"scope", "some"}}, "Choose at least one component");
    refused("/subscribe/email",
            {{"address", "kim@example.com"}, {"scope", "some"}, {"component", app->id("mallorys_component")}},
            "Choose at least one component");
    refused("/subscribe/webhook", {{"address", "ftp://a.example"}}, "Enter an address that begins with");
    refused("/subscribe/slack", {{"address", "https://example.com/services/T0"}}, "incoming webhook of Slack");
    EXPECT_EQ(app->dump(), before);
}

TEST_P(Subscribing, SmsIsThereWhereTheOwnerWantsIt) {
    EXPECT_EQ(send("/subscribe/sms", {{"address", "+1 415 555 0100"}}).status, 404);
    EXPECT_EQ(read("/subscribe/sms").status, 404);
    app->put("alice", app->acme(), R"({"subscribeBySms":true})");
    EXPECT_NE(page("/subscribe/sms").find("Phone number"), std::string::npos);
    const http::Response asked = send("/subscribe/sms", {{"address", "+1 415 555 0100"}});
    EXPECT_NE(body_of(asked).find("Check your phone"), std::string::npos);
    EXPECT_FALSE(found("14155550100").as_object().at("confirmed").as_bool());
}

TEST_P(Subscribing, AWebhookGetsItsSecretOnce) {
    const std::string url = "https://hooks.example.com/one?key=hush";
    const std::string told =
        body_of(send("/subscribe/webhook", {{"address", url}, {"webhook-email", "Ops@Example.com"}}));
    const std::size_t at = told.find("class=\"secret\">");
    ASSERT_NE(at, std::string::npos) << told;
    const std::string secret = told.substr(at + 15, 64);
    EXPECT_EQ(secret.find_first_not_of("0123456789abcdef"), std::string::npos);
    EXPECT_NE(told.find(crypto::standard_secret(secret)), std::string::npos) << "for libraries of Standard Webhooks";
    EXPECT_EQ(told.find("hush"), std::string::npos);
    EXPECT_EQ(app->dump().find(secret), std::string::npos) << "sealed at rest";
    const json::value shown = app->get("bob", app->acme("/subscribers")).body.as_array().front();
    EXPECT_EQ(shown.as_object().at("webhook").as_string(), url);
    EXPECT_EQ(shown.as_object().at("webhookEmail").as_string(), "ops@example.com");
    const std::string bare = body_of(send("/subscribe/webhook", {{"address", "https://hooks.example.com?key=hush"}}));
    EXPECT_NE(bare.find("hooks.example.com gets updates"), std::string::npos);
    EXPECT_EQ(bare.find("hush"), std::string::npos);
    const http::Response again = send("/subscribe/webhook", {{"address", url}});
    EXPECT_EQ(again.status, 400);
    EXPECT_NE(body_of(again).find("subscribed already"), std::string::npos);
    EXPECT_EQ(body_of(again).find("class=\"secret\""), std::string::npos);
}

TEST_P(Subscribing, ChatsGiveTheAddressOfAWebhook) {
    const Fields chats{{"slack", "https://hooks.slack.com/services/T0/B0/x"},
                       {"discord", "https://discord.com/api/webhooks/1/x"},
                       {"microsoft-teams", "https://acme.webhook.office.com/webhookb2/x"},
                       {"google-chat", "https://chat.googleapis.com/v1/spaces/A/messages?key=x"}};
    for (const auto& [way, url] : chats) {
        EXPECT_NE(page("/subscribe/" + way).find("type=\"url\""), std::string::npos) << way;
        EXPECT_NE(body_of(send("/subscribe/" + way, {{"address", url}})).find("You are subscribed"), std::string::npos)
            << way;
    }
    std::string all = json::text(app->get("bob", app->acme("/subscribers")).body);
    for (const char* text : {R"("slack":"https://hooks.slack.com)", R"("discord":"https://discord.com)",
                             R"("microsoftTeamsWebhook":"https://acme)", R"("googleChatWebhook":"https://chat)"}) {
        EXPECT_NE(all.find(text), std::string::npos) << text;
    }
    EXPECT_EQ(app->dump().find("hooks.slack.com"), std::string::npos);
}

TEST_P(Subscribing, FeedsAndAccountsAreOnlyPointedAt) {
    EXPECT_NE(page("/subscribe/rss").find("https://acme.status.test/history.rss"), std::string::npos);
    EXPECT_NE(page("/de/subscribe/calendar").find("https://acme.status.test/de/calendar.ics"), std::string::npos);
    EXPECT_EQ(read("/subscribe/x").status, 404);
    app->put("alice", app->acme(), R"({"twitter":"acme"})");
    EXPECT_NE(page("/subscribe/x").find("https://x.com/acme"), std::string::npos);
    EXPECT_EQ(send("/subscribe/rss", {{"address", "kim@example.com"}}).status, 404);
    EXPECT_EQ(read("/subscribe/telex").status, 404);
}

TEST_P(Subscribing, ANoticeIsFollowedAlone) {
    const std::string incident = open_incident(), form = "/notices/" + incident + "/subscribe";
    EXPECT_NE(page("/incident/" + incident).find("../notices/" + incident + "/subscribe"), std::string::npos);
    EXPECT_NE(page(form).find("Checkout is slow"), std::string::npos);
    EXPECT_EQ(read("/notices/" + app->id("api") + "/subscribe").status, 404);
    EXPECT_EQ(send("/notices/" + app->id("api") + "/subscribe", {{"address", "kim@example.com"}}).status, 404);
    send(form, {{"address", "kim@example.com"}});
    const std::string id = id_of("kim@example.com");
    EXPECT_FALSE(found("kim@example.com").as_object().at("all").as_bool());
    send(confirmation(id), {});
    EXPECT_NE(page(managing(id)).find("Checkout is slow"), std::string::npos);
    // Beside components, by saying yes once more.
    const std::string lee = subscribed("lee@example.com", {{"scope", "some"}, {"component", app->id("api")}});
    send(form, {{"address", "lee@example.com"}});
    EXPECT_EQ(page(managing(lee)).find("Checkout is slow"), std::string::npos);
    send(confirmation(lee, incident), {});
    EXPECT_NE(page(managing(lee)).find("Checkout is slow"), std::string::npos);
}

TEST_P(Subscribing, IsChangedByTheLinkInMessages) {
    const std::string id = subscribed("kim@example.com"), link = managing(id);
    EXPECT_NE(page(link).find("value=\"all\" checked"), std::string::npos);
    const std::string saved = body_of(
        send(link, {{"scope", "some"}, {"component", app->id("mail")}, {"language", "fr"}, {"zone", "Asia/Tokyo"}}));
    EXPECT_NE(saved.find("Saved."), std::string::npos);
    EXPECT_NE(saved.find("<option selected>Asia/Tokyo"), std::string::npos);
    EXPECT_EQ(found("kim@example.com").as_object().at("language").as_string(), "fr");
    const json::value kept = found("kim@example.com");
    EXPECT_EQ(send(link, {{"scope", "some"}}).status, 400);
    EXPECT_EQ(send(link, {{"zone", "Mars/Base"}}).status, 400);
    EXPECT_EQ(json::text(found("kim@example.com")), json::text(kept));
    const std::string unknown = open_incident();
    send(link, {{"scope", "some"}, {"component", app->id("mail")}, {"notice", unknown}});
    EXPECT_EQ(page(link).find("Checkout is slow"), std::string::npos) << "a notice is followed by way of its form";
}

TEST_P(Subscribing, EndsAtOnceByTheLinkInMessages) {
    const std::string id = subscribed("kim@example.com");
    const std::string token = unsubscribe_token(app->world().key, id);
    const std::string link = "/unsubscribe/" + id + "." + token;
    for (int i = 0; i < 3; ++i) EXPECT_NE(page(link).find("Unsubscribe?"), std::string::npos);
    EXPECT_FALSE(found("kim@example.com").is_null()) << "programs that open every link end nothing";
    settle();
    http::Request compatible;
    compatible.path = "/unsubscribe";
    compatible.query = {{"id", id}, {"token", token}};
    EXPECT_EQ(site->handle("acme", "/unsubscribe", compatible, site::Mount::OwnHost).status, 200);
    EXPECT_EQ(send(link, {{"List-Unsubscribe", "One-Click"}}).status, 200);
    EXPECT_TRUE(found("kim@example.com").is_null());
    for (const std::string& dead : {link, managing(id), confirmation(id)}) {
        EXPECT_EQ(read(dead).status, 410) << dead;
        EXPECT_EQ(send(dead, {}).status, 410) << dead;
    }
}

TEST_P(Subscribing, LinksOfOthersOpenNothing) {
    const std::string kim = subscribed("kim@example.com"), lee = subscribed("lee@example.com");
    const std::string token = unsubscribe_token(app->world().key, kim);
    const std::string before = app->dump();
    for (const std::string& path :
         {"/unsubscribe/" + lee + "." + token, "/manage/" + lee + "." + token,
          "/unsubscribe/" + kim + "." + token + "0", "/unsubscribe/" + kim, std::string("/unsubscribe/."),
          std::string("/manage/"), std::string("/confirm/") + kim + ".-.99999999999.0",
          confirmation(kim, "", -one_hour), "/confirm/" + lee + confirmation(kim).substr(9 + kim.size())}) {
        EXPECT_EQ(send(path, {}).status, 410) << path;
        if (path.ends_with('/')) continue;  // leads to the address without
        EXPECT_EQ(read(path).status, 410) << path;
    }
    subdomain = "mallory";
    EXPECT_EQ(send("/unsubscribe/" + kim + "." + token, {}).status, 410) << "on another page";
    EXPECT_EQ(app->dump(), before);
}

TEST_P(Subscribing, NobodyIsFloodedWithMessages) {
    const auto ask = [this](const std::string& email, const std::string& from) {
        EXPECT_EQ(send("/subscribe/email", {{"address", email}}, from).status, 200);
    };
    for (int i = 0; i < 6; ++i) ask("victim@example.com", "198.51.100." + std::to_string(i));
    EXPECT_EQ(requests(), 3) << "three a day for one address";
    app->clock().tick(one_day);
    ask("victim@example.com", "198.51.100.1");
    EXPECT_EQ(requests(), 4);
    for (int i = 0; i < 20; ++i) ask("n" + std::to_string(i) + "@example.com", "203.0.113.200");
    EXPECT_EQ(requests(), 14) << "ten an hour from one network";
    EXPECT_TRUE(found("n15@example.com").is_null()) << "nothing is kept of the others";
    for (int i = 0; i < 12; ++i) {
        const int status = send("/subscribe/webhook", {{"address", "https://a.example/" + std::to_string(i)}}).status;
        EXPECT_EQ(status, i < 10 ? 200 : 429) << i;
    }
}

TEST_P(Subscribing, APageThatIsHiddenTakesNobody) {
    const std::string id = subscribed("kim@example.com");
    app->put("alice", app->acme(), R"({"private":true})");
    const std::string before = app->dump();
    EXPECT_EQ(send("/subscribe/email", {{"address", "lee@example.com"}}).status, 401);
    EXPECT_EQ(read("/subscribe").status, 401);
    EXPECT_EQ(read(managing(id)).status, 401);
    EXPECT_EQ(app->dump(), before);
}

TEST_P(Subscribing, OddBodiesDoNoHarm) {
    settle();
    const std::string before = app->dump();
    http::Request request;
    request.method = http::Method::Post;
    request.path = "/subscribe/email";
    for (const std::string& body : {std::string("address=%ff%fe@example.com"), std::string("address=%00"),
                                    std::string("address=a%"), std::string("&&&==&="), std::string("address\0=x", 10),
                                    std::string(900'000, '&'), std::string("{\"address\":\"kim@example.com\"}")}) {
        for (const char* type : {"application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""}) {
            request.body = body;
            request.headers = {{"content-type", type}};
            EXPECT_EQ(site->handle("acme", request.path, request, site::Mount::OwnHost).status, 400)
                << body.substr(0, 40);
        }
    }
    EXPECT_EQ(app->dump(), before);
}

}  // namespace
}  // namespace daymark::test
