// The server over real sockets: what it answers, in which order, and when it closes.
#include "platform/http/hot_answers.h"
#include "platform/http/test_client.h"

#include <chrono>
#include <ctime>
#include <memory>
#include <thread>
#include <vector>

using namespace daymark::http;

namespace {

std::string chunked(const std::string& path, const std::string& chunks) {
    return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks;
}

TEST(HttpServer, AnswersReadyBytes) {
    TestServer server;
    RawClient client(server.port());
    const RawAnswer answer = client.ask(get_request("/ready"));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, "ready");
    EXPECT_NE(answer.head.find("\r\ndate: "), std::string::npos);
    EXPECT_EQ(answer.head.find("\r\nconnection: "), std::string::npos);
    EXPECT_TRUE(answer.head.ends_with(" GMT\r\n"));
    EXPECT_EQ(client.ask(get_request("/ready")).body, "ready");
    EXPECT_EQ(server.counts().requests_ready, 2U);
}

TEST(HttpServer, LetsWorkersAnswerTheRest) {
    TestServer server;
    server.handler.work = [](const Request& request) {
        Response response;
        response.status = 201;
        response.headers = {{"x-remote", request.remote_address}};
        response.body = request.path + "," + std::string(request.query_value("q").value_or("")) + "," + request.body;
        return response;
    };
    RawClient client(server.port());
    const RawAnswer answer = client.ask(post_request("/a?q=%41", "hello"));
    EXPECT_EQ(answer.status, 201);
    EXPECT_EQ(answer.body, "/a,A,hello");
    EXPECT_TRUE(answer.has("x-remote: 127.0.0.1"));
    EXPECT_EQ(server.counts().requests_worked, 1U);
}

TEST(HttpServer, SendsNoBodyToHead) {
    TestServer server;
    RawClient client(server.port());
    client.send("HEAD /ready HTTP/1.1\r\nHost: a\r\n\r\nHEAD /x HTTP/1.1\r\nHost: a\r\n\r\n" + get_request("/ready"));
    EXPECT_TRUE(client.read(false).has("content-length: 5"));
    EXPECT_TRUE(client.read(false).has("content-length: 8"));
    EXPECT_EQ(client.read().body, "ready");
}

TEST(HttpServer, SendsNoBodyWith204And304) {
    TestServer server;
    server.handler.work = [](const Request& request) {
        Response response;
        response.status = request.path == "/204" ? 204 : 304;
        response.body = "not sent";
        return response;
    };
    RawClient client(server.port());
    client.send(get_request("/204") + get_request("/304") + get_request("/ready"));
    EXPECT_EQ(client.read().status, 204);
    EXPECT_EQ(client.read().status, 304);
    EXPECT_EQ(client.read().body, "ready");
}

TEST(HttpServer, JoinsChunkedBodies) {
    TestServer server;
    RawClient client(server.port());
    EXPECT_EQ(client.ask(chunked("/a", "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nX: y\r\n\r\n")).body, "POST /a abcde");
    for (const char c : chunked("/a", "3\r\nabc\r\n0\r\n\r\n")) client.send({&c, 1});
    EXPECT_EQ(client.read().body, "POST /a abc");
    EXPECT_EQ(client.ask(chunked("/a", "3\r\nabcd\r\n0\r\n\r\n")).status, 400);
    EXPECT_TRUE(client.ended());
}

TEST(HttpServer, AnswersPipelinedRequestsInOrder) {
    TestServer server;
    RawClient client(server.port());
    client.send(get_request("/a") + get_request("/ready") + post_request("/b", "body") + get_request("/ready") +
                chunked("/c", "1\r\nx\r\n0\r\n\r\n") + get_request("/d"));
    for (const char* expected : {"GET /a ", "ready", "POST /b body", "ready", "POST /c x", "GET /d "}) {
        EXPECT_EQ(client.read().body, expected);
    }
}

