// Every route of the API, from the tables of all slices.
#pragma once

#include "api/api.h"

#include <deque>
#include <span>
#include <string>
#include <vector>

namespace daymark::app {

[[nodiscard]] std::vector<std::span<const api::Route>> route_tables();

/// Every path that is served, for those who have no database at hand.
[[nodiscard]] std::deque<api::Endpoint> endpoints();

}  // namespace daymark::app
