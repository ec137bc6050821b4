// Asks a running server whether it lives: for containers and service managers that have no HTTP client.
#pragma once

#include "app/config.h"
#include "platform/json/json.h"

namespace daymark::app {

/// 0 when GET /healthz of the configured address answers 200 within 3 seconds.
int check_health(const Config& config, const json::object& arguments);

}  // namespace daymark::app
