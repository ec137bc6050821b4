// The commands on users and their keys.
#pragma once

#include "app/program.h"
#include "platform/json/json.h"

namespace daymark::app {

/// Signs a user up and gives a first key: {"id":…,"email":…,"apiKey":…}.
[[nodiscard]] json::object create_user(Program& program, const json::object& arguments);

/// Gives a user one more key: {"id":…,"email":…,"name":…,"apiKey":…}, the id being the key's.
[[nodiscard]] json::object create_key(Program& program, const json::object& arguments);

/// An argument's text; empty when it was not given.
[[nodiscard]] std::string argument(const json::object& arguments, std::string_view name);

}  // namespace daymark::app
