#include "support/sample_notice.h"

#include <gtest/gtest.h>

namespace daymark::notify {
namespace {

using test::answered, test::composed, test::in_words, test::repeated;

const std::string address = "https://chat.googleapis.com/v1/spaces/AAAA/messages?key=k&token=secret";

json::value body_of(const Notice& notice) { return json::parse(composed(google_chat_channel, notice, address).body); }

TEST(GoogleChat, PostsACardInTheThreadOfTheNotice) {
    const auto request = composed(google_chat_channel, test::sample_notice(), address);
    EXPECT_EQ(request.url, address +
                               "&messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD"
                               "&requestId=cmdelivery000000000000001");
    EXPECT_EQ(json::parse(request.body), json::parse(R"({
        "fallbackText": "Kestrel has updated their incident: Delayed webhook deliveries https://status.kestrel.example/incident/cmincident000000000000001",
        "cardsV2": [{"cardId": "notice", "card": {
            "header": {"title": "Kestrel has updated their incident"},
            "sections": [{"widgets": [
                {"textParagraph": {"text": "<b>Delayed webhook deliveries</b>\n<font color=\"#f2933f\">Identified · Nov 23, 14:38 UTC</font>"}},
                {"textParagraph": {"text": "A queue in eu-west is full.\n\nWe are adding workers; see <a href=\"https://kestrel.example/queues?a=1&amp;b=2\">https://kestrel.example/queues?a=1&amp;b=2</a>."}},
                {"textParagraph": {"text": "Webhooks – Partial outage\nREST API – Degraded performance"}},
                {"buttonList": {"buttons": [{"text": "View incident", "onClick": {"openLink":
                    {"url": "https://status.kestrel.example/incident/cmincident000000000000001"}}}]}}]}]}}],
        "thread": {"threadKey": "cmincident000000000000001"}})"));
}

TEST(GoogleChat, AnAttemptAgainIsTheSameRequest) {
    const auto first = composed(google_chat_channel, test::sample_notice(), address);
    const auto second = composed(google_chat_channel, test::sample_notice(), address);
    EXPECT_EQ(first.url, second.url);
    EXPECT_EQ(first.body, second.body);
    Recipient other;
    other.delivery_id = "an id/of another&kind";
    other.address = address + "&messageReplyOption=REPLY_MESSAGE_OR_FAIL";
    EXPECT_EQ(
        composed(google_chat_channel, test::sample_notice(), other).url,
        address + "&messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD&requestId=an%20id%2Fof%20another%26kind");
}

TEST(GoogleChat, KeepsToItsLimit) {
    for (const std::string& part :
         {std::string("a"), std::string("&"), std::string("漢字"), std::string("😀"), std::string("word "),
          std::string("https://a.example/&& "), std::string("\x01"), std::string("\"\n")}) {
        Notice notice = test::sample_notice();
        notice.text = notice.title = notice.headline = notice.state = notice.when = notice.view = repeated(part);
        notice.affected.assign(500, {repeated(part), {}, repeated(part)});
        const std::string body = composed(google_chat_channel, notice, address).body;
        EXPECT_LE(body.size(), 32'000U) << part;
        EXPECT_NE(body.find("{\"openLink\":{\"url\":\"" + notice.url + "\"}}"), std::string::npos) << part;
    }
}

TEST(GoogleChat, WhatPeopleWriteIsNoHtml) {
    for (const std::string& evil :
         {std::string("<a href=\"https://evil.example\">View incident</a>"), std::string("</b><font color='#fff'>"),
          std::string("https://a.example\"><b>"), std::string("&lt;b&gt;")}) {
        Notice notice = test::sample_notice();
        notice.title = notice.text = notice.state = notice.when = evil;
        notice.affected = {{evil, {}, evil}};
        notice.headline = "";
        const json::value body = body_of(notice);
        const std::string widgets = json::text(body.at("cardsV2").at(0).at("card").at("sections"));
        EXPECT_EQ(widgets.find("href=\\\"https://evil.example\\\">View"), std::string::npos) << evil;
        EXPECT_EQ(widgets.find("<b>\""), std::string::npos) << evil;
        EXPECT_EQ(widgets.find("</b><font color='"), std::string::npos) << evil;
        EXPECT_FALSE(body.at("cardsV2").at(0).at("card").as_object().contains("header"));
    }
}

TEST(GoogleChat, NobodyIsPinged) {
    Notice notice = test::sample_notice();
    notice.title = notice.headline = "<users/all> hello";
    EXPECT_EQ(std::string(body_of(notice).at("fallbackText").as_string()).find("<users"), std::string::npos);
    EXPECT_FALSE(body_of(notice).as_object().contains("text"));
}

TEST(GoogleChat, AnswersAreJudged) {
    const Verdict sent = google_chat_channel.judge(answered(200, R"({"name":"spaces/AAAA/messages/B.B","text":"x"})"));
    EXPECT_EQ(in_words(sent), "sent");
    EXPECT_EQ(sent.remote_id, "spaces/AAAA/messages/B.B");
    const std::string exhausted = R"({"error":{"code":429,"message":"Resource…","status":"RESOURCE_EXHAUSTED"}})";
    EXPECT_EQ(in_words(google_chat_channel.judge(answered(429, exhausted))),
              "again, 60000 ms: 429 Too Many Requests: RESOURCE_EXHAUSTED");
    EXPECT_EQ(in_words(google_chat_channel.judge(answered(429, "", {{"retry-after", "5"}}))),
              "again, 60000 ms: 429 Too Many Requests");
    EXPECT_EQ(in_words(google_chat_channel.judge(answered(429, "", {{"retry-after", "180"}}))),
              "again, 180000 ms: 429 Too Many Requests");
    EXPECT_EQ(in_words(google_chat_channel.judge(answered(403, R"({"error":{"status":"PERMISSION_DENIED"}})"))),
              "gone: 403 Forbidden: PERMISSION_DENIED");
    EXPECT_EQ(in_words(google_chat_channel.judge(answered(404, R"({"error":{"status":"NOT_FOUND"}})"))),
              "gone: 404 Not Found: NOT_FOUND");
    EXPECT_EQ(in_words(google_chat_channel.judge(answered(400, R"({"error":{"status":"INVALID_ARGUMENT"}})"))),
              "failed: 400 Bad Request: INVALID_ARGUMENT");
    EXPECT_EQ(in_words(google_chat_channel.judge(answered(401, R"({"error":{"status":"UNAUTHENTICATED"}})"))),
              "failed: 401 Unauthorized: UNAUTHENTICATED");
    EXPECT_EQ(in_words(google_chat_channel.judge(answered(503, R"({"error":{"status":"UNAVAILABLE"}})"))),
              "again: 503 Service Unavailable: UNAVAILABLE");
}

}  // namespace
}  // namespace daymark::notify
