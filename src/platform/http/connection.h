// One connection: from readable bytes to requests, and from answers to written bytes.
#pragma once

#include "platform/http/chunked.h"
#include "platform/http/head_parser.h"
#include "platform/http/poller.h"
#include "platform/http/response_bytes.h"
#include "platform/http/server_core.h"
#include "platform/http/streams.h"

#include <cstdint>
#include <list>
#include <memory>
#include <string>

namespace daymark::http {

class Loop;

/// What the head of an answer says of the connection. KeepAlive is only said to HTTP/1.0 clients.
enum class ConnectionWord { Nothing, Close, KeepAlive };

/// Everything happens on its loop's thread, except `work`. Idle or streaming, it holds no buffer.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(Loop& loop, Descriptor socket, const PeerKey& peer);

    /// Reads what has come already, then waits for more.
    void start();
    /// The socket is ready for something, or broken.
    void on_events(std::uint32_t events);
    /// Ends what has taken too long. Called by the loop at each tick.
    void check_deadline(std::int64_t now_ms, bool pressed);
    /// Serves what has come already, then closes if nothing is under way.
    void stop();
    void close();
    /// The next bytes of its stream. A client that does not take them whole is dropped: nothing is kept for it.
    void tell(std::string_view bytes);

    [[nodiscard]] bool is_idle() const { return phase_ == Phase::Idle; }
    [[nodiscard]] std::int64_t since_ms() const { return since_ms_; }

    // For the loop's book-keeping.
    std::size_t index = 0;
    std::list<Connection*>::iterator unfinished_place;
    const PeerKey peer;
    Listening listening{*this};

private:
    enum class Phase : std::uint8_t { Idle, Head, Body, Working, Writing, Streaming, Lingering, Closed };

    /// An answer in three parts, each somewhere else, and what keeps the last one alive.
    struct Outgoing {
        std::string_view head;
        std::string_view tail;
        std::string_view body;
        std::shared_ptr<const void> hold;
        int file = -1;  // holds all three too, when not -1
        [[nodiscard]] std::size_t size() const { return head.size() + tail.size() + body.size(); }
    };
    /// What the socket did not take at once.
    struct Unwritten {
        std::string head;  // what is left of head and tail: a few hundred bytes
        std::string_view body;
        std::shared_ptr<const void> hold;
    };
    /// A request whose body is on its way.
    struct Incoming {
        Incoming(ServerCore& core, const Plan& plan_, std::uint64_t length)
            : plan(plan_), missing(length), chunks(plan_.max_body), share(core) {}
        Request request;
        Plan plan;
        bool chunked = false;
        std::uint64_t missing;  // bytes of a body with Content-Length
        ChunkedDecoder chunks;
        std::size_t received = 0;  // with the framing of chunks
        BufferedShare share;
    };

    void enter(Phase phase);
    void want(std::uint32_t events);
    void on_events_now(std::uint32_t events);
    [[nodiscard]] bool reads() const;
    void on_readable();
    void on_writable();
    void on_end_of_input();

    void take(std::string_view bytes);
    void take_kept();
    [[nodiscard]] std::size_t consume(std::string_view bytes);
    [[nodiscard]] std::size_t take_head(std::string_view bytes);
    [[nodiscard]] std::size_t take_body(std::string_view bytes);
    [[nodiscard]] bool may_end_head(std::string_view added) const;
    void settle();
    void go_on();

    [[nodiscard]] bool answer_at_once(const RequestHead& head, const Framing& framing);
    void begin_request(const RequestHead& head, const Framing& framing);
    void send_continue();
    void dispatch();
    static void work(std::shared_ptr<Connection> self, Incoming& incoming);

    void answer_ready(Ready ready);
    void answer(const ResponseBytes& bytes);
    void refuse(const Refusal& refusal);
    void begin_stream(const Stream& stream);
    void beat_later();
    void send(Outgoing out);
    [[nodiscard]] ssize_t write_all(const Outgoing& out) const;
    void keep_unwritten(Outgoing& out, std::size_t written);
    void finish_answer();
    void linger();
    void reset();
    [[nodiscard]] bool is_body_late(std::int64_t elapsed_ms) const;
    void discard_input();
    [[nodiscard]] ConnectionWord connection_word();
    [[nodiscard]] std::string remote_address() const;

    Loop& loop_;
    Descriptor socket_;
    std::string kept_;  // bytes that came but were not used yet; empty when idle
    std::unique_ptr<Incoming> incoming_;
    std::unique_ptr<Unwritten> unwritten_;
    std::int64_t since_ms_;        // when the phase began, or last made progress when writing
    std::int64_t beat_at_ms_ = 0;  // of a stream: when it needs a sign of life
    std::uint32_t wanted_ = 0;     // events asked of the poller; `unknown` when it must be asked again
    std::uint32_t judged_ = 0;     // size of `kept_` when it was last parsed
    std::uint32_t requests_ = 0;
    Phase phase_ = Phase::Idle;
    Method method_ = Method::Get;
    bool http_1_0_ = false;
    bool keep_alive_ = true;
    bool client_closes_ = false;  // it said so: nothing more will come that a close could cut off
    bool input_ended_ = false;
    bool watched_ = false;
    bool paused_ = false;  // others get their turn before the next pipelined request
};

}  // namespace daymark::http
