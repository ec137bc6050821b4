// One request to the server's own address.
#include "app/healthcheck.h"

#include <iostream>
#include <memory>

#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

namespace daymark::app {
namespace {

constexpr timeval patience{.tv_sec = 3, .tv_usec = 0};

struct Socket {
    int descriptor = -1;
    ~Socket() {
        if (descriptor >= 0) ::close(descriptor);
    }
};

bool connect_to(Socket& made, const HostPort& place) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (::getaddrinfo(place.host.c_str(), std::to_string(place.port).c_str(), &hints, &found) != 0) return false;
    const std::unique_ptr<addrinfo, void (*)(addrinfo*)> owner(found, ::freeaddrinfo);
    made.descriptor = ::socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (made.descriptor < 0) return false;
    ::setsockopt(made.descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
    ::setsockopt(made.descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    // An address that means "every one of mine" reaches this machine when it is connected to.
    return ::connect(made.descriptor, found->ai_addr, found->ai_addrlen) == 0;
}

/// The first bytes of the answer; empty when none came.
std::string ask(const HostPort& place) {
    Socket socket;
    if (!connect_to(socket, place)) return {};
    const std::string request = "GET /healthz HTTP/1.1\r\nHost: " + place.text() + "\r\nConnection: close\r\n\r\n";
    if (::send(socket.descriptor, request.data(), request.size(), MSG_NOSIGNAL) < 0) return {};
    std::string answer(512, '\0');
    const ssize_t count = ::recv(socket.descriptor, answer.data(), answer.size(), MSG_WAITALL);
    answer.resize(count < 0 ? 0 : static_cast<std::size_t>(count));
    return answer;
}

}  // namespace

int check_health(const Config& config, const json::object&) {
    const std::string answer = ask(config.listen);
    if (answer.starts_with("HTTP/1.1 200 ")) {
        std::cout << "ok\n";
        return 0;
    }
    const std::string said = answer.substr(0, answer.find('\r'));
    std::cerr << "No healthy server at " << config.listen.text() << (said.empty() ? "" : ": " + said) << ".\n";
    return 1;
}

}  // namespace daymark::app
