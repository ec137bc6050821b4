// Helpers over HTTP messages, and the bytes of answers.
#include "platform/http/head_parser.h"
#include "platform/http/response_bytes.h"

#include <gtest/gtest.h>

using namespace daymark::http;

namespace {

TEST(HttpMessage, DecodesPercentTripletsOnce) {
    EXPECT_EQ(percent_decode("a%20b%2Fc"), "a b/c");
    EXPECT_EQ(percent_decode("%252e"), "%2e");
    EXPECT_EQ(percent_decode("a+b"), "a+b");
    EXPECT_EQ(percent_decode("a+b%2B", true), "a b+");
    EXPECT_EQ(percent_decode("100%"), "100%");
    EXPECT_EQ(percent_decode("%4"), "%4");
    EXPECT_EQ(percent_decode("%zz%41"), "%zzA");
}

TEST(HttpMessage, OwnsAHead) {
    HeadParser parser;
    const std::string bytes =
        "GET /a%20b?x=1&y=%26+z&&x=2&flag HTTP/1.1\r\nHOST: Example.com:81\r\nX-Thing: One\r\n\r\n";
    ASSERT_EQ(parser.parse(bytes), HeadParser::State::Done);
    const Request request = to_request(parser.head());
    EXPECT_EQ(request.path, "/a%20b");
    EXPECT_EQ(request.host, "example.com");
    EXPECT_EQ(request.header("x-thing"), "One");
    EXPECT_EQ(request.header("absent"), "");
    EXPECT_EQ(request.query.size(), 4U);
    EXPECT_EQ(request.query_value("x"), "2");
    EXPECT_EQ(request.query_value("y"), "& z");
    EXPECT_EQ(request.query_value("flag"), "");
    EXPECT_EQ(request.query_value("absent"), std::nullopt);
}

TEST(HttpMessage, NamesMethodsAndReasons) {
    EXPECT_EQ(method_name(Method::Patch), "PATCH");
    EXPECT_EQ(reason_of(404), "Not Found");
    EXPECT_EQ(reason_of(299), "Unknown");
}

TEST(HttpResponse, CannotBeSplitByItsHeaders) {
    Response response;
    response.headers = {{"x-good", "a\tb"},       {"x-lf", "a\nset-cookie: b"},
                        {"x-cr", "a\rb"},         {"x-nul", {"a\0b", 3}},
                        {"x bad", "a"},           {"", "a"},
                        {"x\r\nset-cookie", "a"}, {"location", "/a\r\n\r\nb"}};
    EXPECT_EQ(to_bytes(response, Method::Get).head, "HTTP/1.1 200 OK\r\nx-good: a\tb\r\ncontent-length: 0\r\n");
}

TEST(HttpResponse, KeepsFramingToTheServer) {
    Response response;
    response.headers = {{"Content-Length", "9"}, {"Transfer-Encoding", "chunked"}, {"Connection", "x"}, {"DATE", "x"}};
    response.body = "abc";
    const ResponseBytes bytes = to_bytes(response, Method::Get);
    EXPECT_EQ(bytes.head, "HTTP/1.1 200 OK\r\ncontent-length: 3\r\n");
    EXPECT_EQ(*bytes.body, "abc");
}

TEST(HttpResponse, HasNoBodyWhereNoneMayBe) {
    Response response;
    response.body = "abc";
    const ResponseBytes head = to_bytes(response, Method::Head);
    EXPECT_EQ(head.head, "HTTP/1.1 200 OK\r\ncontent-length: 3\r\n");
    EXPECT_EQ(head.body, nullptr);
    for (const int status : {204, 304}) {
        response.status = status;
        const ResponseBytes bytes = to_bytes(response, Method::Get);
        EXPECT_EQ(bytes.head, "HTTP/1.1 " + std::to_string(status) + " " + std::string(reason_of(status)) + "\r\n");
        EXPECT_EQ(bytes.body, nullptr);
    }
}

TEST(HttpResponse, NeverBecomesAnInterimAnswer) {
    Response response;
    response.status = 101;
    EXPECT_TRUE(to_bytes(response, Method::Get).head.starts_with("HTTP/1.1 500 "));
}

}  // namespace
