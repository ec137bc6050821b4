// The machines that mails pass: the relay, those that take what comes back, and the name of the one that sends.
#pragma once

#include "deliverability/finding.h"
#include "deliverability/setup.h"
#include "platform/dns/resolver.h"

namespace daymark::deliverability {

/// Connects to the relay, logs in, and gives no mail.
[[nodiscard]] Finding check_relay(const Setup& setup);

/// Whether answers and undeliverable mails find a server.
[[nodiscard]] Finding check_returns(const std::string& domain, dns::Resolver& dns);

/// `sources`: as in check_spf.
[[nodiscard]] Finding check_reverse_name(const Setup& setup, dns::Resolver& dns,
                                         const std::vector<std::string>& sources);

}  // namespace daymark::deliverability
