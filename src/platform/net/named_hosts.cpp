// One thread, which asks; everybody else reads what it wrote down.
#include "platform/net/named_hosts.h"

#include "platform/dns/resolver.h"

#include <algorithm>
#include <chrono>

namespace daymark::net {
namespace {

constexpr std::chrono::minutes between_looks{1};

bool is_socket(const std::string& host) { return host.empty() || host.front() == '/' || host.front() == '@'; }

}  // namespace

NamedHosts::NamedHosts(const std::vector<std::string>& hosts, std::string dns_servers)
    : dns_servers_(std::move(dns_servers)) {
    for (const std::string& host : hosts) {
        if (is_socket(host)) continue;
        const auto address = http::Network::of(host);
        addresses_[host] = address ? std::vector{*address} : std::vector<http::Network>{};
    }
    const bool names = std::ranges::any_of(addresses_, [](const auto& host) { return host.second.empty(); });
    if (names) thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

bool NamedHosts::have(const std::string& address) const {
    const std::lock_guard lock(mutex_);
    return std::ranges::any_of(addresses_, [&](const auto& host) {
        return std::ranges::any_of(host.second, [&](const http::Network& one) { return one.holds(address); });
    });
}

void NamedHosts::run(const std::stop_token& stop) {
    const auto resolver = dns::make_resolver({.servers = dns_servers_, .stop = stop});
    std::vector<std::string> names;
    for (const auto& [host, addresses] : addresses_) {
        if (addresses.empty()) names.push_back(host);
    }
    while (!stop.stop_requested()) {
        for (const std::string& name : names) {
            std::vector<http::Network> found;
            for (const std::string& address : resolver->addresses(name).records)
                found.push_back(http::Network::of(address).value());
            const std::lock_guard lock(mutex_);
            if (!found.empty()) addresses_[name] = std::move(found);
        }
        std::unique_lock lock(mutex_);
        wake_.wait_for(lock, stop, between_looks, [] { return false; });
    }
}

}  // namespace daymark::net
