// The event loop: accepting, limits on connections, the tick that ends what takes too long, and stopping.
#include "platform/http/loop.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <system_error>

#include <netinet/in.h>
#include <sys/socket.h>

namespace daymark::http {
namespace {

constexpr std::size_t scratch_bytes = 64 * 1024;
constexpr int accept_turn = 64;  // connections taken before those that are open get their turn
constexpr std::size_t idle_batch = 32;
constexpr std::int64_t idle_search_pause_ms = 100;

PeerKey key_of(const sockaddr_storage& address) {
    PeerKey key{};
    if (address.ss_family == AF_INET) {
        const auto& v4 = reinterpret_cast<const sockaddr_in&>(address);
        std::memcpy(key.data(), &v4.sin_addr, 4);
        return key;
    }
    const auto& v6 = reinterpret_cast<const sockaddr_in6&>(address);
    const bool mapped = IN6_IS_ADDR_V4MAPPED(&v6.sin6_addr);
    std::memcpy(key.data(), v6.sin6_addr.s6_addr + (mapped ? 12 : 0), mapped ? 4 : 8);
    return key;
}

std::int64_t tick_interval_ms(const ServerOptions& options) {
    const int shortest = std::min({options.heartbeat_ms, options.head_timeout_ms, options.body_timeout_ms,
                                   options.body_grace_ms, options.idle_timeout_ms, options.write_timeout_ms});
    return std::clamp(shortest / 4, 5, 500);
}

/// IMF-fixdate, "Sun, 06 Nov 1994 08:49:37 GMT", whatever the locale.
std::string http_date(std::time_t second) {
    constexpr std::array<const char*, 7> days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<const char*, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::tm utc{};
    ::gmtime_r(&second, &utc);
    std::array<char, 64> text{};
    const int length = std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                                     days[static_cast<std::size_t>(utc.tm_wday)], utc.tm_mday,
                                     months[static_cast<std::size_t>(utc.tm_mon)], utc.tm_year + 1900, utc.tm_hour,
                                     utc.tm_min, utc.tm_sec);
    return {text.data(), static_cast<std::size_t>(length)};
}

/// sendfile() has no flag against SIGPIPE. Blocked on the loop's thread, it does nothing.
void block_sigpipe() {
    sigset_t signals;
    ::sigemptyset(&signals);
    ::sigaddset(&signals, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

std::timespec coarse_time(clockid_t clock) {
    std::timespec time{};
    ::clock_gettime(clock, &time);
    return time;
}

}  // namespace

std::int64_t coarse_now_ms() {
    const std::timespec now = coarse_time(CLOCK_MONOTONIC_COARSE);
    return std::int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1'000'000;
}

Loop::Loop(ServerCore& core, Descriptor listener)
    : core_(core), listener_(std::move(listener)), scratch_(scratch_bytes) {}

void Loop::start() {
    core_.listeners.fetch_add(1);
    if (!poller_.watch(listener_.number(), EPOLLIN, this)) throw std::system_error(errno, std::generic_category());
    thread_ = std::thread([this] { run(); });
}

void Loop::run() {
    block_sigpipe();
    const std::int64_t interval = tick_interval_ms(core_.options);
    std::int64_t next_tick = coarse_now_ms() + interval;
    while (!finished_) {
        const std::int64_t until_tick = std::max<std::int64_t>(next_tick - coarse_now_ms(), 0);
        for (const epoll_event& event : poller_.wait(static_cast<int>(until_tick))) {
            if (event.data.ptr == this) {
                accept_some();
            } else {
                static_cast<Connection*>(event.data.ptr)->on_events(event.events);
            }
        }
        const std::int64_t now = coarse_now_ms();
        if (now >= next_tick) {
            tick(now);
            next_tick = now + interval;
        }
        closed_.clear();
    }
}

void Loop::begin_stop() {
    poller_.post([this] { stop_accepting(); });
}

void Loop::stop_accepting() {
    stopping_ = true;
    if (!accept_paused_) accept_some();
    listener_.close();
    const std::vector<std::shared_ptr<Connection>> open = connections_;
    for (const auto& connection : open) connection->stop();
    core_.listener_closed();
}

void Loop::finish() {
    if (!thread_.joinable()) return;
    poller_.post([this] {
        close_all();
        finished_ = true;
    });
    thread_.join();
}

void Loop::tell(const std::string& topic, std::shared_ptr<const std::string> event) {
    poller_.post([this, topic, event = std::move(event)] { streams_.tell(topic, event); });
}

void Loop::end(const std::string& topic) {
    poller_.post([this, topic] { streams_.end(topic); });
}

void Loop::close_all() {
    const std::vector<std::shared_ptr<Connection>> open = connections_;
    for (const auto& connection : open) connection->close();
}

void Loop::accept_some() {
    if (!listener_.is_open()) return;
    for (int i = 0; i < accept_turn || stopping_; ++i) {
        const Accepted outcome = accept_one();
        if (outcome == Accepted::NoneLeft) return;
        if (outcome == Accepted::OutOfDescriptors) return pause_accepting();
    }
}

/// Waiting for the listener would spin, since it stays readable; the next tick tries anew.
void Loop::pause_accepting() {
    accept_paused_ = true;
    poller_.change(listener_.number(), 0, this);
    static_cast<void>(close_oldest_idle());
}

Loop::Accepted Loop::accept_one() {
    sockaddr_storage address{};
    socklen_t length = sizeof(address);
    Descriptor socket(
        ::accept4(listener_.number(), reinterpret_cast<sockaddr*>(&address), &length, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (!socket.is_open()) {
        const bool exhausted = errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM;
        if (exhausted) return Accepted::OutOfDescriptors;
        const bool none = errno == EAGAIN || errno == EWOULDBLOCK;
        return none ? Accepted::NoneLeft : Accepted::Yes;  // else this one broke before it was accepted
    }
    const PeerKey peer = key_of(address);
    if (!admit(socket, peer)) return Accepted::Yes;
    accepted.add();
    auto connection = std::make_shared<Connection>(*this, std::move(socket), peer);
    connection->index = connections_.size();
    connections_.push_back(connection);
    connection->start();
    return Accepted::Yes;
}

/// Counts a new connection in, or tells it that there is no room.
bool Loop::admit(const Descriptor& socket, const PeerKey& peer) {
    const bool room = core_.connections.load() < core_.options.max_connections || make_room();
    if (room && core_.peers.admit(peer)) {
        core_.connections.fetch_add(1);
        return true;
    }
    refused_connections.add();
    constexpr std::string_view answer =
        "HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
    static_cast<void>(::send(socket.number(), answer.data(), answer.size(), MSG_NOSIGNAL));
    return false;
}

bool Loop::make_room() {
    if (unfinished_.empty()) return close_oldest_idle();
    unfinished_.front()->close();
    return true;
}

/// Closes a batch of them, so that the search over all connections is not made for each newcomer.
bool Loop::close_oldest_idle() {
    const std::int64_t now = coarse_now_ms();
    if (now < no_idle_until_ms_) return false;
    std::vector<std::shared_ptr<Connection>> idle;
    std::ranges::copy_if(connections_, std::back_inserter(idle), [](const auto& one) { return one->is_idle(); });
    const std::size_t count = std::min(idle.size(), idle_batch);
    std::ranges::partial_sort(idle, idle.begin() + static_cast<std::ptrdiff_t>(count), {},
                              [](const auto& one) { return one->since_ms(); });
    for (std::size_t i = 0; i < count; ++i) idle[i]->close();
    if (count == 0) no_idle_until_ms_ = now + idle_search_pause_ms;
    return count > 0;
}

void Loop::connection_closed(Connection& connection) {
    streams_.remove(connection.listening);
    const std::size_t place = connection.index;
    core_.peers.leave(connection.peer);
    closed_.push_back(connections_[place]);
    std::swap(connections_[place], connections_.back());
    connections_[place]->index = place;
    connections_.pop_back();
    core_.connection_closed();
}

void Loop::head_begun(Connection& connection) {
    connection.unfinished_place = unfinished_.insert(unfinished_.end(), &connection);
    const std::size_t share = std::max<std::size_t>(core_.options.max_unfinished_heads / core_.loops, 1);
    if (unfinished_.size() > share) unfinished_.front()->close();
}

void Loop::head_ended(Connection& connection) { unfinished_.erase(connection.unfinished_place); }

void Loop::tick(std::int64_t now_ms) {
    renew_tails();
    streams_.tick(now_ms);
    if (accept_paused_ && listener_.is_open()) {
        accept_paused_ = false;
        poller_.change(listener_.number(), EPOLLIN, this);
    }
    const bool pressed = core_.connections.load() > core_.options.max_connections / 5 * 4;
    // Backwards, since one that closes gives its place to the last.
    for (std::size_t i = connections_.size(); i-- > 0;) {
        if (i < connections_.size()) connections_[i]->check_deadline(now_ms, pressed);
    }
}

std::string_view Loop::tail(ConnectionWord word) {
    renew_tails();
    return tails_[static_cast<std::size_t>(word)];
}

void Loop::renew_tails() {
    const std::int64_t second = coarse_time(CLOCK_REALTIME_COARSE).tv_sec;
    if (second == tail_second_) return;
    tail_second_ = second;
    const std::string date = "date: " + http_date(second) + "\r\n";
    tails_ = {date + "\r\n", date + "connection: close\r\n\r\n", date + "connection: keep-alive\r\n\r\n"};
    hot_answers_.forget();
}

}  // namespace daymark::http
