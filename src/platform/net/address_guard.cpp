// One table of networks, asked with the address in its plainest form.
#include "platform/net/address_guard.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include <arpa/inet.h>

namespace daymark::net {
namespace {

constexpr std::array refused_networks = {
    "0.0.0.0/8",        // this network
    "10.0.0.0/8",       // private
    "100.64.0.0/10",    // between providers and their customers
    "127.0.0.0/8",      // loopback
    "169.254.0.0/16",   // link-local; clouds tell their secrets there
    "172.16.0.0/12",    // private
    "192.0.0.0/24",     // protocols' own
    "192.0.2.0/24",     // documentation
    "192.88.99.0/24",   // 6to4 relays
    "192.168.0.0/16",   // private
    "198.18.0.0/15",    // benchmarks
    "198.51.100.0/24",  // documentation
    "203.0.113.0/24",   // documentation
    "224.0.0.0/4",      // multicast
    "240.0.0.0/4",      // reserved, and broadcast
    "::/128",           // no address
    "::1/128",          // loopback
    "64:ff9b::/96",     // NAT64
    "64:ff9b:1::/48",   // NAT64 of a provider's own
    "100::/64",         // discarded
    "2001::/32",        // Teredo
    "2001:db8::/32",    // documentation
    "2002::/16",        // 6to4
    "3fff::/20",        // documentation
    "5f00::/16",        // segment routing
    "fc00::/7",         // private
    "fe80::/10",        // link-local
    "fec0::/10",        // site-local
    "ff00::/8",         // multicast
};

const std::vector<http::Network>& refused() {
    static const std::vector<http::Network> networks = [] {
        std::vector<http::Network> all;
        for (const char* each : refused_networks) all.push_back(http::Network::of(each).value());
        return all;
    }();
    return networks;
}

/// The address written anew; "::192.0.2.7" as the IPv4 address it stands for. Networks know the mapped form themselves.
std::optional<std::string> plain(std::string_view address) {
    const std::string text(address);
    if (text.find('\0') != std::string::npos) return std::nullopt;
    in6_addr v6{};
    std::array<char, INET6_ADDRSTRLEN> written{};
    if (::inet_pton(AF_INET6, text.c_str(), &v6) != 1) {
        return ::inet_pton(AF_INET, text.c_str(), &v6) == 1 ? std::optional(text) : std::nullopt;
    }
    const bool compatible = IN6_IS_ADDR_V4COMPAT(&v6);  // not "::" and "::1"
    if (compatible) return ::inet_ntop(AF_INET, &v6.s6_addr[12], written.data(), written.size());
    return ::inet_ntop(AF_INET6, &v6, written.data(), written.size());
}

bool any_holds(const std::vector<http::Network>& networks, const std::string& address) {
    return std::ranges::any_of(networks, [&](const http::Network& network) { return network.holds(address); });
}

}  // namespace

bool AddressGuard::may_reach(std::string_view address) const {
    const auto judged = plain(address);
    return judged && (any_holds(allowed_, *judged) || (!any_holds(refused(), *judged) && !is_ours_(*judged)));
}

}  // namespace daymark::net
