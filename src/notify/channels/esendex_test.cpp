#include "notify/channels/provider_cases.h"

#include <gtest/gtest.h>

namespace daymark::notify {
namespace {

const Account account = {
    {"esendexUsername", "ops@kestrel.test"}, {"esendexPassword", "pässword"}, {"esendexAccountRef", "EX0000000"}};

TEST(Esendex, IsAskedAsItsReferenceSays) {
    EXPECT_EQ(request_text(esendex_channel, account),
              "POST https://api.esendex.com/v1.0/messagedispatcher\n"
              "Content-Type: application/json\n"
              "Accept: application/json\n"
              "Authorization: Basic b3BzQGtlc3RyZWwudGVzdDpww6Rzc3dvcmQ=\n"
              "\n"
              R"({"accountreference":"EX0000000","characterset":"Auto","messages":[{"to":"14155550100",)"
              R"("body":"Kestrel: Identified - Delayed webhook deliveries. https://kestrel.test/i/1 )"
              R"(Unsubscribe: https://kestrel.test/u/1.a&b"}]})");
}

TEST(Esendex, TakesNothingFromTextsIntoTheRequestsForm) {
    Notice notice = sample_notice();
    notice.title = "a\"}],\"x\":[{\"b\":\"\r\n";
    const std::string text = request_text(
        esendex_channel, {{"esendexUsername", "u\r\nX: y"}, {"esendexAccountRef", "E\",\"x\":\"\n"}}, "", notice);
    EXPECT_EQ(std::ranges::count(text, '\n'), 5) << text;
    EXPECT_NE(text.find(R"("accountreference":"E\",\"x\":\"",)"), std::string::npos) << text;
    EXPECT_NE(text.find(R"(a\"}],\"x\":[{\"b\":\". https)"), std::string::npos) << text;
}

TEST(Esendex, NamesTheMessageInJsonAndInXml) {
    EXPECT_EQ(judged(esendex_channel, 200,
                     R"({"batch":{"batchid":"1180","messageheaders":[{"uri":"http://api.esendex.com/v1.0/)"
                     R"(messageheaders/821fbb35-b480","id":"821fbb35-b480"}]},"errors":null})"),
              "SENT 821fbb35-b480");
    EXPECT_EQ(judged(esendex_channel, 200,
                     R"(<?xml version="1.0" encoding="utf-8"?><messageheaders batchid="2b4a" )"
                     R"(xmlns="http://api.esendex.com/ns/"><messageheader uri="https://api.esendex.com/id=1" )"
                     R"(id="c321a89c-5ec7" /></messageheaders>)"),
              "SENT c321a89c-5ec7");
}

TEST(Esendex, ReadsNoIdFromBesideItsTag) {
    for (const char* xml :
         {R"(<messageheaders id="other"><messageheader uri="x"/><b id="other"/></messageheaders>)",
          R"(<messageheader uri="<messageheader id="/> id="other")", R"(<messageheader uri="x id=" uid="other" />)",
          R"(<messageheader uid="other"/>)", R"(<messageheader id="a<b"/>)", R"(<messageheader id="a b"/>)",
          R"(<messageheader id=""/>)"}) {
        EXPECT_EQ(judged(esendex_channel, 200, xml), "AGAIN unknown: 200 OK, but no answer of the provider") << xml;
    }
}

TEST(Esendex, TellsWhatBecameOfAMessage) {
    EXPECT_EQ(judged(esendex_channel, 400, R"({"errors":[{"code":"invalid_to","description":"14155550100"}]})"),
              "FAILED: 400 Bad Request, error invalid_to");
    EXPECT_EQ(judged(esendex_channel, 200, R"({"batch":null,"errors":[{"code":"invalid_to","description":"1"}]})"),
              "FAILED: 200 OK, error invalid_to");
    EXPECT_EQ(judged(esendex_channel, 401), "FAILED account: 401 Unauthorized");
    EXPECT_EQ(judged(esendex_channel, 402), "FAILED account: " + reason_of(answered(402)));
    EXPECT_EQ(judged(esendex_channel, 403), "FAILED account: 403 Forbidden");
    EXPECT_EQ(judged(esendex_channel, 404), "FAILED account: 404 Not Found");
    EXPECT_EQ(judged(esendex_channel, 429, "", {{"retry-after", "9"}}), "AGAIN in 9000: 429 Too Many Requests");
    EXPECT_EQ(judged(esendex_channel, 500), "AGAIN: 500 Internal Server Error");
    EXPECT_EQ(judged(esendex_channel, net::HttpAnswer::Fault::TimedOut, true), "AGAIN unknown: no answer in time");
}

TEST(Esendex, MakesNothingOfAnswersThatSayNothing) {
    for (const std::string& body : useless_bodies()) {
        EXPECT_EQ(judged(esendex_channel, 200, body), "AGAIN unknown: 200 OK, but no answer of the provider")
            << body.substr(0, 99);
        EXPECT_EQ(judged(esendex_channel, 400, body), "FAILED: 400 Bad Request") << body.substr(0, 99);
        EXPECT_EQ(judged(esendex_channel, 503, body), "AGAIN: 503 Service Unavailable");
    }
}

}  // namespace
}  // namespace daymark::notify
