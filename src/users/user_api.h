// The routes on the caller's own account.
#pragma once

#include "api/route.h"

#include <span>

namespace daymark::users {

[[nodiscard]] std::span<const api::Route> routes();

}  // namespace daymark::users
