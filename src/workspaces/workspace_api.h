// The routes of workspaces.
#pragma once

#include "api/route.h"

#include <span>

namespace daymark::workspaces {

[[nodiscard]] std::span<const api::Route> routes();

}  // namespace daymark::workspaces
