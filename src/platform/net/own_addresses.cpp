// Asks the kernel each time: interfaces come and go.
#include "platform/net/own_addresses.h"

#include "platform/http/network.h"

#include <algorithm>
#include <array>
#include <memory>

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <netinet/in.h>

namespace daymark::net {

std::vector<std::string> own_addresses() {
    ifaddrs* first = nullptr;
    if (::getifaddrs(&first) != 0) return {};
    const std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)> owner(first, &::freeifaddrs);
    std::vector<std::string> addresses;
    for (const ifaddrs* each = first; each != nullptr; each = each->ifa_next) {
        if (each->ifa_addr == nullptr) continue;
        const int family = each->ifa_addr->sa_family;
        const void* bytes = nullptr;
        if (family == AF_INET) bytes = &reinterpret_cast<const sockaddr_in*>(each->ifa_addr)->sin_addr;
        if (family == AF_INET6) bytes = &reinterpret_cast<const sockaddr_in6*>(each->ifa_addr)->sin6_addr;
        std::array<char, INET6_ADDRSTRLEN> text{};
        if (bytes != nullptr && ::inet_ntop(family, bytes, text.data(), text.size()) != nullptr)
            addresses.emplace_back(text.data());
    }
    return addresses;
}

bool is_own_address(const std::string& address) {
    return std::ranges::any_of(own_addresses(), [&](const std::string& own) {
        const auto alone = http::Network::of(own);
        return alone && alone->holds(address);
    });
}

}  // namespace daymark::net
