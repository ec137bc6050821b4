#include "notify/channels/provider_cases.h"

#include <gtest/gtest.h>

namespace daymark::notify {
namespace {

const Account account = {{"nexmoKey", "k&y"}, {"nexmoSecret", "s=cret"}, {"nexmoSender", "+44 7700 900000"}};

TEST(Vonage, IsAskedAsItsReferenceSays) {
    EXPECT_EQ(request_text(vonage_channel, account),
              "POST https://rest.nexmo.com/sms/json\n"
              "Content-Type: application/x-www-form-urlencoded\n"
              "\n"
              "api_key=k%26y&api_secret=s%3Dcret&from=447700900000&to=14155550100&text=Kestrel%3A%20Identified%20-%20"
              "Delayed%20webhook%20deliveries.%20https%3A%2F%2Fkestrel.test%2Fi%2F1%20Unsubscribe%3A%20https%3A%2F%2F"
              "kestrel.test%2Fu%2F1.a%26b&client-ref=del-1");
}

TEST(Vonage, IsToldOfTextsThatAreNotInItsAlphabet) {
    Notice notice = sample_notice();
    notice.title = "遅延";
    const std::string text = request_text(vonage_channel, account, "http://127.0.0.1:9", notice);
    EXPECT_TRUE(text.starts_with("POST http://127.0.0.1:9/sms/json\n")) << text;
    EXPECT_NE(text.find("%E9%81%85%E5%BB%B6"), std::string::npos) << text;
    EXPECT_TRUE(text.ends_with("&client-ref=del-1&type=unicode")) << text;
}

TEST(Vonage, TakesNothingFromTextsIntoTheRequestsForm) {
    Notice notice = sample_notice();
    notice.title = "a&to=1\r\n=b";
    const std::string text =
        request_text(vonage_channel, {{"nexmoSender", "x\r\n&to=2"}}, "", notice, sample_recipient());
    EXPECT_NE(text.find("&from=x%26to%3D2&to=14155550100&text="), std::string::npos) << text;
    EXPECT_NE(text.find("a%26to%3D1%20%3Db"), std::string::npos) << text;
}

TEST(Vonage, TellsByTheBodyWhatBecameOfAMessage) {
    EXPECT_EQ(judged(vonage_channel, 200,
                     R"({"message-count":"1","messages":[{"to":"1","message-id":"0C000000217B7F02","status":"0"}]})"),
              "SENT 0C000000217B7F02");
    const auto error = [](const char* status) {
        return judged(vonage_channel, 200,
                      std::string(R"({"message-count":"1","messages":[{"status":")") + status +
                          R"(","error-text":"Bad number 14155550100"}]})");
    };
    EXPECT_EQ(error("1"), "AGAIN: error 1: too many requests");
    EXPECT_EQ(error("2"), "FAILED: error 2: something is missing");
    EXPECT_EQ(error("3"), "FAILED: error 3: something is not valid");
    EXPECT_EQ(error("4"), "FAILED account: error 4: key or secret refused");
    EXPECT_EQ(error("5"), "AGAIN: error 5: internal error");
    EXPECT_EQ(error("6"), "GONE: error 6: no way to this number");
    EXPECT_EQ(error("7"), "GONE: error 7: the number is barred");
    EXPECT_EQ(error("8"), "FAILED account: error 8: the account is barred");
    EXPECT_EQ(error("9"), "FAILED account: error 9: the account has no credit");
    EXPECT_EQ(error("10"), "AGAIN: error 10: too many connections");
    EXPECT_EQ(error("11"), "FAILED account: error 11: the account may not send");
    EXPECT_EQ(error("14"), "FAILED account: error 14: signature refused");
    EXPECT_EQ(error("15"), "FAILED account: error 15: sender refused");
    EXPECT_EQ(error("29"), "FAILED account: error 29: a trial account sends to its own numbers only");
    EXPECT_EQ(error("32"), "FAILED account: error 32: key and secret refused");
    EXPECT_EQ(error("33"), "GONE: error 33: the number is not in use");
    EXPECT_EQ(error("99"), "FAILED: 200 OK, error 99");
    EXPECT_EQ(error("00"), "FAILED: 200 OK, error 00");
}

TEST(Vonage, HasSentAMessageWhenItTookAllItsParts) {
    EXPECT_EQ(judged(vonage_channel, 200,
                     R"({"messages":[{"status":"0","message-id":"A"},{"status":"0","message-id":"B"}]})"),
              "SENT A");
    EXPECT_EQ(judged(vonage_channel, 200, R"({"messages":[{"status":"0","message-id":"A"},{"status":"1"}]})"),
              "AGAIN: error 1: too many requests");
    EXPECT_EQ(judged(vonage_channel, 200, R"({"messages":[{"status":0,"message-id":"A"}]})"), "SENT A");
}

TEST(Vonage, WaitsAsLongAsItIsAsked) {
    EXPECT_EQ(judged(vonage_channel, 429, "", {{"retry-after", "7"}}), "AGAIN in 7000: 429 Too Many Requests");
    EXPECT_EQ(judged(vonage_channel, 401, R"({"messages":[{"status":"4"}]})"),
              "FAILED account: error 4: key or secret refused");
}

TEST(Vonage, MakesNothingOfAnswersThatSayNothing) {
    for (const std::string& body : useless_bodies()) {
        EXPECT_EQ(judged(vonage_channel, 200, body), "AGAIN unknown: 200 OK, but no answer of the provider")
            << body.substr(0, 99);
        EXPECT_EQ(judged(vonage_channel, 400, body), "FAILED: 400 Bad Request") << body.substr(0, 99);
        EXPECT_EQ(judged(vonage_channel, 404, body), "FAILED account: 404 Not Found");
        EXPECT_EQ(judged(vonage_channel, 503, body), "AGAIN: 503 Service Unavailable");
    }
    EXPECT_EQ(judged(vonage_channel, net::HttpAnswer::Fault::TimedOut, true), "AGAIN unknown: no answer in time");
}

}  // namespace
}  // namespace daymark::notify
