// The routes by which people sign in to the dashboard.
#pragma once

#include "api/route.h"

#include <span>

namespace daymark::users {

[[nodiscard]] std::span<const api::Route> session_routes();

}  // namespace daymark::users
