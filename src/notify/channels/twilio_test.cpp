#include "notify/channels/provider_cases.h"

#include <gtest/gtest.h>

namespace daymark::notify {
namespace {

const Account account = {{"twilioSid", "AC0123"}, {"twilioToken", "s:cret"}, {"twilioSender", "+1 (415) 555-0199"}};

std::string with_sender(const std::string& sender) {
    Account other = account;
    other["twilioSender"] = sender;
    const std::string text = request_text(twilio_channel, other);
    const std::size_t from = text.find('&') + 1;
    return text.substr(from, text.find('&', from) - from);
}

TEST(Twilio, IsAskedAsItsReferenceSays) {
    EXPECT_EQ(request_text(twilio_channel, account),
              "POST https://api.twilio.com/2010-04-01/Accounts/AC0123/Messages.json\n"
              "Content-Type: application/x-www-form-urlencoded\n"
              "Authorization: Basic QUMwMTIzOnM6Y3JldA==\n"
              "\n"
              "To=%2B14155550100&From=%2B14155550199&Body=Kestrel%3A%20Identified%20-%20Delayed%20webhook%20deliveries."
              "%20https%3A%2F%2Fkestrel.test%2Fi%2F1%20Unsubscribe%3A%20https%3A%2F%2Fkestrel.test%2Fu%2F1.a%26b");
}

TEST(Twilio, SendsFromNumbersNamesAndServices) {
    EXPECT_EQ(with_sender("14155550199"), "From=%2B14155550199");
    EXPECT_EQ(with_sender(" 12345\n"), "From=12345");
    EXPECT_EQ(with_sender("Kestrel & Co"), "From=Kestrel%20%26%20Co");
    EXPECT_EQ(with_sender("MG0123456789abcdef0123456789abcdef"),
              "MessagingServiceSid=MG0123456789abcdef0123456789abcdef");
    EXPECT_EQ(with_sender("MGMotors"), "From=MGMotors");
}

TEST(Twilio, TakesNothingFromAnAccountIntoTheRequestsForm) {
    const std::string text = request_text(
        twilio_channel, {{"twilioSid", "AC/../x?y\r\nX: y"}, {"twilioToken", "t\r\nX: y"}, {"twilioSender", "a&To=1"}});
    EXPECT_NE(text.find("/Accounts/AC%2F..%2Fx%3FyX%3A%20y/Messages.json\n"), std::string::npos) << text;
    EXPECT_NE(text.find("&From=a%26To%3D1&"), std::string::npos) << text;
    EXPECT_EQ(std::ranges::count(text, '\n'), 4) << text;
    EXPECT_EQ(text.find('\r'), std::string::npos);
    EXPECT_NE(request_text(twilio_channel, {}).find("/Accounts//Messages.json"), std::string::npos);
}

TEST(Twilio, TellsWhatBecameOfAMessage) {
    EXPECT_EQ(judged(twilio_channel, 201, R"({"sid":"SM01","status":"queued","error_code":null})"), "SENT SM01");
    const auto error = [](int status, const char* code) {
        return judged(twilio_channel, status,
                      std::string(R"({"code":)") + code +
                          R"(,"message":"The 'To' number 14155550100 is not a valid phone number.","status":400})");
    };
    EXPECT_EQ(error(401, "20003"), "FAILED account: error 20003: account or token refused");
    EXPECT_EQ(error(403, "20005"), "FAILED account: error 20005: the account is not active");
    EXPECT_EQ(error(404, "20404"), "FAILED account: error 20404: no such account");
    EXPECT_EQ(error(429, "20429"), "AGAIN: error 20429: too many requests");
    EXPECT_EQ(error(400, "21211"), "GONE: error 21211: not a valid number");
    EXPECT_EQ(error(400, "21214"), "GONE: error 21214: the number cannot be reached");
    EXPECT_EQ(error(400, "21217"), "GONE: error 21217: not a valid number");
    EXPECT_EQ(error(400, "21614"), "GONE: error 21614: not a mobile number");
    EXPECT_EQ(error(400, "21610"), "GONE: error 21610: they answered STOP");
    EXPECT_EQ(error(403, "21408"), "FAILED: error 21408: the account may not send to this region");
    EXPECT_EQ(error(400, "21606"), "FAILED: error 21606: the sender cannot be used for this number");
    EXPECT_EQ(error(400, "21612"), "FAILED: error 21612: no way from the sender to this number");
    EXPECT_EQ(error(400, "21608"), "FAILED account: error 21608: a trial account sends to verified numbers only");
    EXPECT_EQ(error(400, "21212"), "FAILED account: error 21212: not a valid sender");
    EXPECT_EQ(error(400, "21603"), "FAILED account: error 21603: there is no sender");
    EXPECT_EQ(error(400, "21659"), "FAILED account: error 21659: the sender is no number of the account");
    EXPECT_EQ(error(400, "21660"), "FAILED account: error 21660: the sender belongs to another account");
    EXPECT_EQ(error(400, "21611"), "AGAIN: error 21611: the sender's queue is full");
    EXPECT_EQ(error(503, "21730"), "AGAIN: error 21730: under maintenance");
    EXPECT_EQ(error(400, "21999"), "FAILED: 400 Bad Request, error 21999");
    EXPECT_EQ(error(500, "20500"), "AGAIN: 500 Internal Server Error");
}

TEST(Twilio, WaitsAsLongAsItIsAsked) {
    EXPECT_EQ(judged(twilio_channel, 429, R"({"code":20429})", {{"retry-after", "30"}}),
              "AGAIN in 30000: error 20429: too many requests");
    EXPECT_EQ(judged(twilio_channel, 429, "", {{"retry-after", "30"}}), "AGAIN in 30000: 429 Too Many Requests");
}

TEST(Twilio, MakesNothingOfAnswersThatSayNothing) {
    for (const std::string& body : useless_bodies()) {
        EXPECT_EQ(judged(twilio_channel, 201, body), "SENT") << body.substr(0, 99);
        EXPECT_EQ(judged(twilio_channel, 200, body), "AGAIN unknown: 200 OK, but no answer of the provider");
        EXPECT_EQ(judged(twilio_channel, 400, body), "FAILED: 400 Bad Request") << body.substr(0, 99);
        EXPECT_EQ(judged(twilio_channel, 401, body), "FAILED account: 401 Unauthorized");
        EXPECT_EQ(judged(twilio_channel, 404, body), "FAILED account: 404 Not Found");
        EXPECT_EQ(judged(twilio_channel, 302, body), "FAILED account: 302 Found");
        EXPECT_EQ(judged(twilio_channel, 502, body), "AGAIN: 502 Bad Gateway");
    }
}

TEST(Twilio, SaysWhenNoAnswerCame) {
    using Fault = net::HttpAnswer::Fault;
    EXPECT_EQ(judged(twilio_channel, Fault::TimedOut, true), "AGAIN unknown: no answer in time");
    EXPECT_EQ(judged(twilio_channel, Fault::TimedOut, false), "AGAIN: no answer in time");
    EXPECT_EQ(judged(twilio_channel, Fault::Broken, true), "AGAIN unknown: the connection broke");
    EXPECT_EQ(judged(twilio_channel, Fault::BadAddress, false),
              "FAILED account: no address to which a request can be sent");
    EXPECT_EQ(judged(twilio_channel, Fault::Refused, false), "FAILED account: could not be reached");
}

}  // namespace
}  // namespace daymark::notify
