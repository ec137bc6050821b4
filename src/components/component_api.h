// The routes of components.
#pragma once

#include "api/route.h"

#include <span>

namespace daymark::components {

[[nodiscard]] std::span<const api::Route> routes();

}  // namespace daymark::components
