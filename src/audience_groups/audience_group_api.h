// The routes of audience groups.
#pragma once

#include "api/route.h"

#include <span>

namespace daymark::audience_groups {

[[nodiscard]] std::span<const api::Route> routes();

}  // namespace daymark::audience_groups
