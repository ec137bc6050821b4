// Each name is looked up on a thread that is left behind when it takes too long, at most one per name.
#include "platform/db/postgres_resolver.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <sys/socket.h>

#include <array>
#include <condition_variable>
#include <optional>
#include <thread>

namespace daymark::db {
namespace {

/// Whether libpq would ask DNS about it: neither an address nor the path of a socket.
bool is_name(const std::string& host) {
    std::array<unsigned char, sizeof(in6_addr)> address{};
    return !host.empty() && host.front() != '/' && host.front() != '@' &&
           ::inet_pton(AF_INET, host.c_str(), address.data()) != 1 &&
           ::inet_pton(AF_INET6, host.c_str(), address.data()) != 1;
}

/// The addresses of a name, none when there is no such name, nothing when DNS could not say.
std::optional<std::vector<std::string>> addresses_of(const std::string& name) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* raw = nullptr;
    const int result = ::getaddrinfo(name.c_str(), nullptr, &hints, &raw);
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> found(raw, &::freeaddrinfo);
    if (result != 0 && result != EAI_NONAME) return std::nullopt;
    std::vector<std::string> addresses;
    for (const addrinfo* each = found.get(); each != nullptr; each = each->ai_next) {
        std::array<char, NI_MAXHOST> text{};
        if (::getnameinfo(each->ai_addr, each->ai_addrlen, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST) == 0) {
            addresses.emplace_back(text.data());
        }
    }
    return addresses;
}

}  // namespace

struct PostgresResolver::Lookup {
    std::mutex mutex;
    std::condition_variable answered;
    bool running = false;
    std::vector<std::string> addresses;  // of the last answer
};

std::shared_ptr<PostgresResolver::Lookup> PostgresResolver::lookup_of(const std::string& name) {
    const std::lock_guard lock(mutex_);
    auto& lookup = lookups_[name];
    if (!lookup) lookup = std::make_shared<Lookup>();
    return lookup;
}

std::vector<PostgresParameters> PostgresResolver::resolve(const PostgresParameters& parameters,
                                                          std::chrono::steady_clock::time_point deadline) {
    const std::string name = value_of(parameters, "host");
    if (!is_name(name) || !value_of(parameters, "hostaddr").empty()) return {parameters};
    const std::shared_ptr<Lookup> lookup = lookup_of(name);
    std::unique_lock lock(lookup->mutex);
    if (!lookup->running) {
        lookup->running = true;
        // The thread shares the lookup, so it may end after all else here is gone.
        std::thread([lookup, name] {
            auto addresses = addresses_of(name);
            const std::lock_guard done(lookup->mutex);
            if (addresses) lookup->addresses = std::move(*addresses);
            lookup->running = false;
            lookup->answered.notify_all();
        }).detach();
    }
    lookup->answered.wait_until(lock, deadline, [&] { return !lookup->running; });
    std::vector<PostgresParameters> resolved;
    for (const std::string& address : lookup->addresses) {
        // The name stays: certificates are checked against it.
        resolved.push_back(parameters);
        resolved.back().emplace_back("hostaddr", address);
    }
    return resolved;
}

}  // namespace daymark::db
