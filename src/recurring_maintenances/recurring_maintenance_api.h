// The routes of recurring maintenances.
#pragma once

#include "api/route.h"

#include <span>

namespace daymark::recurring_maintenances {

[[nodiscard]] std::span<const api::Route> routes();

}  // namespace daymark::recurring_maintenances
