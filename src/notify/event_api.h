// The routes of events, deliveries and sending (extension).
#pragma once

#include "api/route.h"

#include <span>

namespace daymark::notify {

[[nodiscard]] std::span<const api::Route> event_routes();

}  // namespace daymark::notify
