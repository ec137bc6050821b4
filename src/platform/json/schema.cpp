// JSON Schema building blocks.
#include "platform/json/schema.h"

namespace daymark::json {
namespace {

constexpr std::string_view schema_place = "#/components/schemas/";

}  // namespace

object plain_schema(std::string_view type, std::string_view format) {
    object schema;
    schema["type"] = type;
    if (!format.empty()) schema["format"] = format;
    return schema;
}

object list_schema(object items) {
    object schema = plain_schema("array");
    schema["items"] = std::move(items);
    return schema;
}

object constant_schema(value fixed) {
    object schema = plain_schema(fixed.is_bool() ? "boolean" : fixed.is_string() ? "string" : "number");
    schema["const"] = std::move(fixed);
    return schema;
}

object or_null(object schema) {
    if (auto* type = schema.if_contains("type")) {
        if (type->is_string()) *type = array{*type};
        type->as_array().emplace_back("null");
        if (auto* words = schema.if_contains("enum")) words->as_array().emplace_back(nullptr);
        return schema;
    }
    object either;
    either["anyOf"] = array{std::move(schema), plain_schema("null")};
    return either;
}

object or_object_with_id(object schema) {
    if (auto* items = schema.if_contains("items")) {
        *items = or_object_with_id(items->as_object());
        return schema;
    }
    auto& type = schema.at("type");
    if (type.is_string()) type = array{type};
    type.as_array().emplace_back("object");
    schema["properties"].emplace_object()["id"] = plain_schema("string");
    schema["required"] = array{"id"};
    return schema;
}

object reference_to(std::string_view name) {
    object schema;
    schema["$ref"] = std::string(schema_place) + std::string(name);
    return schema;
}

const object& resolved(const object& schema, const Schemas& schemas) {
    const value* reference = schema.if_contains("$ref");
    if (reference == nullptr) return schema;
    return schemas.named.at(std::string(std::string_view(reference->as_string()).substr(schema_place.size())));
}

}  // namespace daymark::json
