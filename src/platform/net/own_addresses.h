// The addresses of this machine.
#pragma once

#include <string>
#include <vector>

namespace daymark::net {

/// Of all its interfaces at this moment, loopback among them.
[[nodiscard]] std::vector<std::string> own_addresses();

/// Whether it is one of them, in whatever spelling.
[[nodiscard]] bool is_own_address(const std::string& address);

}  // namespace daymark::net
