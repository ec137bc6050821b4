// Questions go out and answers come in by c-ares, on the thread of whoever asks.
#include "platform/dns/resolver.h"

#include "platform/dns/answer.h"
#include "platform/text/number.h"
#include "platform/text/trim.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <optional>

#include <ares.h>
#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace daymark::dns {
namespace {

using Moment = std::chrono::steady_clock::time_point;
using std::chrono::milliseconds;

constexpr milliseconds longest_sleep{100};  // between looks whether the wait was called off
constexpr int first_wait_ms = 1'000;        // for a server; the second time twice that
constexpr int datagram_bytes = 1232;        // what gets everywhere in one piece; beyond it TCP

/// c-ares by itself writes to connections that the server has closed, which raises a signal.
const ares_socket_functions& socket_functions() {
    static const ares_socket_functions functions = {
        [](int family, int type, int protocol, void*) {
            return ::socket(family, type | SOCK_CLOEXEC | SOCK_NONBLOCK, protocol);
        },
        [](ares_socket_t socket, void*) { return ::close(socket); },
        [](ares_socket_t socket, const sockaddr* address, ares_socklen_t size, void*) {
            return ::connect(socket, address, size);
        },
        [](ares_socket_t socket, void* bytes, std::size_t size, int flags, sockaddr* from, ares_socklen_t* from_size,
           void*) { return ::recvfrom(socket, bytes, size, flags, from, from_size); },
        [](ares_socket_t socket, const iovec* parts, int count, void*) {
            msghdr message{};
            message.msg_iov = const_cast<iovec*>(parts);  // only read
            message.msg_iovlen = static_cast<std::size_t>(count);
            return ::sendmsg(socket, &message, MSG_NOSIGNAL);
        }};
    return functions;
}

class Channel {
public:
    explicit Channel(const std::string& servers) {
        static const int started = ares_library_init(ARES_LIB_INIT_ALL);
        ares_options options{};
        options.flags = ARES_FLAG_NOSEARCH | ARES_FLAG_NOALIASES | ARES_FLAG_EDNS;
        options.timeout = first_wait_ms;
        options.tries = 2;
        options.ednspsz = datagram_bytes;
        constexpr int given = ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_EDNSPSZ;
        if (started != ARES_SUCCESS || ares_init_options(&channel_, &options, given) != ARES_SUCCESS) return;
        ares_set_socket_functions(channel_, &socket_functions(), nullptr);
        ready_ = servers.empty() || ares_set_servers_ports_csv(channel_, servers.c_str()) == ARES_SUCCESS;
    }
    ~Channel() {
        if (channel_ != nullptr) ares_destroy(channel_);
    }
    Channel(const Channel&) = delete;
    Channel& operator=(const Channel&) = delete;

    [[nodiscard]] bool ready() const { return ready_; }
    [[nodiscard]] ares_channel get() const { return channel_; }

    /// Until something happens or `until`, and lets c-ares act on it.
    void wait(Moment until) {
        std::array<ares_socket_t, ARES_GETSOCK_MAXNUM> sockets{};
        const int bits = ares_getsock(channel_, sockets.data(), static_cast<int>(sockets.size()));
        std::array<pollfd, ARES_GETSOCK_MAXNUM> polled{};
        nfds_t count = 0;
        for (unsigned i = 0; i < sockets.size(); ++i) {
            const int events = (ARES_GETSOCK_READABLE(bits, i) != 0 ? POLLIN : 0) |
                               (ARES_GETSOCK_WRITABLE(bits, i) != 0 ? POLLOUT : 0);
            if (events != 0) polled[count++] = {sockets[i], static_cast<short>(events), 0};
        }
        ::poll(polled.data(), count, sleep_ms(until));
        for (nfds_t i = 0; i < count; ++i) {
            const short came = polled[i].revents;
            const bool over = (came & (POLLERR | POLLHUP)) != 0;
            const bool readable = over || (came & POLLIN) != 0;
            ares_process_fd(channel_, readable ? polled[i].fd : ARES_SOCKET_BAD,
                            (came & POLLOUT) != 0 ? polled[i].fd : ARES_SOCKET_BAD);
        }
        ares_process_fd(channel_, ARES_SOCKET_BAD, ARES_SOCKET_BAD);  // what has taken too long
    }

private:
    [[nodiscard]] int sleep_ms(Moment until) const {
        const auto left = std::chrono::duration_cast<milliseconds>(until - std::chrono::steady_clock::now());
        const long most = std::clamp(left, milliseconds(0), longest_sleep).count();
        timeval longest{.tv_sec = 0, .tv_usec = most * 1'000};
        timeval wait{};
        ares_timeout(channel_, &longest, &wait);
        return static_cast<int>(wait.tv_sec * 1'000 + (wait.tv_usec + 999) / 1'000);
    }

    ares_channel channel_ = nullptr;
    bool ready_ = false;
};

struct Reply {
    bool done = false;
    int status = ARES_ETIMEOUT;
    std::string bytes;
};

void take_reply(void* place, int status, int, unsigned char* bytes, int size) {
    auto& reply = *static_cast<Reply*>(place);
    reply.done = true;
    reply.status = status;
    if (bytes != nullptr && size > 0)
        reply.bytes.assign(reinterpret_cast<char*>(bytes), static_cast<std::size_t>(size));
}

Outcome outcome_of(int status) {
    switch (status) {
        case ARES_SUCCESS:
            return Outcome::Found;
        case ARES_ENOTFOUND:
        case ARES_ENODATA:
            return Outcome::Missing;
        case ARES_ETIMEOUT:
        case ARES_ECANCELLED:
            return Outcome::TimedOut;
        default:
            return Outcome::Failed;
    }
}

/// "7.2.0.192.in-addr.arpa"; "" for what is no address.
std::string reverse_name(const std::string& address) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::array<unsigned char, sizeof(in6_addr)> bytes{};
    std::string name;
    if (address.find('\0') != std::string::npos) return {};
    if (::inet_pton(AF_INET, address.c_str(), bytes.data()) == 1) {
        for (std::size_t i = 4; i-- > 0;) name += std::to_string(bytes[i]) + ".";
        return name + "in-addr.arpa";
    }
    if (::inet_pton(AF_INET6, address.c_str(), bytes.data()) != 1) return {};
    for (std::size_t i = bytes.size(); i-- > 0;) {
        const unsigned byte = bytes[i];
        for (const unsigned nibble : {byte & 15U, byte >> 4U}) name += {digits[nibble], '.'};
    }
    return name + "ip6.arpa";
}

class AresResolver final : public Resolver {
public:
    explicit AresResolver(ResolverOptions options) : options_(std::move(options)) {}

