// The routes of uploads.
#pragma once

#include "api/route.h"

#include <span>

namespace daymark::uploads {

[[nodiscard]] std::span<const api::Route> routes();

}  // namespace daymark::uploads
