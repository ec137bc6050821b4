// One thread polls all sockets; orders from the test take effect within some milliseconds.
#include "support/tcp_proxy.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace daymark::test {
namespace {

constexpr int poll_ms = 5;

void send_all(int socket, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

void without_delay(int socket) {
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

}  // namespace

TcpProxy::TcpProxy(std::string host, std::string port) : host_(std::move(host)), service_(std::move(port)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener_, 64) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
        throw std::runtime_error("the proxy cannot listen");
    }
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { loop(); });
}

TcpProxy::~TcpProxy() {
    stopping_ = true;
    thread_.join();
    for (Pair& pair : pairs_) close(pair);
    ::close(listener_);
}

void TcpProxy::set(Mode mode) {
    const std::lock_guard lock(mutex_);
    mode_ = mode;
    if (mode != Mode::Refuse) return;
    for (Pair& pair : pairs_) close(pair);
}

void TcpProxy::cut() {
    const std::lock_guard lock(mutex_);
    for (Pair& pair : pairs_) close(pair);
}

void TcpProxy::cut_after(std::string text) {
    const std::lock_guard lock(mutex_);
    cut_after_ = std::move(text);
}

void TcpProxy::loop() {
    while (!stopping_) {
        std::vector<pollfd> sockets{{listener_, POLLIN, 0}};
        {
            const std::lock_guard lock(mutex_);
            pairs_.remove_if([](const Pair& pair) { return pair.finished; });
            for (const Pair& pair : pairs_) {
                const short wanted = mode_ == Mode::Freeze ? 0 : POLLIN;
                sockets.push_back({pair.client, wanted, 0});
                sockets.push_back({pair.server, wanted, 0});
            }
        }
        ::poll(sockets.data(), sockets.size(), poll_ms);
        const std::lock_guard lock(mutex_);
        std::size_t at = 1;
        for (Pair& pair : pairs_) {
            const bool from_client = (sockets[at++].revents & POLLIN) != 0;
            const bool from_server = (sockets[at++].revents & POLLIN) != 0;
            if (mode_ == Mode::Freeze) continue;
            if (from_client && !pair.finished) pass_on(pair, true);
            if (from_server && !pair.finished) pass_on(pair, false);
        }
        if ((sockets[0].revents & POLLIN) != 0) accept_one();
    }
}

void TcpProxy::accept_one() {
    const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) return;
    const int server = mode_ == Mode::Refuse ? -1 : connect_to_server();
    if (server < 0) {
        ::close(client);
        return;
    }
    without_delay(client);
    without_delay(server);
    pairs_.push_back({client, server});
}

void TcpProxy::pass_on(Pair& pair, bool from_client) {
    std::array<char, 65536> buffer;
    const ssize_t count = ::recv(from_client ? pair.client : pair.server, buffer.data(), buffer.size(), 0);
    if (count <= 0) return close(pair);
    const std::string_view bytes(buffer.data(), static_cast<std::size_t>(count));
    if (!from_client && pair.doomed) return close(pair);
    if (from_client && !cut_after_.empty() && bytes.find(cut_after_) != std::string_view::npos) {
        cut_after_.clear();
        pair.doomed = true;
    }
    send_all(from_client ? pair.server : pair.client, bytes);
}

void TcpProxy::close(Pair& pair) {
    if (pair.finished) return;
    pair.finished = true;
    ::close(pair.client);
    ::close(pair.server);
}

int TcpProxy::connect_to_server() const {
    if (host_.starts_with('/')) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        host_.copy(address.sun_path, sizeof address.sun_path - 1);
        const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) return socket;
        ::close(socket);
        return -1;
    }
    addrinfo* raw = nullptr;
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    if (::getaddrinfo(host_.c_str(), service_.c_str(), &hints, &raw) != 0) return -1;
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> found(raw, &::freeaddrinfo);
    for (const addrinfo* each = found.get(); each != nullptr; each = each->ai_next) {
        const int socket = ::socket(each->ai_family, each->ai_socktype | SOCK_CLOEXEC, each->ai_protocol);
        if (::connect(socket, each->ai_addr, each->ai_addrlen) == 0) return socket;
        ::close(socket);
    }
    return -1;
}

}  // namespace daymark::test