    Answer<std::string> txt(const std::string& name) override {
        return ask<std::string>(name, Type::Txt, [&](const std::string& bytes) { return read_texts(bytes, name); });
    }
    Answer<Exchange> mx(const std::string& name) override {
        return ask<Exchange>(name, Type::Mx, [&](const std::string& bytes) { return read_exchanges(bytes, name); });
    }
    Answer<std::string> addresses(const std::string& name) override {
        Answer<std::string> all = addresses(name, Type::A);
        if (all.outcome == Outcome::TooMany) return all;
        const Answer<std::string> more = addresses(name, Type::Aaaa);
        if (more.outcome == Outcome::TooMany) return more;
        if (all.outcome == Outcome::Missing || more.outcome == Outcome::Found) all.outcome = more.outcome;
        all.records.insert(all.records.end(), more.records.begin(), more.records.end());
        return all;
    }
    Answer<std::string> ptr(const std::string& address) override {
        const std::string name = reverse_name(address);
        return ask<std::string>(name, Type::Ptr, [&](const std::string& bytes) { return read_names(bytes, name); });
    }

private:
    Answer<std::string> addresses(const std::string& name, Type type) {
        return ask<std::string>(name, type,
                                [&](const std::string& bytes) { return read_addresses(bytes, name, type); });
    }

    template <class Record, class Read>
    Answer<Record> ask(const std::string& name, Type type, Read read) {
        // Longer ones are no names, and one with a NUL would be asked for as another.
        if (name.empty() || name.size() > 253 || name.find('\0') != std::string::npos) return {Outcome::Failed};
        const Reply reply = reply_to(name, type);
        const Outcome outcome = outcome_of(reply.status);
        return outcome == Outcome::Found ? read(reply.bytes) : Answer<Record>{outcome};
    }

    [[nodiscard]] Reply reply_to(const std::string& name, Type type) const {
        const Moment deadline = std::chrono::steady_clock::now() + milliseconds(options_.whole);
        Reply reply;
        Channel channel(options_.servers);
        if (!channel.ready()) return {.done = true, .status = ARES_ENOTINITIALIZED, .bytes = {}};
        ares_query(channel.get(), name.c_str(), ns_class_internet, static_cast<int>(type), take_reply, &reply);
        while (!reply.done && !options_.stop.stop_requested() && std::chrono::steady_clock::now() < deadline)
            channel.wait(deadline);
        if (!reply.done) ares_cancel(channel.get());
        return reply;
    }

    static constexpr int ns_class_internet = 1;
    const ResolverOptions options_;
};

/// "192.0.2.53", "192.0.2.53:5353", "2001:db8::53", "[2001:db8::53]:5353".
bool is_server(std::string_view text) {
    std::array<unsigned char, sizeof(in6_addr)> bytes{};
    const bool bracketed = text.starts_with('[');
    const std::size_t colon = text.rfind(':');
    const bool with_port = bracketed ? colon != std::string_view::npos && colon > 0 && text[colon - 1] == ']'
                                     : colon != std::string_view::npos && text.find(':') == colon;
    if (with_port && text::whole_number<std::uint16_t>(text.substr(colon + 1)).value_or(0) == 0) return false;
    std::string host(with_port ? text.substr(0, colon) : text);
    if (bracketed && !host.ends_with(']')) return false;
    if (bracketed) host = host.substr(1, host.size() - 2);
    if (host.find('\0') != std::string::npos) return false;
    return ::inet_pton(AF_INET6, host.c_str(), bytes.data()) == 1 ||
           (!bracketed && ::inet_pton(AF_INET, host.c_str(), bytes.data()) == 1);
}

}  // namespace

std::unique_ptr<Resolver> make_resolver(ResolverOptions options) {
    return std::make_unique<AresResolver>(std::move(options));
}

bool are_servers(const std::string& text) {
    std::string_view rest = text;
    const bool ends = text.empty() || text.ends_with(',');
    while (!rest.empty()) {
        if (!is_server(text::take_until(rest, ','))) return false;
    }
    return !ends;
}

}  // namespace daymark::dns
