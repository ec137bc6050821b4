// The routes of metrics.
#pragma once

#include "api/route.h"

#include <span>

namespace daymark::metrics {

[[nodiscard]] std::span<const api::Route> routes();

}  // namespace daymark::metrics
