// What follows from addresses alone.
#include "deliverability/setup.h"

#include "platform/http/network.h"
#include "platform/net/address_guard.h"

#include <algorithm>

namespace daymark::deliverability {

bool relay_is_here(const Setup& setup) {
    if (!setup.relay) return false;
    const std::string& host = setup.relay->host;
    const auto loopback = http::Network::of("127.0.0.0/8");
    const auto is_own = [&](const std::string& address) {
        return std::ranges::find(setup.own_addresses, address) != setup.own_addresses.end();
    };
    return host == "localhost" || host.ends_with(".localhost") || host == "::1" || loopback->holds(host) ||
           is_own(host) || std::ranges::any_of(setup.relay_addresses, is_own);
}

std::vector<std::string> public_ones(const std::vector<std::string>& addresses) {
    const net::AddressGuard guard({}, [](const std::string&) { return false; });
    std::vector<std::string> found;
    std::ranges::copy_if(addresses, std::back_inserter(found),
                         [&](const std::string& address) { return guard.may_reach(address); });
    return found;
}

}  // namespace daymark::deliverability
