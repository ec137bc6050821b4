// The operator's hand on everything that is sent.
#pragma once

#include "app/program.h"
#include "platform/json/json.h"

namespace daymark::app {

/// Whether messages go out, of all pages, and which pages owe some.
[[nodiscard]] json::object show_sending(Program& program, const json::object& arguments);
[[nodiscard]] json::object stop_sending(Program& program, const json::object& arguments);
/// What waits is sent, unless `drop`. Pages that were stopped by themselves stay so.
[[nodiscard]] json::object resume_sending(Program& program, const json::object& arguments);

}  // namespace daymark::app
