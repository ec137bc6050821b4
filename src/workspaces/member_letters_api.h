// The routes of the letters that members get.
#pragma once

#include "api/route.h"

#include <span>

namespace daymark::workspaces {

[[nodiscard]] std::span<const api::Route> letter_routes();

}  // namespace daymark::workspaces
