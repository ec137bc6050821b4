// Servers known by name, and where the DNS says that they are.
#pragma once

#include "platform/http/network.h"

#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace daymark::net {

/// Looks the names up at once and then each minute, on a thread of its own. As long as the DNS says nothing, what it
/// said before counts.
class NamedHosts {
public:
    /// `hosts`: names and addresses; paths of sockets are passed over. `dns_servers`: as in dns::ResolverOptions.
    NamedHosts(const std::vector<std::string>& hosts, std::string dns_servers);

    /// Whether it is the address of one of them, as far as is known now. Waits for nothing. Any thread.
    [[nodiscard]] bool have(const std::string& address) const;

private:
    void run(const std::stop_token& stop);

    const std::string dns_servers_;
    mutable std::mutex mutex_;
    std::condition_variable_any wake_;
    std::map<std::string, std::vector<http::Network>> addresses_;  // by host
    std::jthread thread_;  // last: it uses the others. None when there is nothing to look up
};

}  // namespace daymark::net
