// The commands on pages, their components and their plans.
#pragma once

#include "platform/json/json.h"

namespace daymark::client {

int list_pages(const json::object& options);
/// All names are found before the first component is set.
int set_components(const json::object& options);
int schedule_maintenance(const json::object& options);

}  // namespace daymark::client
