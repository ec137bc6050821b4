#include "notify/channels/provider_cases.h"

#include <gtest/gtest.h>

namespace daymark::notify {
namespace {

const Account account = {{"messagebirdKey", " live_k3y\n"}, {"messagebirdSender", "Kestrel"}};

TEST(MessageBird, IsAskedAsItsReferenceSays) {
    EXPECT_EQ(request_text(messagebird_channel, account),
              "POST https://rest.messagebird.com/messages\n"
              "Content-Type: application/json\n"
              "Authorization: AccessKey live_k3y\n"
              "\n"
              R"({"originator":"Kestrel","recipients":["14155550100"],"body":"Kestrel: Identified - Delayed webhook )"
              R"(deliveries. https://kestrel.test/i/1 Unsubscribe: https://kestrel.test/u/1.a&b","datacoding":"auto",)"
              R"("reference":"del-1"})");
}

TEST(MessageBird, TakesNothingFromTextsIntoTheRequestsForm) {
    Notice notice = sample_notice();
    notice.title = "a\",\"recipients\":[\"1\"],\"x\":\"\r\nb";
    const std::string text = request_text(
        messagebird_channel, {{"messagebirdKey", "k\r\nX: y"}, {"messagebirdSender", "+49 171 1234567"}}, "", notice);
    EXPECT_NE(text.find("\nAuthorization: AccessKey kX: y\n"), std::string::npos) << text;
    EXPECT_NE(text.find(R"({"originator":"491711234567","recipients":["14155550100"],)"), std::string::npos) << text;
    EXPECT_NE(text.find(R"(a\",\"recipients\":[\"1\"],\"x\":\" b)"), std::string::npos) << text;
}

TEST(MessageBird, TellsWhatBecameOfAMessage) {
    EXPECT_EQ(judged(messagebird_channel, 201, R"({"id":"e8077d803532c0b5937c639b60216938","href":"https://x"})"),
              "SENT e8077d803532c0b5937c639b60216938");
    const auto errors = [](int status, const std::string& list) {
        return judged(messagebird_channel, status, "{\"errors\":[" + list + "]}");
    };
    EXPECT_EQ(errors(401, R"({"code":2,"description":"Request not allowed","parameter":"access_key"})"),
              "FAILED account: error 2: access key refused");
    EXPECT_EQ(errors(422, R"({"code":25,"description":"Not enough balance","parameter":null})"),
              "FAILED account: error 25: the account has no credit");
    EXPECT_EQ(errors(500, R"({"code":99,"description":"Internal error"})"), "AGAIN: error 99: internal error");
    EXPECT_EQ(errors(422, R"({"code":9,"description":"no (correct) recipients found","parameter":"recipient"})"),
              "GONE: error 9: not a valid number");
    EXPECT_EQ(errors(422, R"({"code":10,"description":"14155550100 is invalid","parameter":"recipients"})"),
              "GONE: error 10: not a valid number");
    EXPECT_EQ(errors(422, R"({"code":9,"description":"originator is required","parameter":"originator"})"),
              "FAILED account: error 9: there is no sender");
    EXPECT_EQ(errors(422, R"({"code":10,"description":"originator is invalid","parameter":"originator"})"),
              "FAILED account: error 10: sender refused");
    EXPECT_EQ(errors(422, R"({"code":10,"description":"body is invalid","parameter":"body"})"),
              "FAILED: " + reason_of(answered(422)) + ", error 10");
    EXPECT_EQ(errors(400, R"({"code":21,"description":"Bad request"})"), "FAILED: 400 Bad Request, error 21");
    EXPECT_EQ(errors(404, R"({"code":20,"description":"Not found"})"), "FAILED account: 404 Not Found, error 20");
    EXPECT_EQ(errors(402, ""), "FAILED account: " + reason_of(answered(402)));
    EXPECT_EQ(errors(429, ""), "AGAIN: 429 Too Many Requests");
}

TEST(MessageBird, LosesNobodyWhereSomethingElseWasWrong) {
    const std::string number = R"({"code":9,"description":"no (correct) recipients found","parameter":"recipients"})";
    const std::string sender = R"({"code":9,"description":"originator is required","parameter":"originator"})";
    for (const std::string& list : {number + "," + sender, sender + "," + number}) {
        EXPECT_EQ(judged(messagebird_channel, 422, "{\"errors\":[" + list + "]}"),
                  "FAILED account: error 9: there is no sender");
    }
    EXPECT_EQ(judged(messagebird_channel, 422,
                     R"({"errors":[{"code":9,"description":"no (correct) recipients found. Note: during your test )"
                     R"(period you can only send messages to yourself.","parameter":"recipients"}]})"),
              "FAILED account: error 9: a trial account sends to its own number only");
}

TEST(MessageBird, MakesNothingOfAnswersThatSayNothing) {
    for (const std::string& body : useless_bodies()) {
        EXPECT_EQ(judged(messagebird_channel, 201, body), "SENT") << body.substr(0, 99);
        EXPECT_EQ(judged(messagebird_channel, 200, body), "AGAIN unknown: 200 OK, but no answer of the provider");
        EXPECT_EQ(judged(messagebird_channel, 422, body), "FAILED: " + reason_of(answered(422))) << body.substr(0, 99);
        EXPECT_EQ(judged(messagebird_channel, 503, body), "AGAIN: 503 Service Unavailable");
    }
    EXPECT_EQ(judged(messagebird_channel, net::HttpAnswer::Fault::NoName, false), "AGAIN: could not be reached");
}

}  // namespace
}  // namespace daymark::notify
