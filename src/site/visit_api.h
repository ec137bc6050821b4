// The route by which a teammate opens a private page.
#pragma once

#include "api/route.h"

#include <span>

namespace daymark::site {

[[nodiscard]] std::span<const api::Route> visit_routes();

}  // namespace daymark::site
