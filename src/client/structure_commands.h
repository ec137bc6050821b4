// A page's structure as a file: dump, plan, apply.
#pragma once

#include "platform/json/json.h"

namespace daymark::client {

int dump_structure(const json::object& options);
/// Exit 0 when there is nothing to do, 10 when there is.
int plan_structure(const json::object& options);
int apply_structure(const json::object& options);

}  // namespace daymark::client
