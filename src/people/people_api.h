// The routes for many subscribers at once, and for one person.
#pragma once

#include "api/route.h"

#include <span>

namespace daymark::people {

[[nodiscard]] std::span<const api::Route> routes();

}  // namespace daymark::people
