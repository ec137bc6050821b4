// The HTTP/1.1 server: event loops that never block, in front of a bounded pool of workers that may.
#pragma once

#include "platform/http/message.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace daymark::http {

/// What the server must know about a request before it reads its body.
struct Plan {
    std::size_t max_body = 1 << 20;  // bytes; more is answered 413
    bool reserved = false;           // may use the workers kept free for publishing
    bool coded_body = false;         // the handler decodes a Content-Encoding itself; otherwise one is answered 415
};

/// Speaks to streams, from any thread. Of events on one topic in quick succession only the last is sent.
class Broadcast {
public:
    virtual ~Broadcast() = default;
    /// To all streams on the topic. All get these very bytes; a client that does not take them at once is dropped.
    virtual void tell(const std::string& topic, std::shared_ptr<const std::string> event) = 0;
    /// Closes the topic's streams: there is nothing more to hear, or not for those who listen.
    virtual void end(const std::string& topic) = 0;
};

/// What the program does with requests.
class Handler {
public:
    virtual ~Handler() = default;
    /// Called on any loop thread: must not block, must not throw. Bytes when the answer is ready in memory.
    [[nodiscard]] virtual std::optional<Ready> ready(const RequestHead& head) = 0;
    /// The same for a request that `ready` left alone: a stream when the client may listen. What is told or ended after
    /// this call reaches that stream.
    [[nodiscard]] virtual std::optional<Stream> stream(const RequestHead&) { return std::nullopt; }
    /// Called on any loop thread for a request that both left alone, before its body is read.
    [[nodiscard]] virtual Plan plan(const RequestHead& head) = 0;
    /// Called on a worker thread: may block, must not throw.
    [[nodiscard]] virtual Response handle(Request request) = 0;
};

struct ServerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;  // 0: the system picks one, see Server::port
    unsigned loops = 0;         // 0: one per core
    unsigned workers = 8;
    unsigned reserved_workers = 2;  // of `workers`, only for requests whose plan is reserved
    std::size_t queue_limit = 256;  // requests waiting for a worker; more is answered 503 with Retry-After
    std::size_t max_connections = 16000;
    std::size_t max_streams = 12000;               // and three quarters of all connections; more is answered 204
    std::size_t max_connections_per_address = 0;   // 0: no limit (behind a proxy, or loopback)
    std::size_t max_unfinished_heads = 2000;       // the oldest is dropped first
    std::size_t max_buffered_bytes = 256UL << 20;  // of all request bodies at once; more is answered 503
    // Times in milliseconds; tests shorten them.
    int head_timeout_ms = 10'000;   // for the whole head, counted from its first byte
    int body_timeout_ms = 120'000;  // for the whole body
    int body_grace_ms = 5'000;      // after this long a body must have come at 1 KiB/s on average
    int idle_timeout_ms = 60'000;   // between requests
    int write_timeout_ms = 30'000;  // without any progress
    int heartbeat_ms = 25'000;      // to each stream, give or take a fifth
    std::size_t max_requests_per_connection = 10'000;
};

/// Counters for telemetry; each is a snapshot.
struct ServerCounts {
    std::uint64_t connections_open = 0, connections_accepted = 0, connections_refused = 0;
    std::uint64_t requests_ready = 0, requests_worked = 0, requests_refused = 0, requests_shed = 0;
    std::uint64_t streams_open = 0, streams_refused = 0, streams_dropped = 0;
    std::uint64_t worker_queue = 0;
};

class Server final : public Broadcast {
public:
    /// Binds at once; throws std::runtime_error naming the address when it cannot.
    Server(ServerOptions options, Handler& handler);
    ~Server() override;
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    [[nodiscard]] std::uint16_t port() const;
    /// Starts the loops and workers and returns.
    void start();
    /// Graceful stop: accepts no more, finishes what is under way (at most `grace_ms`), closes streams and idle
    /// connections, joins all threads.
    void stop(int grace_ms);
    void tell(const std::string& topic, std::shared_ptr<const std::string> event) override;
    void end(const std::string& topic) override;
    [[nodiscard]] ServerCounts counts() const;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace daymark::http
