// The commands that only print what the tables of the program say.
#pragma once

#include "app/config.h"
#include "platform/json/json.h"

namespace daymark::app {

int print_openapi(const Config& config, const json::object& arguments);
int print_routes(const Config& config, const json::object& arguments);
int print_settings(const Config& config, const json::object& arguments);
int print_version(const Config& config, const json::object& arguments);

}  // namespace daymark::app
