// Every SQL statement on templates.
#include "templates/template_store.h"

#include <unordered_map>

namespace daymark::templates {
namespace {

// The order of template_from.
#define TEMPLATE_COLUMNS "id, page_id, type, name, message, status, notify, translations, created_at, updated_at"

Template template_from(const db::Row& row) {
    Template found;
    found.id = row.text(0);
    found.page_id = row.text(1);
    found.type = json::from_word<Type>(row.text(2)).value_or(Type::Incident);
    found.name = row.text(3);
    found.message = row.text(4);
    found.status = json::from_word<Status>(row.text(5)).value_or(Status::Investigating);
    found.notify = row.boolean(6);
    found.translations = json::translations_of(row.maybe_text(7));
    found.created_at = row.integer(8);
    found.updated_at = row.integer(9);
    return found;
}

/// Adds the links, with one query however many templates there are.
std::vector<Template> whole(db::Tx& tx, const db::Rows& rows) {
    std::vector<Template> templates;
    templates.reserve(rows.size());
    for (const db::Row& row : rows) templates.push_back(template_from(row));
    if (templates.empty()) return templates;
    std::vector<std::string> ids;
    std::unordered_map<std::string, Template*> by_id;
    for (Template& one : templates) {
        ids.push_back(one.id);
        by_id[one.id] = &one;
    }
    std::vector<db::Value> binds;
    const std::string places = db::places_for(ids, binds);
    for (const db::Row& row : tx.run("templates.links_of",
                                     R"(select template_id, id, component_id, status
        from template_components where template_id in ()" +
                                         places + ") order by template_id, position",
                                     std::move(binds))
                                  .rows) {
        by_id[row.text(0)]->links.push_back(
            {row.text(1), row.text(2), components::status_from(row.text(3)).value_or(components::Status::Operational)});
    }
    return templates;
}

std::optional<Template> first_of(std::vector<Template> found) {
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

}  // namespace

void insert(db::Tx& tx, const Template& made) {
    tx.execute("templates.insert",
               "insert into templates (" TEMPLATE_COLUMNS ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)", made.id,
               made.page_id, json::word_of(made.type), made.name, made.message, json::word_of(made.status), made.notify,
               json::column_of(made.translations), made.created_at, made.updated_at);
}

void update(db::Tx& tx, const Template& changed) {
    tx.execute("templates.update", R"(update templates set type = $2, name = $3, message = $4, status = $5,
        notify = $6, translations = $7, updated_at = $8 where id = $1)",
               changed.id, json::word_of(changed.type), changed.name, changed.message, json::word_of(changed.status),
               changed.notify, json::column_of(changed.translations), changed.updated_at);
}

void mark_deleted(db::Tx& tx, const std::string& page_id, const std::string& id, Millis now) {
    tx.execute("templates.mark_deleted", "update templates set deleted_at = $3 where page_id = $1 and id = $2", page_id,
               id, now);
}

void set_links(db::Tx& tx, const Template& owner) {
    tx.execute("templates.clear_links", "delete from template_components where template_id = $1", owner.id);
    for (std::size_t i = 0; i < owner.links.size(); ++i) {
        const Link& link = owner.links[i];
        tx.execute("templates.insert_link",
                   R"(insert into template_components (id, template_id, component_id, status, position)
            values ($1, $2, $3, $4, $5))",
                   link.id, owner.id, link.component_id, wire_name(link.status), i);
    }
}

std::optional<Template> find(db::Tx& tx, const std::string& page_id, const std::string& id) {
    return first_of(whole(tx, tx.query("templates.find", "select " TEMPLATE_COLUMNS R"( from templates
        where page_id = $1 and id = $2 and deleted_at is null)",
                                       page_id, id)));
}

Template require(db::Tx& tx, const std::string& page_id, const std::string& id) {
    auto found = find(tx, page_id, id);
    if (!found) throw Error::not_found("Template");
    return *std::move(found);
}

std::optional<Template> find_by_name(db::Tx& tx, const std::string& page_id, Type type, const std::string& name) {
    return first_of(whole(tx, tx.query("templates.find_by_name", "select " TEMPLATE_COLUMNS R"( from templates
        where page_id = $1 and type = $2 and name = $3 and deleted_at is null order by created_at, id limit 1)",
                                       page_id, json::word_of(type), name)));
}

std::vector<Template> list_of_page(db::Tx& tx, const std::string& page_id, const db::Slice& slice) {
    std::vector<db::Value> binds{page_id};
    const std::string end = slice_sql(slice, {"created_at", "id"}, db::Order::Rising, binds);
    return whole(tx,
                 tx.run("templates.list_of_page",
                        "select " TEMPLATE_COLUMNS " from templates where page_id = $1 and deleted_at is null" + end,
                        std::move(binds))
                     .rows);
}

db::Cursor cursor_of(const Template& one) { return {one.created_at, one.id}; }

}  // namespace daymark::templates
