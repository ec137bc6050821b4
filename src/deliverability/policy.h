// What receivers are to do with mails that only claim to be from the domain (DMARC), and whether ours do more.
#pragma once

#include "deliverability/finding.h"
#include "deliverability/setup.h"
#include "platform/dns/resolver.h"

#include <string>

namespace daymark::deliverability {

struct Policy {
    std::string home;  // the domain whose record it is; "" when there is none
    std::string wish;  // "none", "quarantine", "reject"
    bool strict_spf = false;
};

/// Looks at the From domain, then at its parents.
[[nodiscard]] Finding check_dmarc(const Setup& setup, dns::Resolver& dns, Policy& policy);

/// `signature`, `senders`: of check_dkim and check_spf.
[[nodiscard]] Finding check_alignment(const Setup& setup, const Policy& policy, const Finding& signature,
                                      const Finding& senders);

}  // namespace daymark::deliverability
