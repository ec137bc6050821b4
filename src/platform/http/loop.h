// One event loop: a thread with its own listener, its connections, and what they share while it runs one of them.
#pragma once

#include "platform/http/connection.h"
#include "platform/http/head_parser.h"
#include "platform/http/hot_answers.h"
#include "platform/http/poller.h"
#include "platform/http/server_core.h"
#include "platform/http/streams.h"

#include <array>
#include <list>
#include <memory>
#include <random>
#include <span>
#include <string>
#include <thread>
#include <vector>

namespace daymark::http {

class Loop {
public:
    Loop(ServerCore& core, Descriptor listener);

    // For the server, from its thread.
    void start();
    /// Accepts what already waits in the backlog, then no more; closes idle connections.
    void begin_stop();
    /// Closes everything and joins the thread.
    void finish();
    // From any thread, see Broadcast.
    void tell(const std::string& topic, std::shared_ptr<const std::string> event);
    void end(const std::string& topic);

    // For connections, on the loop's thread.
    [[nodiscard]] Poller& poller() { return poller_; }  // also for workers, to post an answer
    [[nodiscard]] ServerCore& core() { return core_; }
    [[nodiscard]] HeadParser& parser() { return parser_; }
    [[nodiscard]] std::span<char> scratch() { return scratch_; }
    [[nodiscard]] bool stopping() const { return stopping_; }
    /// Last lines of a head: Date, Connection if there is something to say, the blank line.
    [[nodiscard]] std::string_view tail(ConnectionWord word);
    [[nodiscard]] HotAnswers& hot_answers() { return hot_answers_; }
    [[nodiscard]] Streams& streams() { return streams_; }
    /// Spreads over time what would otherwise happen to all connections at once.
    [[nodiscard]] int between(int least, int most) { return std::uniform_int_distribution(least, most)(dice_); }
    void connection_closed(Connection& connection);
    /// A head has begun to arrive. May drop the connection whose head began first.
    void head_begun(Connection& connection);
    void head_ended(Connection& connection);

    Counter accepted, refused_connections, ready_requests, worked_requests, refused_requests, shed_requests,
        refused_streams, dropped_streams;

private:
    void run();
    void accept_some();
    enum class Accepted { Yes, NoneLeft, OutOfDescriptors };
    [[nodiscard]] Accepted accept_one();
    [[nodiscard]] bool admit(const Descriptor& socket, const PeerKey& peer);
    [[nodiscard]] bool make_room();
    [[nodiscard]] bool close_oldest_idle();
    void pause_accepting();

    void tick(std::int64_t now_ms);
    void stop_accepting();
    void close_all();
    void renew_tails();

    ServerCore& core_;
    Poller poller_;
    Descriptor listener_;
    HeadParser parser_;
    std::vector<char> scratch_;
    std::vector<std::shared_ptr<Connection>> connections_;
    // Until the events at hand are dealt with: one of them may be of a connection that another one closed.
    std::vector<std::shared_ptr<Connection>> closed_;
    std::list<Connection*> unfinished_;  // heads that have begun, oldest first
    std::int64_t no_idle_until_ms_ = 0;  // the last search for idle connections was in vain
    std::int64_t tail_second_ = 0;
    std::array<std::string, 3> tails_;
    HotAnswers hot_answers_;
    Streams streams_{core_, poller_};
    std::minstd_rand dice_{std::random_device{}()};
    bool stopping_ = false;
    bool finished_ = false;
    bool accept_paused_ = false;
    std::thread thread_;
};

/// Monotonic milliseconds, as cheap as they come: a few milliseconds behind at most.
[[nodiscard]] std::int64_t coarse_now_ms();

}  // namespace daymark::http
