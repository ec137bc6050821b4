// The routes of activity.
#pragma once

#include "api/route.h"

#include <span>

namespace daymark::activity {

[[nodiscard]] std::span<const api::Route> routes();

}  // namespace daymark::activity
