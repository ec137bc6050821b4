// Routes of dry runs.
#pragma once

#include "api/route.h"

#include <span>

namespace daymark::notify {

[[nodiscard]] std::span<const api::Route> preview_routes();

}  // namespace daymark::notify
