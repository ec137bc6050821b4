// Routes of maintenances and their updates.
#pragma once

#include "api/route.h"

#include <span>

namespace daymark::maintenances {

[[nodiscard]] std::span<const api::Route> routes();

}  // namespace daymark::maintenances
