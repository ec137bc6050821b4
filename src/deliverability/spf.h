// Who may send for the domain of the envelope.
#pragma once

#include "deliverability/finding.h"
#include "deliverability/setup.h"
#include "platform/dns/resolver.h"

namespace daymark::deliverability {

/// `sources`: addresses from which mails may come to their receivers, as far as they are known.
[[nodiscard]] Finding check_spf(const Setup& setup, dns::Resolver& dns, const std::vector<std::string>& sources);

}  // namespace daymark::deliverability
