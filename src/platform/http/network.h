// Ranges of IP addresses, and who asks when proxies stand between.
#pragma once

#include "platform/http/message.h"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace daymark::http {

/// "10.0.0.0/8", "2001:db8::/32", "192.0.2.7". IPv4 addresses are the same in their IPv6 form.
class Network {
public:
    /// Nothing when the text is none, or when bits behind the prefix are set.
    [[nodiscard]] static std::optional<Network> of(std::string_view text);
    /// False for what is no address.
    [[nodiscard]] bool holds(std::string_view address) const;

private:
    std::array<unsigned char, 16> first_{};
    unsigned bits_ = 128;
};

/// The address of whoever asked the first trusted proxy: the last one in X-Forwarded-For that no trusted proxy bears.
/// What stands before it anybody can write. Without a trusted peer it is the peer's, whatever is forwarded.
[[nodiscard]] std::string client_address(const Request& request, std::span<const Network> trusted_proxies);

}  // namespace daymark::http
