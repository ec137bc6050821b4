// The routes of incidents.
#pragma once

#include "api/route.h"

#include <span>

namespace daymark::incidents {

[[nodiscard]] std::span<const api::Route> routes();

}  // namespace daymark::incidents
