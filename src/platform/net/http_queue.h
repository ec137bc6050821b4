// Requests that wait for a connection. Only for the client itself.
#pragma once

#include "platform/net/http_target.h"

#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

namespace daymark::net {

using Moment = std::chrono::steady_clock::time_point;

/// A request on its way.
struct Job {
    HttpRequest request;
    std::function<void(HttpAnswer)> done;
    Moment since, deadline;  // of the wait for a connection
    Target target;
};

/// One line for each place. Places take turns, so that one with many requests does not hold up the others.
class HttpQueue {
public:
    explicit HttpQueue(std::size_t connections_per_place) : limit_(connections_per_place) {}

    void add(Job job);
    /// A request waits whose place has a connection to spare.
    [[nodiscard]] bool has_next() const { return !turns_.empty(); }
    /// Takes that request, and a connection of its place until `release`.
    [[nodiscard]] Job next();
    void release(const std::string& place);

    [[nodiscard]] bool empty() const { return waiting_ == 0; }
    /// Takes the requests whose deadline is past. Deadlines are expected in the order of `add`.
    [[nodiscard]] std::vector<Job> take_late(Moment now);

private:
    struct Place {
        std::deque<Job> waiting;
        std::size_t busy = 0;
        bool in_turn = false;

        [[nodiscard]] bool idle() const { return busy == 0 && waiting.empty(); }
    };
    void line_up(Place& place);

    const std::size_t limit_;
    std::size_t waiting_ = 0;
    std::unordered_map<std::string, Place> places_;
    std::deque<Place*> turns_;  // places with both a request and a connection
};

}  // namespace daymark::net
