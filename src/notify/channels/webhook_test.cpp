#include "platform/http/message.h"
#include "support/sample_notice.h"

#include <gtest/gtest.h>

namespace daymark::notify {
namespace {

using namespace std::string_literals;
using test::answered, test::composed, test::in_words;

constexpr const char* secret = "00112233445566778899aabbccddeeff0123456789abcdeffedcba9876543210";

Recipient somebody() {
    Recipient recipient;
    recipient.delivery_id = "cmdelivery000000000000001";
    recipient.address = "https://hooks.example/daymark?key=1";
    recipient.links.unsubscribe = "https://status.kestrel.example/unsubscribe?id=1&token=2";
    return recipient;
}

std::string header(const net::HttpRequest& request, std::string_view name) {
    std::string values;
    for (const auto& [one, value] : request.headers) {
        if (http::same_ignoring_case(one, name)) values += "<" + value + ">";
    }
    return values;
}

// Texts and signatures of another implementation of JSON and HMAC.
TEST(Webhook, SaysInCompactJsonWhatHappenedAndSignsIt) {
    Recipient recipient = somebody();
    recipient.secret = secret;
    const auto request = composed(webhook_channel, test::sample_notice(), recipient);
    EXPECT_EQ(request.method, "POST");
    EXPECT_EQ(request.url, "https://hooks.example/daymark?key=1");
    EXPECT_EQ(request.body,
              R"({"meta":{"unsubscribe":"https://status.kestrel.example/unsubscribe?id=1&token=2",)"
              R"("documentation":"https://status.kestrel.example/subscribe/webhook"},)"
              R"("page":{"id":"cmpage00000000000000000001","status_indicator":"HASISSUES",)"
              R"("status_description":"Some systems are experiencing issues","url":"https://status.kestrel.example"},)"
              R"("incident":{"backfilled":false,"created_at":"2026-11-23T14:11:00.000Z","impact":"PARTIALOUTAGE",)"
              R"("name":"Delayed webhook deliveries","resolved_at":null,"status":"IDENTIFIED",)"
              R"("updated_at":"2026-11-23T14:38:00.000Z","id":"cmincident000000000000001",)"
              R"("url":"https://status.kestrel.example/incident/cmincident000000000000001",)"
              R"("incident_updates":[{"id":"cmupdate00000000000000002","incident_id":"cmincident000000000000001",)"
              R"("body":"A queue in eu-west is full.","status":"IDENTIFIED","created_at":"2026-11-23T14:38:00.000Z",)"
              R"("updated_at":"2026-11-23T14:38:00.000Z"}]}})");
    EXPECT_EQ(request.headers,
              (net::Headers{
                  {"Content-Type", "application/json"},
                  {"x-instatus-webhook-signature", "d54a4dcf8d9bef2d294a60e78b181b776ca85e0859586d118891aae6526215dd"},
                  {"webhook-id", "cmdelivery000000000000001"},
                  {"webhook-timestamp", "1795444680"},
                  {"webhook-signature", "v1,5tjxXFiHtgIL5uhkQ0dGR22Q4CGK/WH0tDPulUs8Ko8="}}));
}

TEST(Webhook, WritesJsonAsJavaScriptDoes) {
    Notice notice;
    notice.payload = {{"incident", {{"name", "a/\"\\\b\f\n\r\t\0\x1f\x7f\u2028é漢😀<&>"s}}},
                      {"n", {0.5, 1e21, 1.5e-7, true, nullptr, 3}}};
    Recipient recipient;
    recipient.secret = secret;
    const auto request = composed(webhook_channel, notice, recipient);
    EXPECT_EQ(request.body,
              "{\"meta\":{\"unsubscribe\":\"\",\"documentation\":\"/subscribe/webhook\"},\"incident\":{\"name\":"
              "\"a/\\\"\\\\\\b\\f\\n\\r\\t\\u0000\\u001f\x7f\u2028é漢😀<&>\"},\"n\":[0.5,1e+21,1.5e-7,true,null,3]}");
    EXPECT_EQ(header(request, "x-instatus-webhook-signature"),
              "<ed13a9e583ce6da978390883d049f4a07134ec6f191e10aebc6c32345e82f195>");
}

TEST(Webhook, WithoutASecretNothingIsSigned) {
    const auto request = composed(webhook_channel, test::sample_notice(), somebody());
    EXPECT_EQ(request.headers, (net::Headers{{"Content-Type", "application/json"}}));
}

TEST(Webhook, IsCalledAsItsOwnerWants) {
    Recipient recipient = somebody();
    recipient.secret = secret;
    recipient.custom = {"put",
                        {{"Authorization", "Bearer x"}, {"content-type", "text/plain"}},
                        {{"page", "Kestrel & Co"}, {"key", "2"}},
                        R"({"text":"{{incident.name}}: {{meta.unsubscribe}}"})"};
    const auto request = composed(webhook_channel, test::sample_notice(), recipient);
    EXPECT_EQ(request.method, "PUT");
    EXPECT_EQ(request.url, "https://hooks.example/daymark?page=Kestrel%20%26%20Co&key=2");
    EXPECT_EQ(request.body, R"({"text":"Delayed webhook deliveries: )"
                            R"(https://status.kestrel.example/unsubscribe?id=1&token=2"})");
    EXPECT_EQ(header(request, "Authorization"), "<Bearer x>");
    EXPECT_EQ(header(request, "Content-Type"), "<text/plain>");
    const auto usual = composed(webhook_channel, test::sample_notice(), somebody());
    EXPECT_EQ(header(request, "x-instatus-webhook-signature").size(), 66U);  // of these bytes
    EXPECT_NE(request.body, usual.body);
}