TEST(HttpServer, AnswersLongPipelines) {
    TestServer server;
    RawClient client(server.port());
    std::string requests;
    for (int i = 0; i < 1000; ++i) requests += get_request(i % 100 == 99 ? "/" + std::to_string(i) : "/ready");
    const std::jthread sender([&] { client.send(requests); });
    for (int i = 0; i < 1000; ++i) {
        const std::string expected = i % 100 == 99 ? "GET /" + std::to_string(i) + " " : "ready";
        ASSERT_EQ(client.read().body, expected) << i;
    }
}

// Each answer fills the socket buffers, so each time the next request must be taken up when the output has drained.
TEST(HttpServer, AnswersPipelinedRequestsWhoseAnswersDoNotFitTheSocket) {
    TestServer server;
    server.handler.work = [](const Request&) {
        Response response;
        response.body = std::string(TestHandler::big, 'w');
        return response;
    };
    RawClient client;
    client.small_receive_buffer();
    client.connect(server.port());
    client.send(get_request("/ready-big") + get_request("/a") + get_request("/ready-big") + get_request("/ready-big") +
                get_request("/b") + get_request("/ready"));
    for (const char expected : {'r', 'w', 'r', 'r', 'w'}) {
        const RawAnswer answer = client.read();
        ASSERT_EQ(answer.body.size(), TestHandler::big);
        EXPECT_EQ(answer.body.find_first_not_of(expected), std::string::npos);
    }
    EXPECT_EQ(client.read().body, "ready");
}

