// Signatures: the key that receivers find.
#pragma once

#include "deliverability/finding.h"
#include "deliverability/setup.h"
#include "platform/dns/resolver.h"

namespace daymark::deliverability {

/// Good or Warning: mails can be checked by the published key.
[[nodiscard]] Finding check_dkim(const Setup& setup, dns::Resolver& dns);

}  // namespace daymark::deliverability
