// Values that a schema does not allow, made by walking the schema: one for each way to be of the wrong type.
#pragma once

#include "platform/json/schema.h"

#include <set>
#include <string>
#include <vector>

namespace daymark::contract {

class WrongValues {
public:
    explicit WrongValues(const json::Schemas& schemas) : schemas_(schemas) {}

    /// Null is not among them: in a body it means "as if left out", or "none".
    [[nodiscard]] std::vector<json::value> of(const json::object& schema_or_reference, int level = 0) const {
        // A shape may hold others of its kind.
        if (level > 4) return {};
        const json::object& schema = without_null(json::resolved(schema_or_reference, schemas_));
        const std::set<std::string> allowed = types_of(schema);
        std::vector<json::value> wrong;
        if (allowed.empty()) return wrong;  // anything goes
        const auto add = [&](const char* type, json::value candidate) {
            if (!allowed.contains(type)) wrong.push_back(std::move(candidate));
        };
        add("boolean", true);
        add("array", json::array());
        add("object", json::object());
        if (!allowed.contains("number")) wrong.emplace_back(1.5);
        if (!allowed.contains("number") && !allowed.contains("integer")) wrong.emplace_back(7);
        if (!allowed.contains("string") || schema.contains("enum") || schema.contains("format")) {
            wrong.emplace_back("no such thing");
        }
        if (allowed.contains("array")) add_elements(schema.at("items").as_object(), wrong, level);
        if (allowed.contains("object")) add_members(schema, wrong, level);
        return wrong;
    }

private:
    /// "This shape, or null" is the one use of anyOf.
    [[nodiscard]] const json::object& without_null(const json::object& schema) const {
        const json::value* either = schema.if_contains("anyOf");
        return either == nullptr ? schema : json::resolved(either->as_array().front().as_object(), schemas_);
    }
    [[nodiscard]] static std::set<std::string> types_of(const json::object& schema) {
        const json::value* type = schema.if_contains("type");
        if (type == nullptr) return {};
        if (type->is_string()) return {std::string(type->as_string())};
        std::set<std::string> types;
        for (const json::value& one : type->as_array()) types.emplace(one.as_string());
        return types;
    }
    void add_elements(const json::object& items, std::vector<json::value>& wrong, int level) const {
        for (json::value& element : of(items, level + 1)) wrong.push_back(json::array{std::move(element)});
        wrong.push_back(json::array{nullptr});
    }
    void add_members(const json::object& schema, std::vector<json::value>& wrong, int level) const {
        if (const json::value* properties = schema.if_contains("properties")) {
            for (const auto& [name, property] : properties->as_object()) {
                for (json::value& member : of(property.as_object(), level + 1)) {
                    wrong.push_back(json::object{{name, std::move(member)}});
                }
            }
        }
        if (const json::value* others = schema.if_contains("additionalProperties")) {
            for (json::value& member : of(others->as_object(), level + 1)) {
                wrong.push_back(json::object{{"name", std::move(member)}});
            }
        }
    }

    const json::Schemas& schemas_;
};

}  // namespace daymark::contract
