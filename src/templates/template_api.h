// The routes of templates.
#pragma once

#include "api/route.h"

#include <span>

namespace daymark::templates {

[[nodiscard]] std::span<const api::Route> routes();

}  // namespace daymark::templates