// The socket is full at some head: nothing of it may be lost while the client does not read.
TEST(HttpServer, AnswersSmallRequestsUntilTheSocketIsFull) {
    constexpr std::uint64_t count = 150'000;  // more than the buffers of both sides hold
    ServerOptions options;
    options.max_requests_per_connection = 2 * count;
    TestServer server(options);
    RawClient client;
    client.small_receive_buffer();
    client.connect(server.port());
    std::string requests;
    for (std::uint64_t i = 0; i < count; ++i) requests += "GET /ready HTTP/1.1\r\nHost: a\r\n\r\n";
    const std::jthread sender([&] { client.send(requests); });
    for (std::uint64_t before = 1; before != server.counts().requests_ready;) {
        before = server.counts().requests_ready;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    EXPECT_LT(server.counts().requests_ready, count);
    for (std::uint64_t i = 0; i < count; ++i) {
        const RawAnswer answer = client.read();
        ASSERT_TRUE(answer.body == "ready" && answer.head.ends_with(" GMT\r\n")) << i << answer.head;
    }
}

// From some use on, its bytes come from a file, at first in part only: the socket does not take it in one piece.
TEST(HttpServer, SendsHotBodiesWhole) {
    TestServer server;
    RawClient client;
    client.small_receive_buffer();
    client.connect(server.port());
    std::string requests;
    for (int i = 0; i < 100; ++i) requests += get_request("/ready-page") + get_request("/ready");
    client.send(requests);
    const std::string page = TestHandler::page();
    for (int i = 0; i < 100; ++i) {
        ASSERT_TRUE(client.read().body == page) << i;
        ASSERT_EQ(client.read().body, "ready");
    }
    client.send("HEAD /ready-page HTTP/1.1\r\nHost: a\r\n\r\n" + get_request("/ready"));
    EXPECT_EQ(client.read(false).status, 200);
    EXPECT_EQ(client.read().body, "ready");
}

std::shared_ptr<const ReadyBytes> ready_bytes(std::size_t size) {
    return std::make_shared<const ReadyBytes>(ReadyBytes{"HTTP/1.1 200 OK\r\n", std::string(size, 'x')});
}

TEST(HotAnswers, AreFilesOnceTheyAreUsedOften) {
    HotAnswers hot;
    const auto bytes = ready_bytes(10'000);
    const std::string tail = "date: now\r\n\r\n";
    for (int i = 1; i < HotAnswers::uses_before; ++i) EXPECT_EQ(hot.file(bytes, tail), -1);
    const int descriptor = hot.file(bytes, tail);
    ASSERT_GE(descriptor, 0);
    EXPECT_EQ(hot.file(bytes, tail), descriptor);
    const std::string whole = bytes->head + tail + bytes->body;
    std::string content(whole.size() + 1, '\0');
    EXPECT_EQ(::pread(descriptor, content.data(), content.size(), 0), static_cast<ssize_t>(whole.size()));
    EXPECT_EQ(content.substr(0, whole.size()), whole);
    hot.forget();
    EXPECT_EQ(hot.file(bytes, tail), -1) << "the tail is another now";
    EXPECT_EQ(bytes.use_count(), 2);
}

TEST(HotAnswers, AreOfTheSizeThatGains) {
    HotAnswers hot;
    const auto small = ready_bytes(HotAnswers::smallest - 1);
    const auto large = ready_bytes(HotAnswers::largest + 1);
    for (int i = 0; i < 2 * HotAnswers::uses_before; ++i) {
        EXPECT_EQ(hot.file(small, ""), -1);
        EXPECT_EQ(hot.file(large, ""), -1);
    }
}

TEST(HttpServer, RefusesWithJsonAndCloses) {
    TestServer server;
    const auto refused = [&server](const std::string& bytes) {
        RawClient client(server.port());
        RawAnswer answer = client.ask(bytes);
        EXPECT_TRUE(answer.has("content-type: application/json; charset=utf-8")) << bytes;
        EXPECT_TRUE(answer.has("x-content-type-options: nosniff")) << bytes;
        EXPECT_TRUE(answer.has("connection: close")) << bytes;
        EXPECT_TRUE(client.ended()) << bytes;
        return answer;
    };
    const RawAnswer bad = refused("GET / HTTP/1.1\nHost: a\n\n");
    EXPECT_EQ(bad.status, 400);
    EXPECT_EQ(bad.body, R"({"error":{"code":"bad_request","message":"Lines must end with CR LF."}})");
    EXPECT_EQ(refused(get_request("/a/../b")).status, 404);
    const RawAnswer trace = refused("TRACE / HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(trace.status, 405);
    EXPECT_TRUE(trace.has("allow: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"));
    EXPECT_EQ(refused(get_request("/" + std::string(9000, 'a'))).status, 414);
    EXPECT_EQ(refused(get_request("/", "X: " + std::string(9000, 'a') + "\r\n")).status, 431);
    EXPECT_EQ(refused(get_request("/", "Expect: x\r\n")).status, 417);
    EXPECT_EQ(refused("FOO / HTTP/1.1\r\nHost: a\r\n\r\n").status, 501);
    EXPECT_EQ(refused("GET / HTTP/2.0\r\nHost: a\r\n\r\n").status, 505);
    EXPECT_EQ(refused(post_request("/", "abc", "Content-Encoding: gzip\r\n")).status, 415);
    EXPECT_EQ(server.counts().requests_refused, 9U);
}

TEST(HttpServer, NeverTakesBytesBehindARefusalAsARequest) {
    TestServer server;
    RawClient client(server.port());
    EXPECT_EQ(client.ask(post_request("/", "abc", "Content-Length: 0\r\n") + get_request("/smuggled")).status, 400);
    EXPECT_TRUE(client.ended());
    EXPECT_EQ(server.counts().requests_worked, 0U);
}

TEST(HttpServer, AnswersAReadyRequestWithABodyAndCloses) {
    TestServer server;
    RawClient client(server.port());
    const std::string hidden = get_request("/smuggled");
    EXPECT_TRUE(client.ask(get_request("/ready", "Content-Length: " + std::to_string(hidden.size()) + "\r\n") + hidden)
                    .has("connection: close"));
    EXPECT_TRUE(client.ended());
    EXPECT_EQ(server.counts().requests_worked, 0U);
}

TEST(HttpServer, LeavesCodedBodiesToHandlersThatWantThem) {
    TestServer server;
    RawClient client(server.port());
    EXPECT_EQ(client.ask(post_request("/coded", "abc", "Content-Encoding: gzip\r\n")).body, "POST /coded abc");
}

TEST(HttpServer, InvitesABodyThatIsExpected) {
    TestServer server;
    RawClient client(server.port());
    client.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_EQ(client.read().status, 100);
    EXPECT_EQ(client.ask("abc").body, "POST /a abc");
}

TEST(HttpServer, DoesNotInviteABodyThatIsTooLarge) {
    TestServer server;
    RawClient client(server.port());
    const RawAnswer answer =
        client.ask("POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_EQ(answer.status, 413);
    EXPECT_NE(answer.body.find("payload_too_large"), std::string::npos);
    EXPECT_TRUE(client.ended());
}

TEST(HttpServer, RefusesBodiesAboveTheRoutesLimit) {
    TestServer server;
    RawClient client(server.port());
    EXPECT_EQ(client.ask(post_request("/small", "0123456789")).status, 200);
    EXPECT_EQ(client.ask(post_request("/small", "0123456789x")).status, 413);
    EXPECT_TRUE(client.ended());
    RawClient other(server.port());
    EXPECT_EQ(other.ask(chunked("/small", "6\r\n012345\r\n5\r\n6789x\r\n0\r\n\r\n")).status, 413);
    EXPECT_TRUE(other.ended());
}

// Without a lingering close the unread body would reset the connection and take the answer with it.
TEST(HttpServer, LetsAClientThatStillSendsReadItsRefusal) {
    TestServer server;
    RawClient client(server.port());
    client.send("POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 4000000\r\n\r\n");
    EXPECT_TRUE(client.send(std::string(4'000'000, 'x')));
    EXPECT_EQ(client.read().status, 413);
    EXPECT_TRUE(client.ended());
}

TEST(HttpServer, KeepsConnectionsAsAsked) {
    TestServer server;
    const auto closes = [&server](const std::string& bytes, const std::string& line) {
        RawClient client(server.port());
        const RawAnswer answer = client.ask(bytes);
        EXPECT_EQ(answer.status, 200);
        EXPECT_TRUE(line.empty() || answer.has(line)) << bytes;
        return !client.send(get_request("/ready")) || client.read().status != 200;
    };
    for (const std::string path : {"/ready", "/worker"}) {
        const std::string old = "GET " + path + " HTTP/1.0\r\nHost: a\r\n";
        EXPECT_FALSE(closes(get_request(path), ""));
        EXPECT_TRUE(closes(get_request(path, "Connection: close\r\n"), "connection: close"));
        EXPECT_TRUE(closes(old + "\r\n", "connection: close"));
        EXPECT_FALSE(closes(old + "Connection: keep-alive\r\n\r\n", "connection: keep-alive"));
    }
}

TEST(HttpServer, AnswersAClientThatHasStoppedSending) {
    TestServer server;
    for (const std::string path : {"/ready", "/ready-big", "/worker"}) {
        RawClient client(server.port());
        client.send(get_request(path));
        client.end_sending();
        EXPECT_EQ(client.read().status, 200);
        EXPECT_TRUE(client.ended());
    }
}

TEST(HttpServer, SeesTheEndThatComesWithTheLastBytes) {
    TestServer server;
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 200; ++i) {
        clients.push_back(std::make_unique<RawClient>(server.port()));
        EXPECT_EQ(clients.back()->ask(get_request("/ready")).status, 200);
    }
    // All at once, so that for most of them the loop finds both together.
    for (const auto& client : clients) {
        client->send(get_request("/ready"));
        client->end_sending();
    }
    for (const auto& client : clients) {
        EXPECT_EQ(client->read().status, 200);
        EXPECT_TRUE(client->ended());
    }
}

std::int64_t processor_ms() {
    timespec spent{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &spent);
    return std::int64_t{spent.tv_sec} * 1000 + spent.tv_nsec / 1'000'000;
}

TEST(HttpServer, RestsWhileAWorkerIsBusyForAClientThatHasEnded) {
    TestServer server;
    RawClient client(server.port());
    client.send(get_request("/wait"));
    client.end_sending();
    server.handler.await_waiting(1);
    const std::int64_t before = processor_ms();
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    EXPECT_LT(processor_ms() - before, 150);
    server.handler.release();
    EXPECT_EQ(client.read().status, 200);
    EXPECT_TRUE(client.ended());
}

TEST(HttpServer, RefusesWhatEndsTooEarly) {
    TestServer server;
    for (const std::string part : {"GET / HTTP/1.1\r\nHo", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nabc",
                                   "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"}) {
        RawClient client(server.port());
        client.send(part);
        client.end_sending();
        EXPECT_EQ(client.read().status, 400) << part;
        EXPECT_TRUE(client.ended());
    }
}

TEST(HttpServer, DropsResponseHeadersThatWouldSplitTheAnswer) {
    TestServer server;
    server.handler.work = [](const Request&) {
        Response response;
        response.headers = {{"x-bad", "a\r\nset-cookie: b"}, {"x-good", "c"}, {"content-length", "1000"}};
        response.body = "body";
        return response;
    };
    RawClient client(server.port());
    const RawAnswer answer = client.ask(get_request("/"));
    EXPECT_EQ(answer.head.find("set-cookie"), std::string::npos);
    EXPECT_TRUE(answer.has("x-good: c"));
    EXPECT_TRUE(answer.has("content-length: 4"));
}

TEST(HttpServer, SurvivesHandlersThatThrow) {
    TestServer server;
    server.handler.work = [](const Request&) -> Response { throw std::runtime_error("secret"); };
    RawClient client(server.port());
    const RawAnswer answer = client.ask(get_request("/"));
    EXPECT_EQ(answer.status, 500);
    EXPECT_EQ(answer.body.find("secret"), std::string::npos);
    EXPECT_EQ(client.ask(get_request("/ready")).body, "ready");
    RawClient other(server.port());
    other.send(get_request("/ready-throws"));
    EXPECT_TRUE(other.ended());
}

TEST(HttpServer, SendsSharedBodiesWithoutACopy) {
    TestServer server;
    const auto shared = std::make_shared<const std::string>("shared");
    server.handler.work = [&shared](const Request&) {
        Response response;
        response.shared_body = shared;
        return response;
    };
    RawClient client(server.port());
    EXPECT_EQ(client.ask(get_request("/")).body, "shared");
}

TEST(HttpServer, ServesManyConnections) {
    ServerOptions options;
    options.queue_limit = 1000;
    TestServer server(options);
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 300; ++i) clients.push_back(std::make_unique<RawClient>(server.port()));
    for (int round = 0; round < 2; ++round) {
        for (const auto& client : clients) client->send(get_request("/ready") + get_request("/worker"));
        for (const auto& client : clients) {
            ASSERT_EQ(client->read().body, "ready");
            ASSERT_EQ(client->read().body, "GET /worker ");
        }
    }
    EXPECT_EQ(server.counts().connections_open, 300U);
    clients.clear();
    EXPECT_TRUE(server.reaches([](const ServerCounts& counts) { return counts.connections_open == 0; }));
}

TEST(HttpServer, NamesTheAddressItCannotListenOn) {
    TestServer server;
    TestHandler handler;
    ServerOptions options;
    options.port = server.port();
    try {
        const Server second(options, handler);
        FAIL() << "two servers on one port";
    } catch (const std::runtime_error& error) {
        EXPECT_NE(std::string(error.what()).find("127.0.0.1:" + std::to_string(options.port)), std::string::npos);
    }
    options.address = "not an address";
    EXPECT_THROW(Server(options, handler), std::runtime_error);
}

}  // namespace
