// The parsers against the table of cases, whole and in pieces.
#include "platform/http/parser_cases.h"
#include "platform/http/parser_judge.h"

#include <gtest/gtest.h>

#include <set>

using namespace daymark::http;

namespace {

struct Parsed {
    explicit Parsed(std::string_view bytes) { EXPECT_EQ(parser.parse(bytes), HeadParser::State::Done) << bytes; }
    HeadParser parser;
};

TEST(HttpParser, GivesEachCaseItsOutcome) {
    for (const ParserCase& one : parser_cases()) EXPECT_EQ(judge(one.bytes), one.outcome) << one.name;
}

TEST(HttpParser, GivesTheSameOutcomeWhenChunksComeByteByByte) {
    for (const ParserCase& one : parser_cases()) EXPECT_EQ(judge(one.bytes, 1), one.outcome) << one.name;
}

TEST(HttpParser, NamesEachCaseOnce) {
    std::set<std::string> names;
    for (const ParserCase& one : parser_cases()) EXPECT_TRUE(names.insert(one.name).second) << one.name;
    EXPECT_GE(names.size(), 120U);
}

// A prefix of a good head is never refused, and what is refused early is refused in the end.
TEST(HttpParser, JudgesPrefixesLikeTheWhole) {
    HeadParser parser;
    for (const ParserCase& one : parser_cases()) {
        if (one.bytes.size() > 1000) continue;
        const HeadParser::State whole = parser.parse(one.bytes);
        for (std::size_t length = 1; length < one.bytes.size(); ++length) {
            const HeadParser::State state = parser.parse(std::string_view(one.bytes).substr(0, length));
            EXPECT_TRUE(state == HeadParser::State::NeedMore || state == whole) << one.name << ", " << length;
        }
    }
}

TEST(HttpParser, ReadsTheHead) {
    const std::string bytes =
        "POST /a%20b?x=1 HTTP/1.1\r\nhost: Example.com:81\r\nX-Thing: \t one two \r\nx-thing: three\r\n\r\nrest";
    const Parsed parsed(bytes);
    const RequestHead& head = parsed.parser.head();
    EXPECT_EQ(head.method, Method::Post);
    EXPECT_EQ(head.target, "/a%20b?x=1");
    EXPECT_EQ(head.path, "/a%20b");
    EXPECT_EQ(head.query, "x=1");
    EXPECT_EQ(head.host, "Example.com");
    EXPECT_EQ(head.header("X-THING"), "one two");
    EXPECT_EQ(head.header("absent"), "");
    EXPECT_EQ(head.headers.size(), 3U);
    EXPECT_EQ(parsed.parser.size(), bytes.size() - 4);
}

TEST(HttpParser, KeepsBracketsOfAnIpv6Host) {
    const Parsed parsed("GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n");
    EXPECT_EQ(parsed.parser.head().host, "[::1]");
}

TEST(HttpParser, ShowsAnAbsoluteTargetInItsOriginForm) {
    const Parsed parsed("GET http://a/b?c HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(parsed.parser.head().path, "/b");
    EXPECT_EQ(parsed.parser.head().query, "c");
}

TEST(HttpParser, KnowsWhetherTheConnectionGoesOn) {
    const auto keeps = [](const std::string& version, const std::string& headers) {
        return Parsed("GET / " + version + "\r\nHost: a\r\n" + headers + "\r\n").parser.framing().keep_alive;
    };
    EXPECT_TRUE(keeps("HTTP/1.1", ""));
    EXPECT_FALSE(keeps("HTTP/1.1", "Connection: close\r\n"));
    EXPECT_FALSE(keeps("HTTP/1.1", "Connection: keep-alive, CLOSE\r\n"));
    EXPECT_FALSE(keeps("HTTP/1.1", "Connection: keep-alive\r\nConnection: close\r\n"));
    EXPECT_TRUE(keeps("HTTP/1.1", "Connection: closed\r\n"));
    EXPECT_FALSE(keeps("HTTP/1.0", ""));
    EXPECT_TRUE(keeps("HTTP/1.0", "Connection: Keep-Alive\r\n"));
}

TEST(HttpParser, NotesExpectationAndCoding) {
    const auto framing = [](const std::string& version, const std::string& headers) {
        return Parsed("POST / " + version + "\r\nHost: a\r\n" + headers + "\r\n").parser.framing();
    };
    EXPECT_TRUE(framing("HTTP/1.1", "Expect: 100-continue\r\n").expects_continue);
    EXPECT_FALSE(framing("HTTP/1.0", "Expect: 100-continue\r\n").expects_continue);
    EXPECT_TRUE(framing("HTTP/1.1", "Content-Encoding: gzip\r\n").coded);
    EXPECT_FALSE(framing("HTTP/1.1", "Content-Encoding: identity\r\n").coded);
}

TEST(HttpParser, StartsAfreshWithEachHead) {
    HeadParser parser;
    EXPECT_EQ(parser.parse("POST http://a/ HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nConnection: close\r\n\r\n"),
              HeadParser::State::Done);
    EXPECT_EQ(parser.parse("GET / HTTP/1.1\r\nHost: b\r\n\r\n"), HeadParser::State::Done);
    EXPECT_FALSE(parser.framing().has_body());
    EXPECT_TRUE(parser.framing().keep_alive);
    EXPECT_EQ(parser.head().headers.size(), 1U);
}

}  // namespace
