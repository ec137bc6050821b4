// Whether mails will arrive, asked with the operator's settings.
#pragma once

#include "app/config.h"
#include "deliverability/finding.h"
#include "platform/json/json.h"

#include <stop_token>

namespace daymark::app {

/// Asks the DNS and the mail server, which takes seconds. Throws std::runtime_error with a sentence for the operator.
[[nodiscard]] deliverability::Report look_at_mail(const Config& config, std::stop_token stop = {});

/// The command: 0 when nothing will hurt, else 1.
int check_mail(const Config& config, const json::object& arguments);

}  // namespace daymark::app
