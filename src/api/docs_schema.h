// Schemas of the OpenAPI document in words: rows of field tables, types for readers, sample bodies.
#pragma once

#include "platform/json/json.h"

#include <set>
#include <string>
#include <string_view>

namespace daymark::api {

/// Reads the schemas of one document. The document must outlive it.
class DocsSchema {
public:
    explicit DocsSchema(const json::object& document);

    /// {name, type_html, about_html, required} of each field, those of inner objects as "statuses[].id".
    /// Fields that never vary are left to `fixed_html`.
    [[nodiscard]] json::array field_rows(const json::object& schema) const;
    /// "`sso` false · `avatar` null": the fields with one value in every answer; empty when there are none.
    [[nodiscard]] std::string fixed_html(const json::object& schema) const;
    /// "list of <a href=…>Incident</a>"
    [[nodiscard]] std::string type_html(const json::object& schema) const;
    /// What an answer holds, without list, reference or null around it: the object whose fields are worth a table.
    [[nodiscard]] const json::object& core(const json::object& schema) const;
    /// A small body that a route would take: the required fields, or one other.
    [[nodiscard]] json::object sample(const json::object& schema) const;
    /// Adds the names of the schemas that this one's fields refer to, near and far.
    void collect_references(const json::object& schema, std::set<std::string>& names) const;
    [[nodiscard]] const json::object& named(std::string_view name) const;

private:
    const json::object& schemas_;
};

/// Escaped, with `…` as <code>.
[[nodiscard]] std::string prose_html(std::string_view text);

}  // namespace daymark::api
