// JSON Schema (as OpenAPI 3.1 has it) of the shapes that travel, collected by name.
#pragma once

#include "platform/json/json.h"

#include <map>
#include <string>

namespace daymark::json {

/// Named schemas met so far; they become `components/schemas` of the OpenAPI document.
struct Schemas {
    std::map<std::string, object> named;
    /// What is described is sent by us: every property is there, and times have one form. A named shape travels in one
    /// direction only, as its name is described once.
    bool of_answers = false;
};

/// {"type":"string", …}
[[nodiscard]] object plain_schema(std::string_view type, std::string_view format = {});
/// {"type":"array","items":…}
[[nodiscard]] object list_schema(object items);
/// The schema of one fixed value.
[[nodiscard]] object constant_schema(value fixed);
/// The same schema, also allowing null.
[[nodiscard]] object or_null(object schema);
/// The schema of an id, or of a list of ids, also allowing objects that have one.
[[nodiscard]] object or_object_with_id(object schema);
/// {"$ref":"#/components/schemas/<name>"}
[[nodiscard]] object reference_to(std::string_view name);
/// What a reference leads to; the schema itself when it is none. Throws std::out_of_range for a name not described yet.
[[nodiscard]] const object& resolved(const object& schema, const Schemas& schemas);

}  // namespace daymark::json
