// One thread, one question after another.
#include "support/dns_sink.h"

#include <array>
#include <map>
#include <stdexcept>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace daymark::test {
namespace {

std::string two_bytes(std::size_t number) {
    return {static_cast<char>(number >> 8 & 0xff), static_cast<char>(number & 0xff)};
}

std::size_t number_at(std::string_view bytes, std::size_t at) {
    return static_cast<std::size_t>(static_cast<unsigned char>(bytes.at(at))) << 8 |
           static_cast<unsigned char>(bytes.at(at + 1));
}

std::string type_word(int type) {
    static const std::map<int, std::string> words{{1, "A"}, {12, "PTR"}, {15, "MX"}, {16, "TXT"}, {28, "AAAA"}};
    const auto found = words.find(type);
    return found == words.end() ? std::to_string(type) : found->second;
}

std::string address_bytes(int family, const std::string& address) {
    std::array<char, sizeof(in6_addr)> bytes{};
    if (::inet_pton(family, address.c_str(), bytes.data()) != 1) throw std::runtime_error("no address: " + address);
    return {bytes.data(), family == AF_INET ? 4U : 16U};
}

int bound_socket(int type, std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    const int made = ::socket(AF_INET, type | SOCK_CLOEXEC, 0);
    if (::bind(made, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return made;
    ::close(made);
    return -1;
}

std::uint16_t port_of(int socket) {
    sockaddr_in address{};
    socklen_t size = sizeof address;
    ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
    return ntohs(address.sin_port);
}

DnsQuestion read_question(std::string_view message, bool tcp) {
    DnsQuestion question;
    question.tcp = tcp;
    question.head = message.substr(0, 2);
    std::size_t at = 12;
    while (message.at(at) != 0) {
        const auto size = static_cast<std::size_t>(static_cast<unsigned char>(message.at(at)));
        question.name += (question.name.empty() ? "" : ".") + std::string(message.substr(at + 1, size));
        at += size + 1;
    }
    question.type = static_cast<int>(number_at(message, at + 1));
    question.section = message.substr(12, at + 5 - 12);
    return question;
}

}  // namespace

std::string DnsReply::wire(const std::string& name) {
    std::string bytes;
    std::string_view rest = name;
    while (!rest.empty() && rest != ".") {
        const std::size_t end = std::min(rest.find('.'), rest.size());
        bytes += static_cast<char>(end);
        bytes += rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return bytes + '\0';
}

DnsReply& DnsReply::record(const std::string& owner, int type, std::string_view data) {
    answers_ += wire(owner) + two_bytes(static_cast<std::size_t>(type)) + two_bytes(1) + two_bytes(0) + two_bytes(60) +
                two_bytes(data.size());
    answers_ += data;
    ++count_;
    return *this;
}

DnsReply& DnsReply::txt(const std::string& owner, const std::string& text) {
    std::string data;
    for (std::size_t at = 0; at == 0 || at < text.size(); at += 255) {
        const std::string part = text.substr(at, 255);
        data += static_cast<char>(part.size());
        data += part;
    }
    return record(owner, 16, data);
}

DnsReply& DnsReply::mx(const std::string& owner, unsigned preference, const std::string& host) {
    return record(owner, 15, two_bytes(preference) + wire(host));
}

DnsReply& DnsReply::a(const std::string& owner, const std::string& address) {
    return record(owner, 1, address_bytes(AF_INET, address));
}

DnsReply& DnsReply::aaaa(const std::string& owner, const std::string& address) {
    return record(owner, 28, address_bytes(AF_INET6, address));
}

std::string DnsReply::bytes() const {
    // An answer, recursion desired and available.
    const std::size_t flags = 0x8180U | (cut_short_ ? 0x0200U : 0U) | static_cast<unsigned>(code_);
    return question_.head + two_bytes(flags) + two_bytes(1) + two_bytes(claimed_.value_or(count_)) + two_bytes(0) +
           two_bytes(0) + question_.section + answers_;
}

DnsSink::DnsSink(Manners manners) : manners_(std::move(manners)), bell_(::eventfd(0, EFD_CLOEXEC)) {
    // The same port for both, which somebody else may have for one of them.
    for (int attempt = 0; attempt < 100 && listener_ < 0; ++attempt) {
        if (datagrams_ >= 0) ::close(datagrams_);
        datagrams_ = bound_socket(SOCK_DGRAM, 0);
        port_ = port_of(datagrams_);
        listener_ = bound_socket(SOCK_STREAM, port_);
    }
    if (listener_ < 0 || ::listen(listener_, 16) != 0) throw std::runtime_error("no port for a name server");
    thread_ = std::thread([this] { run(); });
}

DnsSink::~DnsSink() {
    const std::uint64_t one = 1;
    if (::write(bell_, &one, sizeof one) == sizeof one) thread_.join();
    for (const int socket : {datagrams_, listener_, bell_}) ::close(socket);
}

std::vector<std::string> DnsSink::asked() {
    const std::lock_guard lock(mutex_);
    return asked_;
}

void DnsSink::run() {
    for (;;) {
        std::array<pollfd, 3> polled{{{datagrams_, POLLIN, 0}, {listener_, POLLIN, 0}, {bell_, POLLIN, 0}}};
        ::poll(polled.data(), polled.size(), -1);
        if (polled[2].revents != 0) return;
        if (polled[0].revents != 0) answer_datagram();
        if (polled[1].revents != 0) answer_connection();
    }
}

std::optional<std::string> DnsSink::answer(std::string_view message, bool tcp) {
    const DnsQuestion question = read_question(message, tcp);
    {
        const std::lock_guard lock(mutex_);
        asked_.push_back(type_word(question.type) + " " + question.name + (tcp ? " tcp" : ""));
    }
    return manners_(question);
}

void DnsSink::answer_datagram() {
    std::array<char, 4096> buffer;
    sockaddr_in from{};
    socklen_t size = sizeof from;
    const ssize_t count =
        ::recvfrom(datagrams_, buffer.data(), buffer.size(), 0, reinterpret_cast<sockaddr*>(&from), &size);
    if (count < 12) return;
    if (const auto reply = answer({buffer.data(), static_cast<std::size_t>(count)}, false))
        ::sendto(datagrams_, reply->data(), reply->size(), 0, reinterpret_cast<const sockaddr*>(&from), size);
}

void DnsSink::answer_connection() {
    const int guest = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (guest < 0) return;
    const timeval patience{.tv_sec = 10, .tv_usec = 0};
    ::setsockopt(guest, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    std::array<char, 4096> buffer;
    const ssize_t size = ::recv(guest, buffer.data(), 2, MSG_WAITALL);
    const std::size_t wanted = size == 2 ? number_at({buffer.data(), 2}, 0) : 0;
    if (wanted >= 12 && wanted <= buffer.size() &&
        ::recv(guest, buffer.data(), wanted, MSG_WAITALL) == static_cast<ssize_t>(wanted)) {
        if (const auto reply = answer({buffer.data(), wanted}, true)) {
            const std::string whole = two_bytes(reply->size()) + *reply;
            ::send(guest, whole.data(), whole.size(), MSG_NOSIGNAL);
        }
    }
    ::close(guest);
}

}  // namespace daymark::test
