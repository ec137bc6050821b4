// Schemas in words.
#include "api/docs_schema.h"

#include "platform/text/html.h"

#include <algorithm>
#include <array>

namespace daymark::api {
namespace {

std::string_view text_of(const json::object& schema, std::string_view name) {
    const json::value* found = schema.if_contains(name);
    return found != nullptr && found->is_string() ? std::string_view(found->as_string()) : std::string_view();
}

const json::object* object_in(const json::object& schema, std::string_view name) {
    const json::value* found = schema.if_contains(name);
    return found == nullptr ? nullptr : found->if_object();
}

/// The first word of `type`, which is one word or a list of them.
std::string_view first_type(const json::object& schema) {
    const json::value* type = schema.if_contains("type");
    if (type == nullptr) return {};
    return type->is_array() ? type->as_array().at(0).as_string() : type->as_string();
}

bool allows_null(const json::object& schema) {
    const json::value* type = schema.if_contains("type");
    return type != nullptr && type->is_array() &&
           std::ranges::find(type->as_array(), json::value("null")) != type->as_array().end();
}

std::string reference_name(const json::object& schema) {
    const std::string_view reference = text_of(schema, "$ref");
    return std::string(reference.substr(reference.rfind('/') + 1));
}

/// The other branch of {"anyOf": [schema, null]}.
const json::object* non_null_branch(const json::object& schema) {
    const json::value* branches = schema.if_contains("anyOf");
    return branches == nullptr ? nullptr : &branches->as_array().at(0).as_object();
}

bool is_fixed(const json::object& schema) { return schema.contains("const") || schema.contains("maxItems"); }

bool is_required(const json::object& schema, std::string_view name) {
    const json::value* list = schema.if_contains("required");
    return list != nullptr && std::ranges::find(list->as_array(), json::value(name)) != list->as_array().end();
}

std::string code_html(std::string_view text) { return "<code>" + text::escape_html(text) + "</code>"; }

std::string words_html(const json::array& words) {
    std::string html = "one of";
    for (const json::value& word : words) {
        if (word.is_string()) html += " " + code_html(word.as_string());
    }
    return html;
}

std::string plain_type(const json::object& schema) {
    const std::string_view type = first_type(schema);
    if (text_of(schema, "format") == "date-time") return "time";
    if (type == "string") return "text";
    if (type == "integer") return "whole number";
    if (type == "boolean") return "true or false";
    return type.empty() ? "anything" : std::string(type);
}

/// 65536 → "65,536"
std::string grouped(const json::value& number) {
    std::string digits = json::text(number);
    for (std::size_t left = digits.size(); left > 3; left -= 3) digits.insert(left - 3, ",");
    return digits;
}

std::string about_html(const json::object& schema) {
    std::string html = prose_html(text_of(schema, "description"));
    const auto add = [&html](const std::string& part) { html += (html.empty() ? "" : ". ") + part; };
    if (const json::value* most = schema.if_contains("maxLength")) add("At most " + grouped(*most) + " bytes");
    return html;
}

/// A field of an object, or of the objects in a list, that has fields and no name of its own.
const json::object* inner_object(const json::object& schema) {
    if (schema.contains("properties")) return &schema;
    const json::object* items = object_in(schema, "items");
    return items != nullptr && items->contains("properties") ? items : nullptr;
}

void add_rows(json::array& rows, const DocsSchema& reader, const json::object& schema, const std::string& before) {
    const json::object* fields = object_in(schema, "properties");
    if (fields == nullptr) return;
    for (const auto& [name, field] : *fields) {
        const json::object& about = field.as_object();
        if (is_fixed(about)) continue;
        const std::string path = before + std::string(name);
        rows.push_back(json::object{{"name", path},
                                    {"type_html", reader.type_html(about)},
                                    {"about_html", about_html(about)},
                                    {"required", is_required(schema, name)}});
        if (const json::object* inner = inner_object(about)) {
            add_rows(rows, reader, *inner, path + (about.contains("items") ? "[]." : "."));
        }
    }
}

json::value sample_value(const DocsSchema& schemas, std::string_view name, const json::object& schema) {
    constexpr std::array samples{std::pair{"email", "you@example.com"}, std::pair{"address", "kim@example.com"},
                                 std::pair{"to", "kim@example.com"}, std::pair{"name", "Example"},
                                 std::pair{"subdomain", "example"}};
    if (const json::value* words = schema.if_contains("enum")) return words->as_array().at(0);
    for (const auto& [known, sample] : samples) {
        if (name == known) return json::value(sample);
    }
    const std::string_view type = first_type(schema);
    if (type == "boolean") return true;
    if (type == "integer" || type == "number") return 60;
    if (text_of(schema, "format") == "date-time") return "2030-01-01T02:00:00Z";
    const json::object* items = object_in(schema, "items");
    // A list of names or ids may be empty, one of objects says something.
    if (items != nullptr && items->contains("$ref")) return json::array{schemas.sample(*items)};
    if (type == "array") return json::array();
    return type == "string" ? json::value("text") : json::value(json::object());
}

}  // namespace

DocsSchema::DocsSchema(const json::object& document)
    : schemas_(document.at("components").as_object().at("schemas").as_object()) {}

const json::object& DocsSchema::named(std::string_view name) const { return schemas_.at(name).as_object(); }

json::array DocsSchema::field_rows(const json::object& schema) const {
    json::array rows;
    add_rows(rows, *this, schema, {});
    return rows;
}

std::string DocsSchema::fixed_html(const json::object& schema) const {
    std::string html;
    const json::object* fields = object_in(schema, "properties");
    if (fields == nullptr) return html;
    for (const auto& [name, field] : *fields) {
        if (!is_fixed(field.as_object())) continue;
        const json::value* constant = field.as_object().if_contains("const");
        const std::string value = constant == nullptr ? "[]" : json::text(*constant);
        html += (html.empty() ? "" : " · ") + code_html(name) + " " + text::escape_html(value);
    }
    return html;
}

std::string DocsSchema::type_html(const json::object& schema) const {
    if (schema.contains("$ref")) {
        const std::string name = reference_name(schema);
        return "<a href=\"#object-" + name + "\">" + name + "</a>";
    }
    if (const json::object* branch = non_null_branch(schema)) return type_html(*branch) + " or null";
    if (const json::object* items = object_in(schema, "items")) {
        return items->contains("properties") ? "list of objects" : "list of " + type_html(*items);
    }
    const std::string null = allows_null(schema) ? " or null" : "";
    if (const json::value* words = schema.if_contains("enum")) return words_html(words->as_array()) + null;
    return plain_type(schema) + null;
}

const json::object& DocsSchema::core(const json::object& schema) const {
    if (schema.contains("$ref")) return core(named(reference_name(schema)));
    if (const json::object* branch = non_null_branch(schema)) return core(*branch);
    if (const json::object* items = object_in(schema, "items")) return core(*items);
    return schema;
}

json::object DocsSchema::sample(const json::object& schema) const {
    const json::object& body = core(schema);
    const json::object* fields = object_in(body, "properties");
    json::object sample;
    if (fields == nullptr) return sample;
    for (const auto& [name, field] : *fields) {
        if (is_required(body, name)) sample[name] = sample_value(*this, name, field.as_object());
    }
    for (const std::string_view name : {"status", "name", "email", "to"}) {
        const json::object* field = object_in(*fields, name);
        // A status that is no list of words has rules of its own.
        const bool plain = field != nullptr && (name != "status" || field->contains("enum"));
        if (sample.empty() && plain) sample[name] = sample_value(*this, name, *field);
    }
    return sample;
}

void DocsSchema::collect_references(const json::object& schema, std::set<std::string>& names) const {
    for (const auto& [key, part] : schema) {
        if (key == "$ref") {
            const std::string name = reference_name(schema);
            if (names.insert(name).second) collect_references(named(name), names);
        } else if (part.is_object()) {
            collect_references(part.as_object(), names);
        } else if (key == "anyOf") {
            for (const json::value& branch : part.as_array()) collect_references(branch.as_object(), names);
        }
    }
}

std::string prose_html(std::string_view text) {
    std::string html;
    bool in_code = false;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('`'), text.size());
        text::append_escaped(html, text.substr(0, end));
        if (end == text.size()) break;
        in_code = !in_code;
        html += in_code ? "<code>" : "</code>";
        text.remove_prefix(end + 1);
    }
    return html + (in_code ? "</code>" : "");
}

}  // namespace daymark::api
