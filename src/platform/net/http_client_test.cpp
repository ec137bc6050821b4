// What goes out and what comes back, with servers of every kind.
#include "platform/net/http_client.h"

#include "platform/text/compress.h"
#include "support/loopback_client.h"

#include <atomic>
#include <future>
#include <mutex>
#include <string>
#include <vector>

namespace daymark::net {
namespace {

using namespace test;
using Peer = RudeServer::Peer;

/// The one request that a server gets.
RudeServer::Request request_of(HttpRequest request, const std::string& path = "/") {
    std::promise<RudeServer::Request> got;
    RudeServer server([&](Peer& peer) {
        got.set_value(peer.read().value_or(RudeServer::Request{}));
        peer.send(http_answer("200 OK"));
    });
    HttpClient client(loopback_allowed(), wide_limits());
    request.url = server.url(path);
    EXPECT_EQ(client.send_and_wait(std::move(request)).status, 200);
    return got.get_future().get();
}

TEST(HttpRequests, ArriveByteForByte) {
    std::string body = "{\"ü\":\"\\u0000\"}\r\n\r\n";
    body += std::string("\0\x01\xff", 3);
    const auto got = request_of({.method = "PUT",
                                 .url = {},
                                 .headers = {{"Content-Type", "application/json"},
                                             {"x-Signature", "a b;c=\"d\", e:f"},
                                             {"x-empty", ""},
                                             {"x-blank", "  "},
                                             {"x-blank-around", " ü\t"},
                                             {"x-twice", "1"},
                                             {"x-twice", "2"},
                                             {"Accept-Encoding", "gzip"}},
                                 .body = body},
                                "/a//b/../c%2Fd;e?f=g%20h&i=[j]#not-sent");
    EXPECT_EQ(got.line(), "PUT /a//b/../c%2Fd;e?f=g%20h&i=[j] HTTP/1.1");
    EXPECT_EQ(got.body, body);
    for (const char* header : {"Content-Type: application/json", "x-Signature: a b;c=\"d\", e:f",
                               "x-empty:", "x-blank:", "x-blank-around: ü", "x-twice: 1", "x-twice: 2",
                               "Accept-Encoding: gzip", "User-Agent: daymark/" DAYMARK_VERSION}) {
        EXPECT_TRUE(got.has(header)) << header << " in\n" << got.head;
    }
}

TEST(HttpRequests, HaveNoHeadersOfWhichNobodyKnows) {
    const auto got = request_of(post("", std::string(2 << 20, 'x')));
    EXPECT_EQ(got.body.size(), 2U << 20);
    const std::string host =
        got.head.substr(got.head.find("Host: "), got.head.find("\r\nUser-Agent") - got.head.find("Host: "));
    EXPECT_EQ(got.head, "POST / HTTP/1.1\r\n" + host +
                            "\r\nUser-Agent: daymark/" DAYMARK_VERSION
                            "\r\nAccept: */*\r\nContent-Length: 2097152\r\n\r\n");
    EXPECT_TRUE(request_of({.url = {}, .headers = {{"user-agent", "mine"}}, .body = {}}).has("user-agent: mine"));
}

TEST(HttpRequests, KnowEveryMethod) {
    for (const char* method : {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "get"}) {
        const auto bare = request_of({.method = method, .url = {}, .headers = {}, .body = {}});
        EXPECT_EQ(bare.line(), std::string(method) + " / HTTP/1.1");
        const bool has_length = bare.has("Content-Length: 0");
        EXPECT_EQ(has_length, std::string_view(method).starts_with('P') && std::string_view(method) != "PROPFIND");
        const auto with_body = request_of({.method = method, .url = {}, .headers = {}, .body = "text"});
        EXPECT_EQ(with_body.line(), std::string(method) + " / HTTP/1.1");
        EXPECT_EQ(with_body.body, "text");
    }
    const auto head = request_of({.method = "HEAD", .url = {}, .headers = {}, .body = "text"});
    EXPECT_EQ(head.line(), "HEAD / HTTP/1.1");
    EXPECT_EQ(head.body, "");
}

TEST(HttpRequests, OneAfterAnotherDoNotMix) {
    std::mutex mutex;
    std::vector<std::string> seen;
    RudeServer server([&](Peer& peer) {
        while (const auto request = peer.read()) {
            const std::lock_guard lock(mutex);
            seen.push_back(request->line() + (request->has("x-mine: 1") ? "+" : "-") + request->body);
            peer.send(request->line().starts_with("HEAD") ? "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"
                                                          : http_answer("200 OK", "body"));
        }
    });
    HttpClient client(loopback_allowed(), wide_limits());
    const auto send = [&](HttpRequest request, const std::string& path) {
        request.url = server.url(path);
        return client.send_and_wait(std::move(request)).body;
    };
    EXPECT_EQ(send({.url = {}, .headers = {{"x-mine", "1"}}, .body = "one"}, "/1"), "body");
    EXPECT_EQ(send({.method = "HEAD", .url = {}, .headers = {}, .body = {}}, "/2"), "");
    EXPECT_EQ(send({.method = "GET", .url = {}, .headers = {}, .body = {}}, "/3"), "body");
    EXPECT_EQ(send({.method = "DELETE", .url = {}, .headers = {{"x-mine", "1"}}, .body = "four"}, "/4"), "body");
    EXPECT_EQ(send({.url = {}, .headers = {}, .body = {}}, "/5"), "body");
    EXPECT_EQ(server.accepted(), 1U) << "a connection serves them all";
    const std::vector<std::string> expected = {"POST /1 HTTP/1.1+one", "HEAD /2 HTTP/1.1-", "GET /3 HTTP/1.1-",
                                               "DELETE /4 HTTP/1.1+four", "POST /5 HTTP/1.1-"};
    const std::lock_guard lock(mutex);
    EXPECT_EQ(seen, expected);
}

TEST(HttpAnswers, ComeWhole) {
    const auto answer =
        answer_of(saying("HTTP/1.1 429 Slow: down\r\nRetry-After:  7 \r\nX-One: 1\r\nx-one: 2\r\n"
                         "X-Folded: a\r\n b: c\r\n: none\r\nX-Empty:\r\nContent-Length: 5\r\n\r\nhello"));
    EXPECT_FAULT(answer, None);
    EXPECT_TRUE(answer.sent);
    EXPECT_EQ(answer.status, 429);
    EXPECT_EQ(answer.body, "hello");
    EXPECT_EQ(answer.header("retry-after"), "7");
    EXPECT_EQ(answer.header("x-one"), "1") << "the first";
    EXPECT_EQ(answer.header("x-empty"), "");
    EXPECT_EQ(answer.header("x-none"), "");
    EXPECT_EQ(answer.header("b"), "");
    EXPECT_EQ(answer.header("http/1.1 429 slow"), "");
}

TEST(HttpAnswers, EndByLengthByChunksOrByTheConnection) {
    for (const char* bytes : {"HTTP/1.1 200 OK\r\n\r\nhello", "HTTP/1.0 200 OK\r\n\r\nhello",
                              "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n"
                              "x-trailer: 1\r\nHTTP-like: 2\r\n\r\n"}) {
        const auto answer = answer_of(saying(bytes));
        EXPECT_FAULT(answer, None) << bytes;
        EXPECT_EQ(answer.status, 200);
        EXPECT_EQ(answer.body, "hello");
        EXPECT_EQ(answer.header("x-trailer"), "");
    }
    EXPECT_EQ(answer_of(saying("HTTP/1.1 204 No Content\r\n\r\n")).status, 204);
    EXPECT_EQ(answer_of(saying("HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n")).status, 410);
}

TEST(HttpAnswers, ThatLeadElsewhereAreNotFollowed) {
    RudeServer other(RudeServer::answering(http_answer("200 OK")));
    for (const char* status : {"301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"}) {
        const std::string to = other.url("/there");
        const auto answer =
            answer_of(saying(http_answer(status, "body", "Location: " + to + "\r\nRefresh: 0;url=" + to + "\r\n")));
        EXPECT_FAULT(answer, None);
        EXPECT_EQ(std::to_string(answer.status), std::string(status).substr(0, 3));
        EXPECT_EQ(answer.header("location"), to);
        EXPECT_EQ(answer.body, "body");
    }
    EXPECT_EQ(answer_of(saying(http_answer("401 No", "", "WWW-Authenticate: Basic realm=\"x\"\r\n"))).status, 401);
    EXPECT_EQ(answer_of(saying(http_answer("407 No", "", "Proxy-Authenticate: NTLM\r\n"))).status, 407);
    EXPECT_EQ(other.accepted(), 0U);
}

TEST(HttpAnswers, LeaveNoCookies) {
    std::atomic<int> with_cookie = 0;
    RudeServer server([&](Peer& peer) {
        while (const auto request = peer.read()) {
            if (request->head.find("ookie") != std::string::npos) ++with_cookie;
            peer.send(http_answer("200 OK", "", "Set-Cookie: a=b; Path=/\r\n"));
        }
    });
    HttpClient client(loopback_allowed(), wide_limits());
    for (int i = 0; i < 3; ++i) EXPECT_EQ(client.send_and_wait(post(server.url())).header("set-cookie"), "a=b; Path=/");
    EXPECT_EQ(with_cookie, 0);
}

TEST(HttpAnswers, MayFollowOthersThatAreNotFinal) {
    const auto answer =
        answer_of(saying("HTTP/1.1 100 Continue\r\nx-early: 1\r\n\r\nHTTP/1.1 103 Early Hints\r\n"
                         "Link: </x>\r\n\r\nHTTP/1.1 200 OK\r\nx-late: 1\r\nContent-Length: 2\r\n\r\nok"));
    EXPECT_FAULT(answer, None);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "ok");
    EXPECT_EQ(answer.header("x-early"), "");
    EXPECT_EQ(answer.header("x-late"), "1");
    EXPECT_FAULT(answer_of(saying("HTTP/1.1 100 Continue\r\n\r\n")), Broken);
    EXPECT_FAULT(answer_of(saying("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\nhello")), Broken);
}

TEST(HttpAnswers, AreNotUnpacked) {
    auto small = wide_limits();
    small.answer_bytes = 16 * 1024;
    const std::string bomb = text::gzip(std::string(8 << 20, 'x'));
    for (const char* encoding : {"Content-Encoding: gzip\r\n", "Content-Encoding: gzip, gzip\r\n"}) {
        const auto answer = answer_of(saying(http_answer("200 OK", bomb, encoding)), small);
        EXPECT_FAULT(answer, None);
        EXPECT_EQ(answer.body, bomb);
    }
    const auto transferred = answer_of(saying("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n" + bomb), small);
    EXPECT_LE(transferred.body.size(), small.answer_bytes) << "libcurl unpacks this one, as far as there is room";
}

}  // namespace
}  // namespace daymark::net
