// Will mails arrive? What can be said of it from here.
#pragma once

#include "deliverability/finding.h"
#include "deliverability/setup.h"
#include "platform/dns/resolver.h"

namespace daymark::deliverability {

/// Asks the DNS at most 80 questions, for at most 20 seconds and one question more, and the mail server by `greet`. A
/// domain that is no part of the Internet ("localhost") is not asked about.
[[nodiscard]] Report check(Setup setup, dns::Resolver& dns);

}  // namespace daymark::deliverability
