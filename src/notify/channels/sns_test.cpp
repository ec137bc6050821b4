#include "notify/channels/provider_cases.h"

#include <gtest/gtest.h>

namespace daymark::notify {
namespace {

const Account account = {{"snsAccessKey", "AKIDEXAMPLE"},
                         {"snsSecretKey", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"},
                         {"snsRegion", "eu-west-1"}};

Account with(const char* name, const std::string& value) {
    Account other = account;
    other[name] = value;
    return other;
}

TEST(Sns, IsAskedAsItsReferenceSays) {
    EXPECT_EQ(request_text(sns_channel, account),
              "POST https://sns.eu-west-1.amazonaws.com/\n"
              "Content-Type: application/x-www-form-urlencoded\n"
              "X-Amz-Date: 20241123T143800Z\n"
              "Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20241123/eu-west-1/sns/aws4_request, "
              "SignedHeaders=content-type;host;x-amz-date, "
              "Signature=2c49eb19c3f559fac6a1e94ac828da5b9faa4ae8789bae80673af07a8f793fab\n"
              "\n"
              "Action=Publish&Version=2010-03-31&PhoneNumber=%2B14155550100&Message=Kestrel%3A%20Identified%20-%20"
              "Delayed%20webhook%20deliveries.%20https%3A%2F%2Fkestrel.test%2Fi%2F1%20Unsubscribe%3A%20https%3A%2F%2F"
              "kestrel.test%2Fu%2F1.a%26b&MessageAttributes.entry.1.Name=AWS.SNS.SMS.SMSType"
              "&MessageAttributes.entry.1.Value.DataType=String"
              "&MessageAttributes.entry.1.Value.StringValue=Transactional");
}

TEST(Sns, SendsFromNamesAndNumbers) {
    EXPECT_TRUE(request_text(sns_channel, with("snsSender", "Kestrel"))
                    .ends_with("&MessageAttributes.entry.2.Name=AWS.SNS.SMS.SenderID"
                               "&MessageAttributes.entry.2.Value.DataType=String"
                               "&MessageAttributes.entry.2.Value.StringValue=Kestrel"));
    EXPECT_TRUE(request_text(sns_channel, with("snsSender", "1 415 555 0199"))
                    .ends_with("&MessageAttributes.entry.2.Name=AWS.MM.SMS.OriginationNumber"
                               "&MessageAttributes.entry.2.Value.DataType=String"
                               "&MessageAttributes.entry.2.Value.StringValue=%2B14155550199"));
    EXPECT_TRUE(request_text(sns_channel, with("snsSender", "12345"))
                    .ends_with(".2.Name=AWS.MM.SMS.OriginationNumber&MessageAttributes.entry.2.Value.DataType=String"
                               "&MessageAttributes.entry.2.Value.StringValue=12345"));
    EXPECT_TRUE(request_text(sns_channel, with("snsSender", "a&Action=x\r\n")).ends_with("StringValue=a%26Action%3Dx"));
}

TEST(Sns, SignsForTheHostThatIsAsked) {
    const std::string text = request_text(sns_channel, account, "http://127.0.0.1:4566");
    EXPECT_TRUE(text.starts_with("POST http://127.0.0.1:4566/\n")) << text;
    EXPECT_NE(text.find("/eu-west-1/sns/aws4_request, SignedHeaders=content-type;host;x-amz-date, "
                        "Signature=8b8b46b164cd5c283aed8118ceae8eef587dc77be8995bbdade82aa4dbdff936\n"),
              std::string::npos)
        << text;
    EXPECT_TRUE(request_text(sns_channel, with("snsRegion", "us-east-2"), "https://{region}.sns.test/aws")
                    .starts_with("POST https://us-east-2.sns.test/aws/\n"));
}

TEST(Sns, GoesNowhereWithARegionThatIsNone) {
    for (const char* region : {"", "evil.test/", "x@evil.test#", "EU-WEST-1", "eu west", "{region}", "é"}) {
        EXPECT_TRUE(request_text(sns_channel, with("snsRegion", region)).starts_with("POST \n")) << region;
    }
    const std::string broken = request_text(sns_channel, with("snsAccessKey", "A\r\nX: y"));
    EXPECT_NE(broken.find("Credential=AX: y/20241123"), std::string::npos) << broken;
    EXPECT_EQ(broken.find('\r'), std::string::npos);
}

TEST(Sns, TellsWhatBecameOfAMessage) {
    EXPECT_EQ(judged(sns_channel, 200,
                     R"(<PublishResponse xmlns="https://sns.amazonaws.com/doc/2010-03-31/"><PublishResult>
    <MessageId>567910cd-659e-55d4-8ccb-5aaf14679dc0</MessageId></PublishResult>
  <ResponseMetadata><RequestId>d74b8436</RequestId></ResponseMetadata></PublishResponse>)"),
              "SENT 567910cd-659e-55d4-8ccb-5aaf14679dc0");
    const auto error = [](int status, const std::string& code, const std::string& message = "About +14155550100") {
        return judged(sns_channel, status,
                      R"(<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type>)"
                      "<Code>" +
                          code + "</Code>\n<Message>" + message +
                          "</Message></Error><RequestId>9dd0</RequestId></ErrorResponse>");
    };
    EXPECT_EQ(error(400, "Throttling", "Rate exceeded"), "AGAIN: error Throttling: too many requests");
    EXPECT_EQ(error(429, "Throttled"), "AGAIN: error Throttled: too many requests");
    EXPECT_EQ(error(400, "ThrottlingException"), "AGAIN: error ThrottlingException: too many requests");
    EXPECT_EQ(error(500, "InternalError"), "AGAIN: error InternalError: internal error");
    EXPECT_EQ(error(500, "InternalFailure"), "AGAIN: error InternalFailure: internal error");
    EXPECT_EQ(error(503, "ServiceUnavailable"), "AGAIN: error ServiceUnavailable: not available");
    EXPECT_EQ(error(400, "OptedOut"), "GONE: error OptedOut: they opted out");
    EXPECT_EQ(error(400, "InvalidParameter",
                    "Invalid parameter: PhoneNumber Reason: +14155550100 is not valid to publish to"),
              "GONE: error InvalidParameter: not a valid number");
    EXPECT_EQ(error(403, "AuthorizationError"), "FAILED account: error AuthorizationError: the key may not send");
    EXPECT_EQ(error(403, "AccessDenied"), "FAILED account: error AccessDenied: the key may not send");
    EXPECT_EQ(error(403, "InvalidClientTokenId"), "FAILED account: error InvalidClientTokenId: no such key");
    EXPECT_EQ(error(403, "SignatureDoesNotMatch"), "FAILED account: error SignatureDoesNotMatch: secret key refused");
    EXPECT_EQ(error(403, "IncompleteSignature"), "FAILED account: error IncompleteSignature: key refused");
    EXPECT_EQ(error(403, "MissingAuthenticationToken"),
              "FAILED account: error MissingAuthenticationToken: key refused");
    EXPECT_EQ(error(400, "RequestExpired"), "FAILED account: error RequestExpired: this server's clock is wrong");
    EXPECT_EQ(error(403, "OptInRequired"), "FAILED account: 403 Forbidden, error OptInRequired");
    EXPECT_EQ(error(400, "Other"), "FAILED: 400 Bad Request, error Other");
}

TEST(Sns, LosesNobodyWhereAnotherParameterWasWrong) {
    EXPECT_EQ(judged(sns_channel, 400,
                     "<ErrorResponse><Error><Code>InvalidParameter</Code><Message>Invalid parameter: "
                     "AWS.SNS.SMS.SenderID, not PhoneNumber</Message></Error></ErrorResponse>"),
              "FAILED: 400 Bad Request, error InvalidParameter");
}

TEST(Sns, ReadsNothingFromBesideItsTags) {
    for (const char* body :
         {"<ErrorResponse><Error><Message>&lt;Code&gt;OptedOut</Message></Error><Code>OptedOut</Code></ErrorResponse>",
          "<Code>OptedOut</Code>", "<Error></Error><Code>OptedOut</Code>", "<Error><Code>OptedOut</Error></Code>",
          "<Error><Code><Code>OptedOut</Code></Code></Error>", "<Error><Code>OptedOut<!-- --></Code></Error>",
          "<Error><Code>Opted Out</Code></Error>", "<!-- OptedOut -->"}) {
        EXPECT_EQ(judged(sns_channel, 400, body), "FAILED: 400 Bad Request") << body;
    }
    EXPECT_EQ(judged(sns_channel, 200, "<PublishResult></PublishResult><MessageId>1</MessageId>"),
              "AGAIN unknown: 200 OK, but no answer of the provider");
}

TEST(Sns, MakesNothingOfAnswersThatSayNothing) {
    for (const std::string& body : useless_bodies()) {
        EXPECT_EQ(judged(sns_channel, 200, body), "AGAIN unknown: 200 OK, but no answer of the provider")
            << body.substr(0, 99);
        EXPECT_EQ(judged(sns_channel, 400, body), "FAILED: 400 Bad Request") << body.substr(0, 99);
        EXPECT_EQ(judged(sns_channel, 403, body), "FAILED account: 403 Forbidden");
        EXPECT_EQ(judged(sns_channel, 503, body, {{"retry-after", "5"}}), "AGAIN in 5000: 503 Service Unavailable");
    }
    EXPECT_EQ(judged(sns_channel, net::HttpAnswer::Fault::BadAddress, false),
              "FAILED account: no address to which a request can be sent");
    EXPECT_EQ(judged(sns_channel, net::HttpAnswer::Fault::TimedOut, true), "AGAIN unknown: no answer in time");
}

}  // namespace
}  // namespace daymark::notify
