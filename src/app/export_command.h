// The command that writes a page as files.
#pragma once

#include "app/program.h"
#include "platform/json/json.h"

namespace daymark::app {

/// What was exported, in figures.
[[nodiscard]] json::object export_files(Program& program, const json::object& arguments);

}  // namespace daymark::app
