// Listening sockets: one for each loop, all on the same port.
#include "platform/http/listener.h"

#include <cerrno>
#include <cstring>
#include <memory>
#include <stdexcept>

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace daymark::http {
namespace {

struct Endpoint {
    sockaddr_storage address{};
    socklen_t length = 0;
};

[[noreturn]] void fail(const std::string& why) { throw std::runtime_error(why); }
[[noreturn]] void fail_with_errno() { fail(std::strerror(errno)); }

Endpoint resolve(const std::string& address, std::uint16_t port) {
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
    addrinfo* found = nullptr;
    const int error = ::getaddrinfo(address.c_str(), std::to_string(port).c_str(), &hints, &found);
    if (error != 0) fail(::gai_strerror(error));
    const std::unique_ptr<addrinfo, void (*)(addrinfo*)> owner(found, ::freeaddrinfo);
    Endpoint endpoint;
    endpoint.length = found->ai_addrlen;
    std::memcpy(&endpoint.address, found->ai_addr, found->ai_addrlen);
    return endpoint;
}

void set_option(const Descriptor& socket, int level, int name) {
    const int on = 1;
    if (::setsockopt(socket.number(), level, name, &on, sizeof(on)) != 0) fail_with_errno();
}

enum class Sharing { No, Yes };

Descriptor open_listener(const Endpoint& endpoint, Sharing sharing) {
    Descriptor socket(::socket(endpoint.address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!socket.is_open()) fail_with_errno();
    set_option(socket, SOL_SOCKET, SO_REUSEADDR);
    if (sharing == Sharing::Yes) set_option(socket, SOL_SOCKET, SO_REUSEPORT);
    set_option(socket, IPPROTO_TCP, TCP_NODELAY);  // connections inherit it
    if (::bind(socket.number(), reinterpret_cast<const sockaddr*>(&endpoint.address), endpoint.length) != 0) {
        fail_with_errno();
    }
    if (::listen(socket.number(), 4096) != 0) fail_with_errno();
    return socket;
}

Endpoint bound_to(const Descriptor& listener) {
    Endpoint endpoint;
    endpoint.length = sizeof(endpoint.address);
    ::getsockname(listener.number(), reinterpret_cast<sockaddr*>(&endpoint.address), &endpoint.length);
    return endpoint;
}

}  // namespace

std::vector<Descriptor> listen_on(const std::string& address, std::uint16_t port, unsigned count) {
    try {
        // The system would let a second server of the same user share the port and take some of the requests, so it is
        // first tried without sharing.
        Endpoint endpoint = bound_to(open_listener(resolve(address, port), Sharing::No));
        std::vector<Descriptor> listeners;
        while (listeners.size() < count) listeners.push_back(open_listener(endpoint, Sharing::Yes));
        return listeners;
    } catch (const std::runtime_error& error) {
        fail("cannot listen on " + address + ":" + std::to_string(port) + ": " + error.what());
    }
}

std::uint16_t port_of(const Descriptor& listener) {
    const Endpoint endpoint = bound_to(listener);
    // The port stands at the same place in both families.
    static_assert(offsetof(sockaddr_in, sin_port) == offsetof(sockaddr_in6, sin6_port));
    return ntohs(reinterpret_cast<const sockaddr_in&>(endpoint.address).sin_port);
}

}  // namespace daymark::http
