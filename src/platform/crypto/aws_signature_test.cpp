#include "platform/crypto/aws_signature.h"

#include <gtest/gtest.h>

#include <set>

namespace daymark::crypto {
namespace {

constexpr Millis then = 1440938160'000;  // 2015-08-30T12:36:00Z

const AwsKeys suite_keys = {"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "us-east-1", "service"};

AwsRequest request_of_suite(std::string_view method) {
    return {method, "/", "", {{"x-amz-date", "20150830T123600Z"}, {"host", "example.amazonaws.com"}}, ""};
}

std::string as_signed(const std::string& names, const std::string& signature) {
    return "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=" + names +
           ", Signature=" + signature;
}

// get-vanilla and post-vanilla of Amazon's test suite.
TEST(AwsSignature, SignsRequestsWithoutABody) {
    EXPECT_EQ(aws_authorization(suite_keys, request_of_suite("GET"), then),
              as_signed("host;x-amz-date", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"));
    EXPECT_EQ(aws_authorization(suite_keys, request_of_suite("POST"), then),
              as_signed("host;x-amz-date", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"));
}

// get-vanilla-query-order-key-case.
TEST(AwsSignature, SignsTheQuery) {
    AwsRequest request = request_of_suite("GET");
    request.query = "Param1=value1&Param2=value2";
    EXPECT_EQ(aws_authorization(suite_keys, request, then),
              as_signed("host;x-amz-date", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"));
}

// post-x-www-form-urlencoded, the form of the requests that are sent here.
TEST(AwsSignature, SignsAForm) {
    AwsRequest request = request_of_suite("POST");
    request.headers.emplace_back("content-type", "application/x-www-form-urlencoded");
    request.body = "Param1=value1";
    EXPECT_EQ(
        aws_authorization(suite_keys, request, then),
        as_signed("content-type;host;x-amz-date", "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"));
}

TEST(AwsSignature, CoversEveryPart) {
    std::set<std::string> all;
    const auto add = [&](const AwsKeys& keys, const AwsRequest& request, Millis now) {
        const std::string header = aws_authorization(keys, request, now);
        all.insert(header.substr(header.find("Signature=")));
    };
    const AwsRequest plain = request_of_suite("POST");
    add(suite_keys, plain, then);
    add(suite_keys, plain, then + one_second);
    AwsKeys keys = suite_keys;
    keys.secret_key += "x";
    add(keys, plain, then);
    keys = suite_keys;
    keys.region = "eu-west-1";
    add(keys, plain, then);
    keys = suite_keys;
    keys.service = "sns";
    add(keys, plain, then);
    AwsRequest other = plain;
    other.body = "x";
    add(suite_keys, other, then);
    other = plain;
    other.path = "/x";
    add(suite_keys, other, then);
    other = plain;
    other.headers[1].second = "example.com";
    add(suite_keys, other, then);
    EXPECT_EQ(all.size(), 8U);
}

TEST(AwsTime, HasNeitherDashesNorFractions) {
    EXPECT_EQ(aws_time(then), "20150830T123600Z");
    EXPECT_EQ(aws_time(then + 999), "20150830T123600Z");
    EXPECT_EQ(aws_time(0), "19700101T000000Z");
}

}  // namespace
}  // namespace daymark::crypto
