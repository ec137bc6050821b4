// The routes of subscribers.
#pragma once

#include "api/route.h"

#include <span>

namespace daymark::subscribers {

[[nodiscard]] std::span<const api::Route> routes();

}  // namespace daymark::subscribers
