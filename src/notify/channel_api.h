// The routes of channels (extension).
#pragma once

#include "api/route.h"

#include <span>

namespace daymark::notify {

[[nodiscard]] std::span<const api::Route> channel_routes();

}  // namespace daymark::notify
