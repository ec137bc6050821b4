// The routes of structures.
#pragma once

#include "api/route.h"

#include <span>

namespace daymark::structure {

[[nodiscard]] std::span<const api::Route> routes();

}  // namespace daymark::structure
