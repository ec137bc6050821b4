// Which addresses of the Internet outgoing connections may reach.
#pragma once

#include "platform/http/network.h"

#include <string_view>
#include <vector>

namespace daymark::net {

/// Refuses what is no public unicast address: loopback, private and link-local networks, documentation and
/// translation prefixes, whatever the spelling; an IPv4 address inside an IPv6 one is judged as itself.
class AddressGuard {
public:
    AddressGuard() = default;
    /// `allowed`: networks that may be reached all the same, because the operator says so.
    explicit AddressGuard(std::vector<http::Network> allowed) : allowed_(std::move(allowed)) {}

    /// `address`: numeric, IPv4 or IPv6, without a zone. False for what is no address.
    [[nodiscard]] bool may_reach(std::string_view address) const;

private:
    std::vector<http::Network> allowed_;
};

}  // namespace daymark::net
