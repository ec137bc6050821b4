// The routes of general notices.
#pragma once

#include "api/route.h"

#include <span>

namespace daymark::general_notices {

[[nodiscard]] std::span<const api::Route> routes();

}  // namespace daymark::general_notices
