// Routes by which a page is connected to an account at X.
#pragma once

#include "api/route.h"

#include <span>

namespace daymark::site {

[[nodiscard]] std::span<const api::Route> x_connection_routes();

}  // namespace daymark::site
