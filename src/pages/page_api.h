// The routes of pages.
#pragma once

#include "api/route.h"

#include <span>

namespace daymark::pages {

[[nodiscard]] std::span<const api::Route> routes();

}  // namespace daymark::pages
