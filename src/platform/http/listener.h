// Opens the listening sockets of a server.
#pragma once

#include "platform/http/poller.h"

#include <string>
#include <vector>

namespace daymark::http {

/// `count` sockets that share one port, so that the system spreads connections over them. Port 0: the system picks it.
/// Throws std::runtime_error naming the address.
[[nodiscard]] std::vector<Descriptor> listen_on(const std::string& address, std::uint16_t port, unsigned count);

/// The port a socket is bound to.
[[nodiscard]] std::uint16_t port_of(const Descriptor& listener);

}  // namespace daymark::http
