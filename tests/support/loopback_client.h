// Clients that may reach the loopback, and what goes with them.
#pragma once

#include "platform/net/http_client.h"
#include "support/rude_server.h"

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <string>
#include <utility>

#define EXPECT_FAULT(answer, expected) \
    EXPECT_EQ(static_cast<int>((answer).fault), static_cast<int>(::daymark::net::HttpAnswer::Fault::expected))

namespace daymark::test {

inline net::AddressGuard loopback_allowed() {
    return net::AddressGuard({http::Network::of("127.0.0.0/8").value(), http::Network::of("::1").value()});
}

/// All ports; nothing ends by time that is meant to end otherwise.
inline net::HttpClient::Limits wide_limits() {
    net::HttpClient::Limits limits;
    limits.connect = 20 * one_second;
    limits.whole = 30 * one_second;
    limits.ports = {};
    return limits;
}

inline net::HttpRequest post(const std::string& url, const std::string& body = "x") {
    return {.url = url, .headers = {}, .body = body};
}

/// What a client makes of such a server.
inline net::HttpAnswer answer_of(RudeServer::Manners manners, const net::HttpClient::Limits& limits = wide_limits()) {
    RudeServer server(std::move(manners));
    net::HttpClient client(loopback_allowed(), limits);
    return client.send_and_wait(post(server.url()));
}

/// Reads one request and says that; the connection ends with it.
inline RudeServer::Manners saying(std::string bytes) {
    return [bytes = std::move(bytes)](RudeServer::Peer& peer) {
        if (peer.read()) peer.send(bytes);
    };
}

/// Where a server's threads wait until the test lets them go on.
class Gate {
public:
    void wait() {
        std::unique_lock lock(mutex_);
        ++waiting_;
        changed_.notify_all();
        changed_.wait(lock, [&] { return open_; });
    }
    /// Until so many have come to it.
    void wait_for(std::size_t count) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return waiting_ >= count; });
    }
    void open() {
        const std::lock_guard lock(mutex_);
        open_ = true;
        changed_.notify_all();
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::size_t waiting_ = 0;
    bool open_ = false;
};

}  // namespace daymark::test
