// Every SQL statement on workspaces.
#include "workspaces/workspace_store.h"

namespace daymark::workspaces {
namespace {

Workspace workspace_from(const db::Row& row) {
    Workspace workspace{row.text(0), row.text(1), row.text(2), {}, row.integer(4), row.integer(5)};
    json::patch(workspace.settings, json::parse(row.text(3), {.values = 1'000'000}).as_object());
    return workspace;
}

}  // namespace

bool insert(db::Tx& tx, const Workspace& workspace) {
    return tx
        .one("workspaces.insert", R"(insert into workspaces (id, name, slug, settings, activity_count, activity_hash,
        created_at, updated_at) values ($1, $2, $3, $4, 0, '', $5, $6)
        on conflict (slug) where deleted_at is null do nothing returning id)",
             workspace.id, workspace.name, workspace.slug, json::text(json::write(workspace.settings)),
             workspace.created_at, workspace.updated_at)
        .has_value();
}

std::optional<Workspace> find(db::Tx& tx, const std::string& id) {
    const auto row =
        tx.one("workspaces.find", R"(select id, name, slug, settings, created_at, updated_at from workspaces
        where id = $1 and deleted_at is null)",
               id);
    return row ? std::optional(workspace_from(*row)) : std::nullopt;
}

std::vector<Workspace> list_of_user(db::Tx& tx, const std::string& user_id, const db::Slice& slice) {
    std::vector<db::Value> binds{user_id};
    const std::string end = slice_sql(slice, {"w.created_at", "w.id"}, db::Order::Rising, binds);
    std::vector<Workspace> workspaces;
    for (const db::Row& row : tx.run("workspaces.list_of_user",
                                     R"(select w.id, w.name, w.slug, w.settings, w.created_at, w.updated_at
        from workspaces w join workspace_members m on m.workspace_id = w.id
        where m.user_id = $1 and w.deleted_at is null)" +
                                         end,
                                     std::move(binds))
                                  .rows) {
        workspaces.push_back(workspace_from(row));
    }
    return workspaces;
}

db::Cursor cursor_of(const Workspace& workspace) { return {workspace.created_at, workspace.id}; }

std::vector<std::string> list_page_ids(db::Tx& tx, const std::string& workspace_id) {
    std::vector<std::string> ids;
    for (const db::Row& row : tx.query("workspaces.list_page_ids", R"(select id from pages
        where workspace_id = $1 and deleted_at is null order by created_at, id)",
                                       workspace_id)) {
        ids.push_back(row.text(0));
    }
    return ids;
}

std::vector<std::string> list_ids(db::Tx& tx, const std::string& after, std::int64_t limit) {
    std::vector<std::string> ids;
    for (const db::Row& row : tx.query("workspaces.list_ids",
                                       "select id from workspaces where id > $1 order by id limit $2", after, limit)) {
        ids.push_back(row.text(0));
    }
    return ids;
}

void mark_deleted(db::Tx& tx, const std::string& id, Millis now) {
    tx.execute("workspaces.mark_deleted", "update workspaces set deleted_at = $2, updated_at = $2 where id = $1", id,
               now);
}

}  // namespace daymark::workspaces
