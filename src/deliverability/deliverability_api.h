// The route of what is known of whether mails arrive (extension).
#pragma once

#include "api/route.h"

#include <span>

namespace daymark::deliverability {

[[nodiscard]] std::span<const api::Route> routes();

}  // namespace daymark::deliverability
