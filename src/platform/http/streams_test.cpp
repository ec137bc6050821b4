// Streams over real sockets: who is told what, and whom the server does not wait for.
#include "platform/http/test_client.h"

#include <atomic>
#include <chrono>
#include <memory>
#include <set>
#include <thread>
#include <vector>

using namespace daymark::http;

namespace {

using Clients = std::vector<std::unique_ptr<RawClient>>;

bool opens(const TestServer& server, std::uint64_t streams) {
    return server.reaches([&](const ServerCounts& counts) { return counts.streams_open == streams; });
}

std::unique_ptr<RawClient> listener(const TestServer& server, const std::string& topic) {
    auto client = std::make_unique<RawClient>(server.port());
    client->send(get_request("/stream/" + topic));
    EXPECT_EQ(client->read(false).status, 200);
    EXPECT_TRUE(client->read_to(event_text("first")).starts_with("retry: "));
    return client;
}

Clients listeners(const TestServer& server, const std::string& topic, int count) {
    Clients clients;
    for (int i = 0; i < count; ++i) clients.push_back(listener(server, topic));
    return clients;
}

TEST(HttpStreams, BeginWithWhatIsCurrentAndGoOn) {
    TestServer server;
    RawClient client(server.port());
    client.send(get_request("/stream/a"));
    const RawAnswer answer = client.read(false);
    for (const char* line : {"content-type: text/event-stream", "cache-control: no-store", "x-accel-buffering: no",
                             "x-content-type-options: nosniff", "connection: close"}) {
        EXPECT_TRUE(answer.has(line)) << line;
    }
    EXPECT_EQ(answer.head.find("content-length"), std::string::npos);
    EXPECT_EQ(answer.head.find("transfer-encoding"), std::string::npos);
    EXPECT_TRUE(client.read_to("\n\n").starts_with("retry: "));
    EXPECT_EQ(client.read_to("\n\n"), "id: first\ndata: first\n\n");
    server.tell("b", "other");
    server.tell("a", "second");
    EXPECT_EQ(client.read_to("\n\n"), "id: second\ndata: second\n\n");
    EXPECT_EQ(server.counts().streams_open, 1U);
}

// More than are told in one turn, some of which leave before and while the others are told.
TEST(HttpStreams, TellsAllWhoListen) {
    ServerOptions options;
    options.loops = 1;
    TestServer server(options);
    Clients clients = listeners(server, "a", 350);
    const Clients others = listeners(server, "b", 3);
    for (std::size_t i = 0; i < clients.size(); i += 7) clients[i]->reset();
    server.tell("a", "second");
    for (std::size_t i = 0; i < clients.size(); ++i) {
        if (i % 7 == 0) continue;
        ASSERT_EQ(clients[i]->read_to("\n\n"), event_text("second")) << i;
    }
    EXPECT_TRUE(opens(server, 303));
    server.tell("a", "third");
    for (std::size_t i = 0; i < clients.size(); ++i) {
        if (i % 7 == 0) continue;
        ASSERT_EQ(clients[i]->read_to("\n\n"), event_text("third")) << i;
    }
    for (const auto& other : others) EXPECT_FALSE(other->has_input());
    clients.clear();
    EXPECT_TRUE(opens(server, 3));
}

TEST(HttpStreams, TellsTheLastOfManyEventsInQuickSuccession) {
    TestServer server;
    const auto client = listener(server, "a");
    for (int i = 1; i <= 20; ++i) server.tell("a", std::to_string(i));
    const std::string told = client->read_to(event_text("20"));
    EXPECT_TRUE(told.starts_with(event_text("1")));
    EXPECT_TRUE(told.ends_with(event_text("20")));
    EXPECT_LT(told.size(), 10 * event_text("1").size()) << told;
}

TEST(HttpStreams, EndTogether) {
    TestServer server;
    const Clients clients = listeners(server, "a", 20);
    const auto other = listener(server, "b");
    server.end("a");
    for (const auto& client : clients) EXPECT_TRUE(client->ended());
    server.end("nobody's");
    server.tell("b", "second");
    EXPECT_EQ(other->read_to("\n\n"), event_text("second"));
    EXPECT_TRUE(opens(server, 1));
}

TEST(HttpStreams, DropWhoDoesNotTakeAnEventWhole) {
    TestServer server;
    const auto slow = listener(server, "a");
    const auto other = listener(server, "b");
    server.tell("a", std::string(TestHandler::big, 'x'));
    EXPECT_TRUE(server.reaches([](const ServerCounts& counts) { return counts.streams_dropped == 1; }));
    EXPECT_TRUE(opens(server, 1));
    server.tell("b", "second");
    EXPECT_EQ(other->read_to("\n\n"), event_text("second"));
}

TEST(HttpStreams, DropWhoHasLostTheNetwork) {
    ServerOptions options;
    options.heartbeat_ms = 20;
    options.write_timeout_ms = 100;
    TestServer server(options);
    const auto client = listener(server, "a");
    client->lose_network();
    EXPECT_TRUE(opens(server, 0));
}

TEST(HttpStreams, BeginBehindWhatWasAskedBefore) {
    TestServer server;
    RawClient client;
    client.small_receive_buffer();
    client.connect(server.port());
    client.send(get_request("/ready-big") + get_request("/ready-big") + get_request("/stream/a"));
    EXPECT_EQ(client.read().body.size(), TestHandler::big);
    EXPECT_EQ(client.read().body.size(), TestHandler::big);
    EXPECT_EQ(client.read(false).status, 200);
    server.tell("a", "second");
    EXPECT_TRUE(client.read_to(event_text("second")).ends_with(event_text("first") + event_text("second")));
}

TEST(HttpStreams, LiveLongerThanIdleConnections) {
    ServerOptions options;
    options.heartbeat_ms = 100;
    options.idle_timeout_ms = 20;
    TestServer server(options);
    const auto client = listener(server, "a");
    for (int i = 0; i < 3; ++i) EXPECT_EQ(client->read_to("\n\n"), ":\n\n");
}

TEST(HttpStreams, DoNotMakeRoomForNewcomers) {
    ServerOptions options;
    options.max_connections = 4;
    options.loops = 1;
    TestServer server(options);
    const auto client = listener(server, "a");
    Clients idle;
    for (int i = 0; i < 3; ++i) {
        idle.push_back(std::make_unique<RawClient>(server.port()));
        EXPECT_EQ(idle.back()->ask(get_request("/ready")).status, 200);
    }
    EXPECT_EQ(RawClient(server.port()).ask(get_request("/ready")).status, 200) << "an idle one did";
    server.tell("a", "second");
    EXPECT_EQ(client->read_to("\n\n"), event_text("second"));
}

TEST(HttpStreams, AnswerNothingBehindThemselves) {
    TestServer server;
    RawClient client(server.port());
    client.send(get_request("/stream/a") + get_request("/ready") + post_request("/b", "body"));
    EXPECT_EQ(client.read(false).status, 200);
    EXPECT_TRUE(client.read_to(event_text("first")).starts_with("retry: "));
    client.send(get_request("/ready") + std::string(200'000, 'x'));
    server.tell("a", "second");
    EXPECT_EQ(client.read_to("\n\n"), event_text("second"));
    EXPECT_EQ(server.counts().requests_ready + server.counts().requests_worked, 0U);
    client.end_sending();
    EXPECT_TRUE(opens(server, 0)) << "who sends no more has gone";
}

TEST(HttpStreams, AreForOldClientsAndForRequestsWithABodyToo) {
    TestServer server;
    for (const std::string& request :
         {std::string("GET /stream/a HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n"),
          get_request("/stream/a", "Content-Length: 4\r\n") + "body"}) {
        RawClient client(server.port());
        client.send(request);
        EXPECT_TRUE(client.read(false).has("connection: close")) << request;
        EXPECT_TRUE(client.read_to(event_text("first")).starts_with("retry: ")) << request;
    }
}

TEST(HttpStreams, AreOnlySoMany) {
    ServerOptions options;
    options.max_streams = 2;
    TestServer server(options);
    Clients clients = listeners(server, "a", 2);
    RawClient client(server.port());
    const RawAnswer answer = client.ask(get_request("/stream/a"));
    EXPECT_EQ(answer.status, 204);
    EXPECT_TRUE(answer.has("cache-control: no-store"));
    EXPECT_EQ(client.ask(get_request("/ready")).body, "ready") << "it may ask for pages as before";
    EXPECT_EQ(server.counts().streams_refused, 1U);
    clients.pop_back();
    EXPECT_TRUE(opens(server, 1));
    (void)listener(server, "a");
}

TEST(HttpStreams, LeaveAQuarterOfAllConnectionsToOthers) {
    ServerOptions options;
    options.max_connections = 8;
    TestServer server(options);
    const Clients clients = listeners(server, "a", 6);
    EXPECT_EQ(RawClient(server.port()).ask(get_request("/stream/a")).status, 204);
}

TEST(HttpStreams, EndAtOnceWhenTheServerStops) {
    TestServer server;
    const Clients clients = listeners(server, "a", 10);
    RawClient working(server.port());
    working.send(get_request("/wait"));
    server.handler.await_waiting(1);
    std::thread stopper([&server] { server.stop(5000); });
    for (const auto& client : clients) EXPECT_TRUE(client->ended());
    server.handler.release();
    EXPECT_EQ(working.read().body, "GET /wait ");
    stopper.join();
}

TEST(HttpStreams, BidClientsComeAgainAtDifferentTimes) {
    TestServer server;
    std::set<std::string> times;
    for (int i = 0; i < 10; ++i) {
        RawClient client(server.port());
        client.send(get_request("/stream/a"));
        EXPECT_EQ(client.read(false).status, 200);
        times.insert(client.read_to("\n"));
    }
    EXPECT_GT(times.size(), 3U);
}

// What is told after the handler let somebody listen reaches them, whichever thread tells it.
TEST(HttpStreams, MissNothing) {
    TestServer server;
    std::atomic<bool> done = false;
    std::thread teller([&server, &done, version = 0]() mutable {
        while (!done) {
            server.tell("a", std::to_string(++version));
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        server.tell("a", "last");
    });
    Clients clients = listeners(server, "a", 50);
    for (std::size_t i = 0; i < clients.size(); i += 2) clients[i] = listener(server, "a");
    done = true;
    teller.join();
    for (const auto& client : clients) EXPECT_TRUE(client->read_to(event_text("last")).ends_with(event_text("last")));
}

}  // namespace
