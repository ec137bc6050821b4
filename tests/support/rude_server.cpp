// One thread accepts; guests are looked after by threads of their own.
#include "support/rude_server.h"

#include <array>
#include <chrono>
#include <stdexcept>
#include <utility>

#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace daymark::test {
namespace {

constexpr int backlog = 1024;
constexpr std::chrono::seconds patience{10};

/// A listener on that address, or -1. Port 0 is any.
template <class Address>
int listen_on(const Address& address) {
    const int listener =
        ::socket(reinterpret_cast<const sockaddr&>(address).sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (listener < 0) return -1;
    if (::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
        ::listen(listener, backlog) == 0) {
        return listener;
    }
    ::close(listener);
    return -1;
}

int listen_on_ipv4() {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return listen_on(address);
}

int listen_on_ipv6(std::uint16_t port) {
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    address.sin6_addr = in6addr_loopback;
    address.sin6_port = htons(port);
    return listen_on(address);
}

std::size_t body_bytes(const std::string& head) {
    constexpr std::string_view name = "\r\nContent-Length: ";
    const std::size_t at = head.find(name);
    return at == std::string::npos ? 0 : std::stoul(head.substr(at + name.size()));
}

}  // namespace

std::string RudeServer::Peer::read_bytes() {
    if (!rest_.empty()) return std::exchange(rest_, {});
    std::array<char, 16 * 1024> buffer;
    const ssize_t count = ::recv(socket_, buffer.data(), buffer.size(), 0);
    return count <= 0 ? std::string() : std::string(buffer.data(), static_cast<std::size_t>(count));
}

std::optional<RudeServer::Request> RudeServer::Peer::read() {
    std::string bytes;
    const auto more = [&] {
        const std::string came = read_bytes();
        bytes += came;
        return !came.empty();
    };
    std::size_t end = 0;
    while ((end = bytes.find("\r\n\r\n")) == std::string::npos) {
        if (!more()) return std::nullopt;
    }
    Request request{bytes.substr(0, end + 4), {}};
    const std::size_t whole = request.head.size() + body_bytes(request.head);
    while (bytes.size() < whole) {
        if (!more()) return std::nullopt;
    }
    request.body = bytes.substr(request.head.size(), whole - request.head.size());
    rest_ = bytes.substr(whole);
    return request;
}

bool RudeServer::Peer::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

void RudeServer::Peer::reset() {
    const linger at_once{1, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

void RudeServer::Peer::wait_for_end() {
    while (!read_bytes().empty()) {
    }
}

RudeServer::RudeServer(Manners manners) : manners_(std::move(manners)), bell_(::eventfd(0, EFD_CLOEXEC)) {
    listeners_.push_back(listen_on_ipv4());
    sockaddr_in address{};
    socklen_t size = sizeof address;
    if (::getsockname(listeners_[0], reinterpret_cast<sockaddr*>(&address), &size) != 0) {
        throw std::runtime_error("the server cannot listen");
    }
    port_ = ntohs(address.sin_port);
    if (const int second = listen_on_ipv6(port_); second >= 0) listeners_.push_back(second);
    thread_ = std::thread([this] { run(); });
}

RudeServer::~RudeServer() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        for (const Guest& guest : guests_) {
            if (!guest.gone) ::shutdown(guest.socket, SHUT_RDWR);
        }
    }
    ::eventfd_write(bell_, 1);
    thread_.join();
    for (Guest& guest : guests_) guest.thread.join();
    for (const int listener : listeners_) ::close(listener);
    ::close(bell_);
}

std::string RudeServer::url(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(port_) + path;
}

/// Whatever connection stands is in a backlog by now; the thread empties these before it tells.
std::size_t RudeServer::accepted() {
    std::unique_lock lock(mutex_);
    const std::size_t mine = ++asked_;
    ::eventfd_write(bell_, 1);
    changed_.wait(lock, [&] { return told_ >= mine; });
    return accepted_;
}

bool RudeServer::wait_until_open_at_most(std::size_t count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, patience, [&] { return open_ <= count; });
}

void RudeServer::run() {
    std::vector<pollfd> sockets{{bell_, POLLIN, 0}};
    for (const int listener : listeners_) sockets.push_back({listener, POLLIN, 0});
    for (;;) {
        ::poll(sockets.data(), sockets.size(), -1);
        eventfd_t ignored = 0;
        if ((sockets[0].revents & POLLIN) != 0) ::eventfd_read(bell_, &ignored);
        std::size_t asked = 0;
        {
            const std::lock_guard lock(mutex_);
            if (stopping_) return;
            asked = asked_;
        }
        for (const int listener : listeners_) accept_from(listener);
        const std::lock_guard lock(mutex_);
        told_ = asked;
        changed_.notify_all();
    }
}

void RudeServer::accept_from(int listener) {
    for (;;) {
        const int socket = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0) return;
        const std::lock_guard lock(mutex_);
        ++accepted_;
        ++open_;
        Guest& guest = guests_.emplace_back();
        guest.socket = socket;
        guest.thread = std::thread([this, &guest] { serve(guest); });
        if (stopping_) ::shutdown(socket, SHUT_RDWR);
    }
}

void RudeServer::serve(Guest& guest) {
    Peer peer(guest.socket);
    manners_(peer);
    const std::lock_guard lock(mutex_);
    ::close(guest.socket);
    guest.gone = true;
    --open_;
    changed_.notify_all();
}

RudeServer::Manners RudeServer::answering(std::string answer) {
    return [answer = std::move(answer)](Peer& peer) {
        while (peer.read() && peer.send(answer)) {
        }
    };
}

std::string http_answer(const std::string& status, const std::string& body, const std::string& headers) {
    return "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
           body;
}

}  // namespace daymark::test
