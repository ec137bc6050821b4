// The outgoing half of a connection: writing without blocking or copying, deadlines, and the ways it ends.
#include "platform/http/connection.h"
#include "platform/http/loop.h"

#include <algorithm>
#include <array>
#include <cerrno>

#include <netdb.h>
#include <netinet/tcp.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/uio.h>

namespace daymark::http {
namespace {

constexpr std::int64_t linger_ms = 5'000;
constexpr std::int64_t pressed_idle_ms = 10'000;
constexpr std::int64_t minimal_rate = 1024;  // bytes of a body per second

// Without a length it ends with the connection: HTTP/1.0 clients understand that too, and all streams share their
// bytes.
constexpr std::string_view stream_head =
    "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncache-control: no-store\r\nx-accel-buffering: no\r\n"
    "x-content-type-options: nosniff\r\n";
constexpr std::string_view heartbeat = ":\n\n";  // a comment

iovec part(std::string_view bytes) {
    // The kernel only reads them; iovec has no const.
    return {const_cast<char*>(bytes.data()), bytes.size()};
}

/// What a call that sends returned, with -1 only for a broken connection.
ssize_t judged(ssize_t count) { return count < 0 && (errno == EAGAIN || errno == EINTR) ? 0 : count; }

/// Bytes written, 0 when the socket takes none now, -1 when the connection is broken.
ssize_t write_some(int descriptor, std::span<iovec> parts) {
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = parts.size();
    return judged(::sendmsg(descriptor, &message, MSG_NOSIGNAL));
}

/// Removes up to `count` bytes from the front, and them from `count`.
void remove_written(std::string_view& bytes, std::size_t& count) {
    const std::size_t part_size = std::min(count, bytes.size());
    bytes.remove_prefix(part_size);
    count -= part_size;
}

}  // namespace

void Connection::send(Outgoing out) {
    const ssize_t count = write_all(out);
    if (count < 0) return close();
    const std::size_t written = static_cast<std::size_t>(count);
    if (written == out.size()) return finish_answer();
    keep_unwritten(out, written);
}

ssize_t Connection::write_all(const Outgoing& out) const {
    if (out.file >= 0) {
        off_t offset = 0;
        return judged(::sendfile(socket_.number(), out.file, &offset, out.size()));
    }
    std::array parts = {part(out.head), part(out.tail), part(out.body)};
    return write_some(socket_.number(), parts);
}

void Connection::keep_unwritten(Outgoing& out, std::size_t written) {
    remove_written(out.head, written);
    remove_written(out.tail, written);
    remove_written(out.body, written);
    // The tail is the loop's and changes each second, so it is copied; the body never is.
    unwritten_ = std::make_unique<Unwritten>();
    unwritten_->head.append(out.head).append(out.tail);
    unwritten_->body = out.body;
    unwritten_->hold = std::move(out.hold);
    enter(Phase::Writing);
    want(EPOLLOUT);
}

void Connection::on_writable() {
    if (phase_ != Phase::Writing) return;
    std::string_view head = unwritten_->head;
    std::array parts = {part(head), part(unwritten_->body)};
    const ssize_t count = write_some(socket_.number(), parts);
    if (count < 0) return close();
    std::size_t written = static_cast<std::size_t>(count);
    if (written > 0) since_ms_ = coarse_now_ms();
    remove_written(head, written);
    remove_written(unwritten_->body, written);
    unwritten_->head.erase(0, unwritten_->head.size() - head.size());
    if (!unwritten_->head.empty() || !unwritten_->body.empty()) return want(EPOLLOUT);
    unwritten_.reset();
    finish_answer();
    // Requests that came meanwhile wait in memory, where no event would wake them.
    take_kept();
}

void Connection::finish_answer() {
    if (listening) {
        enter(Phase::Streaming);
        return want(EPOLLIN);
    }
    enter(Phase::Idle);
    if (keep_alive_) return;
    if (input_ended_ || (client_closes_ && kept_.empty())) return close();
    linger();
}

/// Begins as any other answer does, and does not end.
void Connection::begin_stream(const Stream& stream) {
    if (loop_.stopping() || !loop_.streams().add(listening, stream.topic)) {
        loop_.refused_streams.add();
        // It makes browsers leave off until they are told otherwise, and unlike 503 no proxy takes it for a failure.
        return answer(to_bytes({204, {{"cache-control", "no-store"}}, {}, {}}, method_));
    }
    keep_alive_ = false;
    // A client that has gone without a word is noticed by what it does not acknowledge.
    const int stall_ms = loop_.core().options.write_timeout_ms;
    ::setsockopt(socket_.number(), IPPROTO_TCP, TCP_USER_TIMEOUT, &stall_ms, sizeof(stall_ms));
    beat_later();
    const std::string retry = "retry: " + std::to_string(loop_.between(2'000, 10'000)) + "\n\n";
    answer({std::string(stream_head), std::make_shared<const std::string>(retry + stream.event)});
}

void Connection::tell(std::string_view bytes) {
    std::array parts = {part(bytes)};
    const bool taken =
        phase_ == Phase::Streaming && write_some(socket_.number(), parts) == static_cast<ssize_t>(bytes.size());
    if (taken) return;
    loop_.dropped_streams.add();
    reset();
}

void Connection::beat_later() {
    const int about = loop_.core().options.heartbeat_ms;
    beat_at_ms_ = coarse_now_ms() + loop_.between(about - about / 5, about + about / 5);
}

/// Says that no more will come, and reads what still does: closing over unread bytes would reset the connection, and
/// the client might lose the answer.
void Connection::linger() {
    ::shutdown(socket_.number(), SHUT_WR);
    enter(Phase::Lingering);
    want(EPOLLIN);
}

void Connection::discard_input() {
    const std::span<char> scratch = loop_.scratch();
    const ssize_t count = ::recv(socket_.number(), scratch.data(), scratch.size(), 0);
    const bool more_may_come = count > 0 || (count < 0 && (errno == EAGAIN || errno == EINTR));
    if (!more_may_come) return close();
    if (count > 0) wanted_ = 0;
    want(EPOLLIN);
}

void Connection::close() {
    if (phase_ == Phase::Closed) return;
    enter(Phase::Closed);
    incoming_.reset();
    unwritten_.reset();
    socket_.close();
    loop_.connection_closed(*this);
}

void Connection::reset() {
    const ::linger at_once{1, 0};
    ::setsockopt(socket_.number(), SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
    close();
}

void Connection::check_deadline(std::int64_t now_ms, bool pressed) {
    const ServerOptions& options = loop_.core().options;
    const std::int64_t elapsed = now_ms - since_ms_;
    const std::int64_t idle_ms = pressed ? std::min<std::int64_t>(options.idle_timeout_ms, pressed_idle_ms)
                                         : static_cast<std::int64_t>(options.idle_timeout_ms);
    switch (phase_) {
        case Phase::Idle:
            if (elapsed > idle_ms) close();
            break;
        case Phase::Head:
            if (elapsed > options.head_timeout_ms) refuse(refusal::head_timeout);
            break;
        case Phase::Body:
            if (is_body_late(elapsed)) refuse(refusal::body_timeout);
            break;
        case Phase::Writing:
            if (elapsed > options.write_timeout_ms) reset();
            break;
        case Phase::Streaming:
            if (now_ms < beat_at_ms_) break;
            beat_later();
            tell(heartbeat);
            break;
        case Phase::Lingering:
            if (elapsed > linger_ms || loop_.stopping()) close();
            break;
        case Phase::Working:
        case Phase::Closed:
            break;
    }
}

bool Connection::is_body_late(std::int64_t elapsed_ms) const {
    const ServerOptions& options = loop_.core().options;
    if (elapsed_ms > options.body_timeout_ms) return true;
    const std::int64_t expected = elapsed_ms * minimal_rate / 1000;
    return elapsed_ms > options.body_grace_ms && static_cast<std::int64_t>(incoming_->received) < expected;
}

void Connection::stop() {
    if (listening) return close();
    // A request that crossed with the decision to stop is still answered.
    if (phase_ == Phase::Idle && !paused_) on_readable();
    if (phase_ == Phase::Idle && !paused_) close();
}

std::string Connection::remote_address() const {
    sockaddr_storage address{};
    socklen_t length = sizeof(address);
    std::array<char, NI_MAXHOST> text{};
    const bool known = ::getpeername(socket_.number(), reinterpret_cast<sockaddr*>(&address), &length) == 0 &&
                       ::getnameinfo(reinterpret_cast<const sockaddr*>(&address), length, text.data(),
                                     static_cast<socklen_t>(text.size()), nullptr, 0, NI_NUMERICHOST) == 0;
    if (!known) return {};
    // A listener on "::" sees IPv4 peers in their IPv6 form.
    constexpr std::string_view mapped = "::ffff:";
    const std::string_view shown = text.data();
    return std::string(shown.starts_with(mapped) ? shown.substr(mapped.size()) : shown);
}

}  // namespace daymark::http
