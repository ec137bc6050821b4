// A connection's phases. The common path is one recv, one parse and one sendmsg, with nothing allocated.
#include "platform/http/connection.h"

#include "platform/http/loop.h"

#include <algorithm>
#include <cerrno>

#include <sys/socket.h>

namespace daymark::http {
namespace {

constexpr std::size_t turn = 32;  // pipelined requests before other connections get their turn
constexpr std::size_t reparse_step = 1024;
constexpr std::uint32_t unknown = ~0U;

/// Each change of a socket is told once, which saves the kernel a second look at every one of them. Whoever leaves
/// something in a socket must therefore ask anew; a client's end that came together with its last bytes is such a
/// thing. While nothing is to be read, that end is not asked for: it would be told again and again.
constexpr std::uint32_t once(std::uint32_t events) {
    return events | EPOLLET | ((events & EPOLLIN) != 0 ? EPOLLRDHUP : 0U);
}

bool is_transient(int error) { return error == EAGAIN || error == EWOULDBLOCK || error == EINTR; }

}  // namespace

Connection::Connection(Loop& loop, Descriptor socket, const PeerKey& peer_)
    : peer(peer_), loop_(loop), socket_(std::move(socket)), since_ms_(coarse_now_ms()) {}

void Connection::start() { on_events(EPOLLIN); }

void Connection::enter(Phase phase) {
    if (phase_ == Phase::Closed) return;
    if (phase_ == Phase::Head && phase != Phase::Head) loop_.head_ended(*this);
    const bool head_begins = phase == Phase::Head && phase_ != Phase::Head;
    if (phase_ != phase || phase == Phase::Idle) since_ms_ = coarse_now_ms();
    phase_ = phase;
    if (head_begins) loop_.head_begun(*this);
}

/// Most answers leave the wish as it was, and then this costs nothing.
void Connection::want(std::uint32_t events) {
    if (watched_ && wanted_ == events) return;
    wanted_ = events;
    if (watched_) return loop_.poller().change(socket_.number(), once(events), this);
    watched_ = loop_.poller().watch(socket_.number(), once(events), this);
    if (!watched_) close();
}

void Connection::on_events(std::uint32_t events) {
    // The handler must not throw here and memory should not run out; if so all the same, one connection pays.
    try {
        on_events_now(events);
    } catch (...) {
        close();
    }
}

void Connection::on_events_now(std::uint32_t events) {
    if (phase_ == Phase::Closed) return;
    if ((events & EPOLLRDHUP) != 0) wanted_ = unknown;
    // Behind a stream nothing is answered; what counts is that the client has gone.
    if (phase_ == Phase::Lingering || phase_ == Phase::Streaming) return discard_input();
    if (phase_ == Phase::Writing) return on_writable();
    if (reads()) return on_readable();
    // A worker is busy with the last request, so the next one stays where it is.
    const bool broken = (events & (EPOLLERR | EPOLLHUP)) != 0;
    return broken ? close() : want(0);
}

bool Connection::reads() const {
    return !paused_ && (phase_ == Phase::Idle || phase_ == Phase::Head || phase_ == Phase::Body);
}

void Connection::on_readable() {
    const std::span<char> scratch = loop_.scratch();
    const ssize_t count = ::recv(socket_.number(), scratch.data(), scratch.size(), 0);
    if (count == static_cast<ssize_t>(scratch.size())) wanted_ = unknown;
    if (count > 0) return take({scratch.data(), static_cast<std::size_t>(count)});
    if (count == 0) return on_end_of_input();
    if (is_transient(errno)) return want(EPOLLIN);
    close();
}

/// The client sends no more. It may still read: a half-closed connection gets its answers.
void Connection::on_end_of_input() {
    input_ended_ = true;
    if (phase_ == Phase::Idle) return close();
    refuse(refusal::unfinished);
}

void Connection::take(std::string_view bytes) {
    if (phase_ == Phase::Head) {
        const bool worth_parsing = may_end_head(bytes);
        kept_.append(bytes);
        if (worth_parsing) return take_kept();
        return want(EPOLLIN);
    }
    const std::size_t used = consume(bytes);
    kept_.assign(bytes.substr(used));
    judged_ = static_cast<std::uint32_t>(kept_.size());
    settle();
}

void Connection::take_kept() {
    std::string bytes = std::move(kept_);
    kept_ = std::string();
    const std::size_t used = consume(bytes);
    if (used == 0) {
        kept_ = std::move(bytes);
    } else {
        kept_.assign(bytes, used);
    }
    judged_ = static_cast<std::uint32_t>(kept_.size());
    settle();
}

/// Whether the parser could say anything new. Without this, a head sent in single bytes would be parsed at each of
/// them.
bool Connection::may_end_head(std::string_view added) const {
    return kept_.ends_with('\r') || added.find_first_of("\r\n") != std::string_view::npos ||
           kept_.size() + added.size() >= judged_ + reparse_step;
}

std::size_t Connection::consume(std::string_view bytes) {
    std::size_t used = 0;
    for (std::size_t served = 0; used < bytes.size(); ++served) {
        std::size_t part = 0;
        if (served == turn) {
            paused_ = true;
        } else if (phase_ == Phase::Body) {
            part = take_body(bytes.substr(used));
        } else if (phase_ == Phase::Idle || phase_ == Phase::Head) {
            part = take_head(bytes.substr(used));
        }
        if (part == 0) break;
        used += part;
    }
    return used;
}

/// After input was used as far as possible: what the connection waits for next.
void Connection::settle() {
    if (paused_) {
        return loop_.poller().post([self = shared_from_this()] { self->go_on(); });
    }
    if (phase_ == Phase::Idle && !kept_.empty()) enter(Phase::Head);
    // Also while a worker is busy: that the client has gone is told only of a socket that is watched.
    if (reads() || (phase_ == Phase::Working && !watched_)) want(EPOLLIN);
    if (phase_ == Phase::Lingering || phase_ == Phase::Streaming || phase_ == Phase::Closed) kept_ = std::string();
}

/// Returns how many bytes the head took; 0 when it is not whole, or refused.
std::size_t Connection::take_head(std::string_view bytes) {
    HeadParser& parser = loop_.parser();
    const HeadParser::State state = parser.parse(bytes);
    if (state == HeadParser::State::NeedMore) return 0;
    method_ = parser.head().method;
    http_1_0_ = parser.head().http_1_0;
    if (state == HeadParser::State::Refused) {
        refuse(parser.refusal());
        return 0;
    }
    const Framing& framing = parser.framing();
    ++requests_;
    client_closes_ = !framing.keep_alive;
    keep_alive_ = framing.keep_alive && requests_ < loop_.core().options.max_requests_per_connection;
    if (framing.coded || !answer_at_once(parser.head(), framing)) begin_request(parser.head(), framing);
    return parser.size();
}

/// False when a worker must answer.
bool Connection::answer_at_once(const RequestHead& head, const Framing& framing) {
    Handler& handler = loop_.core().handler;
    // Nobody will read the body, so nothing behind it can be a request.
    const auto leave_body = [&] {
        if (framing.has_body()) keep_alive_ = client_closes_ = false;
    };
    if (std::optional<Ready> ready = handler.ready(head)) {
        leave_body();
        loop_.ready_requests.add();
        answer_ready(std::move(*ready));
        return true;
    }
    const std::optional<Stream> stream = handler.stream(head);
    if (!stream) return false;
    leave_body();
    begin_stream(*stream);
    return true;
}

void Connection::begin_request(const RequestHead& head, const Framing& framing) {
    const Plan plan = loop_.core().handler.plan(head);
    if (framing.coded && !plan.coded_body) return refuse(refusal::content_encoding);
    if (framing.content_length > plan.max_body) return refuse(refusal::body_too_large);
    incoming_ = std::make_unique<Incoming>(loop_.core(), plan, framing.content_length);
    incoming_->request = to_request(head);
    incoming_->request.remote_address = remote_address();
    incoming_->chunked = framing.chunked;
    if (!framing.has_body()) return dispatch();
    enter(Phase::Body);
    if (framing.expects_continue) send_continue();
}

void Connection::send_continue() {
    constexpr std::string_view line = "HTTP/1.1 100 Continue\r\n\r\n";
    const ssize_t count = ::send(socket_.number(), line.data(), line.size(), MSG_NOSIGNAL);
    // A client that does not take its answers gets no invitation; it may send its body without one.
    const bool skipped = count < 0 && is_transient(errno);
    if (!skipped && count != static_cast<ssize_t>(line.size())) close();
}

std::size_t Connection::take_body(std::string_view bytes) {
    Incoming& incoming = *incoming_;
    std::string& body = incoming.request.body;
    const std::size_t before = body.size();
    std::size_t used = 0;
    bool whole = false;
    if (incoming.chunked) {
        std::string_view rest = bytes;
        const ChunkedDecoder::State state = incoming.chunks.feed(rest, body);
        if (state == ChunkedDecoder::State::Malformed) return refuse(refusal::chunk), 0;
        if (state == ChunkedDecoder::State::TooLarge) return refuse(refusal::body_too_large), 0;
        whole = state == ChunkedDecoder::State::Done;
        used = bytes.size() - rest.size();
    } else {
        used = static_cast<std::size_t>(std::min<std::uint64_t>(incoming.missing, bytes.size()));
        body.append(bytes.substr(0, used));
        incoming.missing -= used;
        whole = incoming.missing == 0;
    }
    incoming.received += used;
    if (!incoming.share.add(body.size() - before)) return refuse(refusal::busy), 0;
    if (whole) dispatch();
    return used;
}

void Connection::dispatch() {
    enter(Phase::Working);
    const std::shared_ptr<Incoming> incoming = std::move(incoming_);
    const Lane lane = incoming->plan.reserved ? Lane::Reserved : Lane::Common;
    WorkerPool::Task task = [self = shared_from_this(), incoming]() mutable { work(std::move(self), *incoming); };
    if (loop_.core().workers.submit(task, lane)) return;
    // The request was read to its end, so the connection can go on.
    loop_.shed_requests.add();
    answer(to_bytes(refusal_response(refusal::busy), method_));
}

/// On a worker's thread. `self` goes back to the loop in any case: a connection must die there.
void Connection::work(std::shared_ptr<Connection> self, Incoming& incoming) {
    const Method method = incoming.request.method;
    Loop& loop = self->loop_;
    ResponseBytes bytes;
    try {
        bytes = to_bytes(loop.core().handler.handle(std::move(incoming.request)), method);
    } catch (...) {
        // A handler must not throw; if it does all the same, this request fails and no other.
        Response failure = refusal_response(refusal::internal);
        bytes = to_bytes(std::move(failure), method);
    }
    loop.poller().post([self = std::move(self), bytes = std::move(bytes)] {
        if (self->phase_ != Phase::Working) return;
        self->loop_.worked_requests.add();
        self->answer(bytes);
        self->go_on();
    });
}

/// Uses what was kept while the connection could not go on: no event would wake it for that.
void Connection::go_on() {
    paused_ = false;
    try {
        take_kept();
    } catch (...) {
        close();
    }
}

void Connection::answer_ready(Ready ready) {
    const bool body_too = ready.body_too && method_ != Method::Head;
    const ReadyBytes& bytes = *ready.bytes;
    const std::string_view body = body_too ? std::string_view(bytes.body) : std::string_view();
    const ConnectionWord word = connection_word();
    const std::string_view tail = loop_.tail(word);
    const bool common = body_too && word == ConnectionWord::Nothing;
    const int file = common ? loop_.hot_answers().file(ready.bytes, tail) : -1;
    // Moved, not copied: the count of a page's bytes is shared by all loops.
    send({bytes.head, tail, body, std::move(ready.bytes), file});
}

void Connection::answer(const ResponseBytes& bytes) {
    const std::string_view body = bytes.body ? std::string_view(*bytes.body) : std::string_view();
    send({bytes.head, loop_.tail(connection_word()), body, bytes.body, -1});
}

void Connection::refuse(const Refusal& refusal) {
    loop_.refused_requests.add();
    keep_alive_ = client_closes_ = false;
    incoming_.reset();
    if (phase_ == Phase::Head) enter(Phase::Idle);
    answer(to_bytes(refusal_response(refusal), method_));
}

ConnectionWord Connection::connection_word() {
    if (loop_.stopping()) keep_alive_ = false;
    if (!keep_alive_) return ConnectionWord::Close;
    return http_1_0_ ? ConnectionWord::KeepAlive : ConnectionWord::Nothing;
}

}  // namespace daymark::http
