// Which addresses of the Internet outgoing connections may reach.
#pragma once

#include "platform/http/network.h"
#include "platform/net/own_addresses.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace daymark::net {

/// Refuses what is no public unicast address: loopback, private and link-local networks, documentation and
/// translation prefixes, whatever the spelling; an IPv4 address inside an IPv6 one is judged as itself. Nor what is
/// public but ours.
class AddressGuard {
public:
    using IsOurs = std::function<bool(const std::string& address)>;
    AddressGuard() = default;
    /// `allowed`: networks that may be reached all the same, because the operator says so. `is_ours` is asked about
    /// public addresses on the thread that dials, and must not wait.
    explicit AddressGuard(std::vector<http::Network> allowed, IsOurs is_ours = is_own_address)
        : allowed_(std::move(allowed)), is_ours_(std::move(is_ours)) {}

    /// `address`: numeric, IPv4 or IPv6, without a zone. False for what is no address.
    [[nodiscard]] bool may_reach(std::string_view address) const;

private:
    std::vector<http::Network> allowed_;
    IsOurs is_ours_ = is_own_address;
};

}  // namespace daymark::net
