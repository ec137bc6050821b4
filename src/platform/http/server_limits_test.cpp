// The server under pressure: deadlines, limits, a full queue, and stopping.
#include "platform/http/test_client.h"
#include "platform/http/workers.h"

#include <chrono>
#include <vector>

#include <sys/resource.h>

using namespace daymark::http;
using namespace std::chrono_literals;

namespace {

bool all_closed(const TestServer& server) {
    return server.reaches([](const ServerCounts& counts) { return counts.connections_open == 0; });
}

// The deadline counts from the head's first byte: one that is renewed at each byte never comes.
TEST(HttpServerLimits, CutsAHeadThatDrips) {
    ServerOptions options;
    options.head_timeout_ms = 100;
    TestServer server(options);
    RawClient client(server.port());
    client.send("GET / HTTP/1.1\r\nX: ");
    int sent = 0;
    while (!client.has_input() && ++sent < 2000) {
        client.send("a");
        std::this_thread::sleep_for(5ms);
    }
    EXPECT_LT(sent, 2000);
    EXPECT_EQ(client.read().status, 408);
    EXPECT_TRUE(client.ended());
}

TEST(HttpServerLimits, TakesAHeadThatComesInPieces) {
    TestServer server;
    RawClient client(server.port());
    for (const char c : "\r\n" + get_request("/ready", "X: " + std::string(3000, 'a') + "\r\nY: b\r\n"))
        client.send({&c, 1});
    EXPECT_EQ(client.read().body, "ready");
}

TEST(HttpServerLimits, ClosesIdleConnections) {
    ServerOptions options;
    options.idle_timeout_ms = 50;
    TestServer server(options);
    RawClient fresh(server.port());
    RawClient used(server.port());
    EXPECT_EQ(used.ask(get_request("/ready")).status, 200);
    EXPECT_TRUE(fresh.ended());
    EXPECT_TRUE(used.ended());
}

TEST(HttpServerLimits, CutsABodyThatTakesTooLong) {
    ServerOptions options;
    options.body_timeout_ms = 50;
    TestServer server(options);
    RawClient client(server.port());
    EXPECT_EQ(client.ask("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nabc").status, 408);
    EXPECT_TRUE(client.ended());
}

TEST(HttpServerLimits, CutsABodyThatDrips) {
    ServerOptions options;
    options.body_grace_ms = 50;
    TestServer server(options);
    RawClient client(server.port());
    EXPECT_EQ(client.ask("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\nabc").status, 408);
}

TEST(HttpServerLimits, GivesUpOnAClientThatDoesNotRead) {
    ServerOptions options;
    options.write_timeout_ms = 50;
    TestServer server(options);
    RawClient ready(server.port());
    ready.send(get_request("/ready-big"));
    EXPECT_TRUE(server.reaches([](const ServerCounts& counts) { return counts.requests_ready == 1; }));
    EXPECT_TRUE(all_closed(server));
}

TEST(HttpServerLimits, ClosesAfterSoManyRequests) {
    ServerOptions options;
    options.max_requests_per_connection = 2;
    TestServer server(options);
    RawClient client(server.port());
    client.send(get_request("/ready") + get_request("/ready") + get_request("/ready"));
    EXPECT_FALSE(client.read().has("connection: close"));
    EXPECT_TRUE(client.read().has("connection: close"));
    EXPECT_TRUE(client.ended());
    EXPECT_EQ(server.counts().requests_ready, 2U);
}

TEST(HttpServerLimits, ShedsWhatTheQueueCannotHold) {
    ServerOptions options;
    options.workers = 2;
    options.reserved_workers = 1;
    options.queue_limit = 1;
    TestServer server(options);
    RawClient working(server.port());
    RawClient queued(server.port());
    RawClient shed(server.port());
    RawClient reserved(server.port());
    working.send(get_request("/wait/1"));
    server.handler.await_waiting(1);
    queued.send(get_request("/2"));
    EXPECT_TRUE(server.reaches([](const ServerCounts& counts) { return counts.worker_queue == 1; }));

    const RawAnswer answer = shed.ask(post_request("/3", "body"));
    EXPECT_EQ(answer.status, 503);
    EXPECT_TRUE(answer.has("retry-after: 1"));
    EXPECT_EQ(shed.ask(get_request("/ready")).body, "ready");
    EXPECT_EQ(reserved.ask(get_request("/reserved")).body, "GET /reserved ");
    EXPECT_EQ(server.counts().requests_shed, 1U);

    server.handler.release();
    EXPECT_EQ(working.read().body, "GET /wait/1 ");
    EXPECT_EQ(queued.read().body, "GET /2 ");
}

TEST(HttpServerLimits, LetsReservedWorkGoFirst) {
    WorkerPool pool(1, 0, 10);
    std::string order;
    std::mutex mutex;
    std::condition_variable done;
    const auto submit = [&](char name, Lane lane) {
        WorkerPool::Task task = [&, name] {
            const std::lock_guard lock(mutex);
            order += name;
            done.notify_all();
        };
        EXPECT_TRUE(pool.submit(task, lane));
    };
    submit('c', Lane::Common);
    submit('d', Lane::Common);
    submit('r', Lane::Reserved);
    pool.start();
    std::unique_lock lock(mutex);
    done.wait(lock, [&order] { return order.size() == 3; });
    EXPECT_EQ(order, "rcd");
}

TEST(HttpServerLimits, HoldsOnlySoManyBodiesAtOnce) {
    ServerOptions options;
    options.max_buffered_bytes = 100'000;
    TestServer server(options);
    RawClient holder(server.port());
    holder.send("POST /wait HTTP/1.1\r\nHost: a\r\nContent-Length: 90000\r\n\r\n" + std::string(90'000, 'x'));
    server.handler.await_waiting(1);
    RawClient client(server.port());
    EXPECT_EQ(client.ask(post_request("/", std::string(20'000, 'x'))).status, 503);
    server.handler.release();
    EXPECT_EQ(holder.read().status, 200);
    RawClient later(server.port());
    EXPECT_EQ(later.ask(post_request("/", std::string(20'000, 'x'))).status, 200);
}

TEST(HttpServerLimits, DropsTheOldestUnfinishedHead) {
    ServerOptions options;
    options.loops = 1;
    options.max_unfinished_heads = 2;
    TestServer server(options);
    RawClient first(server.port());
    RawClient second(server.port());
    RawClient third(server.port());
    first.send("GET /ready HTTP/1.1\r\n");
    std::this_thread::sleep_for(10ms);
    second.send("GET /ready HTTP/1.1\r\n");
    std::this_thread::sleep_for(10ms);
    third.send("GET /ready HTTP/1.1\r\n");
    EXPECT_TRUE(first.ended());
    EXPECT_EQ(second.ask("Host: a\r\n\r\n").status, 200);
    EXPECT_EQ(third.ask("Host: a\r\n\r\n").status, 200);
}

TEST(HttpServerLimits, MakesRoomByClosingIdleConnections) {
    ServerOptions options;
    options.loops = 1;
    options.max_connections = 3;
    TestServer server(options);
    std::vector<std::unique_ptr<RawClient>> idle;
    for (int i = 0; i < 3; ++i) {
        idle.push_back(std::make_unique<RawClient>(server.port()));
        EXPECT_EQ(idle.back()->ask(get_request("/ready")).status, 200);
    }
    RawClient newcomer(server.port());
    EXPECT_EQ(newcomer.ask(get_request("/ready")).status, 200);
    EXPECT_TRUE(idle.front()->ended());
}

TEST(HttpServerLimits, RefusesNewcomersWhenAllAreBusy) {
    ServerOptions options;
    options.loops = 1;
    options.max_connections = 2;
    TestServer server(options);
    RawClient first(server.port());
    RawClient second(server.port());
    first.send(get_request("/wait/1"));
    second.send(get_request("/wait/2"));
    server.handler.await_waiting(2);
    RawClient newcomer(server.port());
    const RawAnswer answer = newcomer.read();
    EXPECT_EQ(answer.status, 503);
    EXPECT_TRUE(answer.has("retry-after: 1"));
    EXPECT_EQ(server.counts().connections_refused, 1U);
    server.handler.release();
    EXPECT_EQ(first.read().status, 200);
    EXPECT_EQ(second.read().status, 200);
}

TEST(HttpServerLimits, LimitsConnectionsOfOneAddress) {
    ServerOptions options;
    options.max_connections_per_address = 2;
    TestServer server(options);
    auto first = std::make_unique<RawClient>(server.port());
    RawClient second(server.port());
    EXPECT_EQ(first->ask(get_request("/ready")).status, 200);
    EXPECT_EQ(second.ask(get_request("/ready")).status, 200);
    EXPECT_EQ(RawClient(server.port()).read().status, 503);
    first.reset();
    EXPECT_TRUE(server.reaches([](const ServerCounts& counts) { return counts.connections_open == 1; }));
    EXPECT_EQ(RawClient(server.port()).ask(get_request("/ready")).status, 200);
}

TEST(HttpServerLimits, AcceptsAgainWhenDescriptorsAreThere) {
    ServerOptions options;
    options.loops = 1;
    options.idle_timeout_ms = 1000;
    TestServer server(options);
    RawClient client;
    rlimit before{};
    ::getrlimit(RLIMIT_NOFILE, &before);
    rlimit none = before;
    none.rlim_cur = 0;
    ::setrlimit(RLIMIT_NOFILE, &none);
    client.connect(server.port());
    client.send(get_request("/ready"));
    std::this_thread::sleep_for(20ms);
    EXPECT_EQ(server.counts().connections_accepted, 0U);
    ::setrlimit(RLIMIT_NOFILE, &before);
    EXPECT_EQ(client.read().status, 200);
}

TEST(HttpServerLimits, SurvivesClientsThatVanish) {
    TestServer server;
    RawClient working(server.port());
    working.send(get_request("/wait"));
    server.handler.await_waiting(1);
    working.reset();
    RawClient reading(server.port());
    reading.send(get_request("/ready-big"));
    EXPECT_TRUE(server.reaches([](const ServerCounts& counts) { return counts.requests_ready == 1; }));
    reading.reset();
    RawClient sending(server.port());
    sending.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nabc");
    sending.reset();
    EXPECT_TRUE(all_closed(server));
    server.handler.release();
    EXPECT_EQ(RawClient(server.port()).ask(get_request("/a")).body, "GET /a ");
}

// A client may vanish between its head and its body, and the call that sends the body from a file, unlike the others,
// cannot be told to raise no SIGPIPE.
TEST(HttpServerLimits, BlocksSigpipeOnLoops) {
    TestServer server;
    EXPECT_EQ(RawClient(server.port()).ask(get_request("/ready")).status, 200);
    EXPECT_TRUE(server.handler.sigpipe_blocked);
}

// A client that talks on while a worker is busy must not keep the loop awake; what it says is answered afterwards.
TEST(HttpServerLimits, ReadsNoFurtherRequestWhileAWorkerIsBusy) {
    TestServer server;
    RawClient client(server.port());
    client.send(get_request("/wait"));
    server.handler.await_waiting(1);
    client.send(get_request("/ready"));
    client.send(get_request("/a"));
    std::this_thread::sleep_for(10ms);
    EXPECT_FALSE(client.has_input());
    EXPECT_EQ(server.counts().requests_ready, 0U);
    server.handler.release();
    EXPECT_EQ(client.read().body, "GET /wait ");
    EXPECT_EQ(client.read().body, "ready");
    EXPECT_EQ(client.read().body, "GET /a ");
}

TEST(HttpServerStop, FinishesWhatIsUnderWay) {
    ServerOptions options;
    options.loops = 1;
    TestServer server(options);
    RawClient idle(server.port());
    RawClient working(server.port());
    RawClient sending(server.port());
    EXPECT_EQ(idle.ask(get_request("/ready")).status, 200);
    sending.send("POST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbo");
    working.send(get_request("/wait"));
    server.handler.await_waiting(1);
    std::thread stopper([&server] { server.stop(5000); });
    EXPECT_TRUE(idle.ended());
    EXPECT_FALSE(RawClient(server.port()).connected());
    EXPECT_EQ(sending.ask("dy").body, "POST /b body");
    server.handler.release();
    const RawAnswer answer = working.read();
    EXPECT_EQ(answer.body, "GET /wait ");
    EXPECT_TRUE(answer.has("connection: close"));
    EXPECT_TRUE(working.ended());
    stopper.join();
}

TEST(HttpServerStop, AnswersWhatWasSentBeforeIt) {
    TestServer server;
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 50; ++i) {
        clients.push_back(std::make_unique<RawClient>(server.port()));
        clients.back()->send(get_request("/ready"));
    }
    server.stop(5000);
    for (const auto& client : clients) EXPECT_EQ(client->read().body, "ready");
}

TEST(HttpServerStop, GivesUpAfterTheGrace) {
    TestServer server;
    RawClient client(server.port());
    client.send(get_request("/wait"));
    server.handler.await_waiting(1);
    std::thread stopper([&server] { server.stop(20); });
    EXPECT_TRUE(client.ended());
    server.handler.release();
    stopper.join();
}

TEST(HttpServerStop, IsHarmlessTwiceAndBeforeTheStart) {
    TestHandler handler;
    ServerOptions options;
    options.port = 0;
    { const Server never_started(options, handler); }
    Server server(options, handler);
    server.stop(0);
    server.start();
    EXPECT_EQ(RawClient(server.port()).ask(get_request("/ready")).status, 200);
    server.stop(100);
    server.stop(100);
}

}  // namespace