TEST(Webhook, OtherMethodsAreNotUsed) {
    for (const char* method : {"", "GET", "DELETE", "CONNECT", "POST", "post", "PUT\r\nX: y", "PUTT"}) {
        Recipient recipient = somebody();
        recipient.custom.method = method;
        EXPECT_EQ(composed(webhook_channel, test::sample_notice(), recipient).method, "POST") << method;
    }
    Recipient recipient = somebody();
    recipient.custom.method = "Patch";
    EXPECT_EQ(composed(webhook_channel, test::sample_notice(), recipient).method, "PATCH");
}

TEST(Webhook, OwnersSetNoHeadersThatDecideWhereItGoesOrWhoItIsFrom) {
    const net::Headers hostile = {{"Host", "x"},
                                  {"hOsT", "x"},
                                  {"Content-Length", "1"},
                                  {"TRANSFER-ENCODING", "chunked"},
                                  {"Connection", "close"},
                                  {"Expect", "100-continue"},
                                  {"Upgrade", "h2c"},
                                  {"Cookie", "a=b"},
                                  {"X-Instatus-Webhook-Signature", "0"},
                                  {"Webhook-Id", "x"},
                                  {"webhook-timestamp", "0"},
                                  {"Webhook-Signature", "v1,x"},
                                  {"", "x"},
                                  {"X Y", "x"},
                                  {"X:", "x"},
                                  {"X\r\nHost", "x"},
                                  {"X-\xC3\xA9", "x"},
                                  {"X-A", "x\r\nHost: y"},
                                  {"X-B", "x\ny"},
                                  {"X-C", std::string("x\0y", 3)},
                                  {"X-D", "x\ry"},
                                  {std::string("X\0", 2), "x"}};
    Recipient recipient = somebody();
    recipient.custom.headers = hostile;
    recipient.custom.headers.emplace_back("X-Fine", "caf\xC3\xA9\t1");
    const auto request = composed(webhook_channel, test::sample_notice(), recipient);
    EXPECT_EQ(request.headers, (net::Headers{{"X-Fine", "caf\xC3\xA9\t1"}, {"Content-Type", "application/json"}}));
}

TEST(Webhook, WhatIsTooLongForABodyOfTheirOwnIsToldAsUsual) {
    Recipient recipient = somebody();
    recipient.custom.body = test::repeated("{{incident.name}}", 1'000'000);
    EXPECT_EQ(composed(webhook_channel, test::sample_notice(), recipient).body,
              composed(webhook_channel, test::sample_notice(), somebody()).body);
}

TEST(Webhook, QueriesCannotBreakOutOfTheUrl) {
    Recipient recipient = somebody();
    recipient.custom.query = {{"a", "x y\r\nHost: z#&=?"}};
    EXPECT_EQ(composed(webhook_channel, test::sample_notice(), recipient).url,
              "https://hooks.example/daymark?key=1&a=x%20y%0D%0AHost%3A%20z%23%26%3D%3F");
}

TEST(Webhook, AnswersAreJudgedByTheirStatus) {
    const auto judged = [](int status) { return in_words(webhook_channel.judge(answered(status))); };
    EXPECT_EQ(judged(204), "sent");
    EXPECT_EQ(judged(410), "gone: 410 Gone");
    EXPECT_EQ(judged(404), "failed: 404 Not Found");
    EXPECT_EQ(judged(302), "failed: 302 Found");
    EXPECT_EQ(judged(400), "failed: 400 Bad Request");
    EXPECT_EQ(judged(502), "again: 502 Bad Gateway");
    EXPECT_EQ(in_words(webhook_channel.judge(answered(429, "", {{"retry-after", "7"}}))),
              "again, 7000 ms: 429 Too Many Requests");
}

}  // namespace
}  // namespace daymark::notify
