// The routes of postmortems.
#pragma once

#include "api/route.h"

#include <span>

namespace daymark::incidents {

[[nodiscard]] std::span<const api::Route> postmortem_routes();

}  // namespace daymark::incidents
