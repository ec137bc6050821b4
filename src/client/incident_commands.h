// The commands that tell of incidents.
#pragma once

#include "platform/json/json.h"

namespace daymark::client {

int open_incident(const json::object& options);
int update_incident(const json::object& options);
/// Its components become operational again, but for those that another open incident holds.
int resolve_incident(const json::object& options);

}  // namespace daymark::client
