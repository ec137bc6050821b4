// Routes of the log of deliveries.
#pragma once

#include "api/route.h"

#include <span>

namespace daymark::notify {

[[nodiscard]] std::span<const api::Route> delivery_routes();

}  // namespace daymark::notify
