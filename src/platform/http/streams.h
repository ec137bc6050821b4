// The streams of one loop: who listens to what, and how they are told.
#pragma once

#include "platform/http/poller.h"
#include "platform/http/server_core.h"

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace daymark::http {

class Connection;
struct Topic;

/// A connection's place among the streams; empty while it has none.
struct Listening {
    explicit Listening(Connection& connection_) : connection(connection_) {}
    explicit operator bool() const { return topic != nullptr; }

    Connection& connection;
    Topic* topic = nullptr;
    std::size_t place = 0;
};

struct Topic {
    std::vector<Listening*> listeners;
    std::shared_ptr<const std::string> event;  // on its way
    std::size_t untold = 0;                    // so many listeners, from the front, have not been told `event` yet
    std::shared_ptr<const std::string> next;   // waits until the last one is some time ago
    std::int64_t told_at_ms = 0;
};

/// Everything happens on the loop's thread.
class Streams {
public:
    Streams(ServerCore& core, Poller& poller) : core_(core), poller_(poller) {}

    /// False when the server has as many streams as it may.
    [[nodiscard]] bool add(Listening& listening, const std::string& topic);
    /// Nothing when it does not listen.
    void remove(Listening& listening);

    // See Broadcast.
    void tell(const std::string& topic, std::shared_ptr<const std::string> event);
    void end(const std::string& topic);

    /// Tells what had to wait, and forgets topics that nobody listens to.
    void tick(std::int64_t now_ms);

private:
    void begin(const std::string& name, Topic& topic, std::int64_t now_ms);
    void go_on(const std::string& name);

    ServerCore& core_;
    Poller& poller_;
    std::unordered_map<std::string, Topic> topics_;
};

}  // namespace daymark::http
