// Every SQL statement on templates.
#pragma once

#include "platform/db/slice.h"
#include "templates/template.h"

#include <optional>
#include <string>
#include <vector>

namespace daymark::templates {

/// The template's own row; its links have their own statement.
void insert(db::Tx& tx, const Template& made);
void update(db::Tx& tx, const Template& changed);
/// From now on it is not found, and its name is free.
void mark_deleted(db::Tx& tx, const std::string& page_id, const std::string& id, Millis now);

/// Replaces the template's links.
void set_links(db::Tx& tx, const Template& owner);

/// Whole, with links. Only through its page; deleted ones are not found.
[[nodiscard]] std::optional<Template> find(db::Tx& tx, const std::string& page_id, const std::string& id);
[[nodiscard]] Template require(db::Tx& tx, const std::string& page_id, const std::string& id);
/// The first one made of that type and name.
[[nodiscard]] std::optional<Template> find_by_name(db::Tx& tx, const std::string& page_id, Type type,
                                                   const std::string& name);
/// Whole templates, oldest first.
[[nodiscard]] std::vector<Template> list_of_page(db::Tx& tx, const std::string& page_id, const db::Slice& slice);
[[nodiscard]] db::Cursor cursor_of(const Template& one);

}  // namespace daymark::templates
