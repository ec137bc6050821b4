// The routes of the team.
#pragma once

#include "api/route.h"

#include <span>

namespace daymark::team {

[[nodiscard]] std::span<const api::Route> routes();

}  // namespace daymark::team
