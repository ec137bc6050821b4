// Every SQL statement on the members of workspaces.
#include "team/teammate_store.h"

#include "users/user_store.h"

namespace daymark::team {
namespace {

// The order of teammate_from.
#define TEAMMATE_SELECT                                                                                          \
    "select m.id, m.workspace_id, m.role, m.created_at, u.id, u.email, u.name, u.slug, u.avatar, u.created_at, " \
    "u.updated_at from workspace_members m join users u on u.id = m.user_id "

Teammate teammate_from(const db::Row& row) {
    return {row.text(0), row.text(1), users::user_from(row, 4),
            permission_from(row.text(2)).value_or(Permission::Member), row.integer(3)};
}

std::optional<Teammate> maybe_teammate(const std::optional<db::Row>& row) {
    return row ? std::optional(teammate_from(*row)) : std::nullopt;
}

std::vector<Teammate> teammates_from(const db::Rows& rows) {
    std::vector<Teammate> teammates;
    teammates.reserve(rows.size());
    for (const db::Row& row : rows) teammates.push_back(teammate_from(row));
    return teammates;
}

}  // namespace

void insert(db::Tx& tx, const Teammate& teammate) {
    tx.execute(
        "team.insert",
        "insert into workspace_members (id, workspace_id, user_id, role, created_at) values ($1, $2, $3, $4, $5)",
        teammate.id, teammate.workspace_id, teammate.user.id, word_of(teammate.permission), teammate.created_at);
}

void set_permission(db::Tx& tx, const std::string& id, Permission permission) {
    tx.execute("team.set_permission", "update workspace_members set role = $2 where id = $1", id, word_of(permission));
}

void erase(db::Tx& tx, const std::string& id) {
    tx.execute("team.erase", "delete from workspace_members where id = $1", id);
}

std::optional<Permission> permission_of(db::Tx& tx, const std::string& workspace_id, const std::string& user_id) {
    const auto row = tx.one("team.permission_of", R"(select m.role from workspace_members m
        join workspaces w on w.id = m.workspace_id
        where m.workspace_id = $1 and m.user_id = $2 and w.deleted_at is null)",
                            workspace_id, user_id);
    return row ? permission_from(row->text(0)) : std::nullopt;
}

std::optional<Teammate> find(db::Tx& tx, const std::string& workspace_id, const std::string& id) {
    return maybe_teammate(
        tx.one("team.find", TEAMMATE_SELECT "where m.workspace_id = $1 and m.id = $2", workspace_id, id));
}

std::optional<Teammate> find_user(db::Tx& tx, const std::string& workspace_id, const std::string& user_id) {
    return maybe_teammate(tx.one("team.find_user", TEAMMATE_SELECT "where m.workspace_id = $1 and m.user_id = $2",
                                 workspace_id, user_id));
}

std::vector<Teammate> list_of_workspace(db::Tx& tx, const std::string& workspace_id, const db::Slice& slice) {
    std::vector<db::Value> binds{workspace_id};
    const std::string end = slice_sql(slice, {"m.created_at", "m.id"}, db::Order::Rising, binds);
    return teammates_from(
        tx.run("team.list_of_workspace", TEAMMATE_SELECT "where m.workspace_id = $1" + end, std::move(binds)).rows);
}

db::Cursor cursor_of(const Teammate& teammate) { return {teammate.created_at, teammate.id}; }

std::vector<Teammate> list_by_ids(db::Tx& tx, const std::string& workspace_id, const std::vector<std::string>& ids) {
    if (ids.empty()) return {};
    std::vector<db::Value> binds{workspace_id};
    const std::string places = db::places_for(ids, binds);
    return teammates_from(tx.run("team.list_by_ids",
                                 TEAMMATE_SELECT "where m.workspace_id = $1 and m.id in (" + places + ")",
                                 std::move(binds))
                              .rows);
}

std::vector<Teammate> list_of_user(db::Tx& tx, const std::string& user_id) {
    return teammates_from(tx.query("team.list_of_user", TEAMMATE_SELECT R"(join workspaces w on w.id = m.workspace_id
        where m.user_id = $1 and w.deleted_at is null order by w.created_at, w.id)",
                                   user_id));
}

bool has_other_owner(db::Tx& tx, const std::string& workspace_id, const std::string& member_id) {
    return tx
        .one("team.has_other_owner",
             "select 1 from workspace_members where workspace_id = $1 and id <> $2 and role = $3 limit 1", workspace_id,
             member_id, word_of(Permission::Full))
        .has_value();
}

bool is_alone(db::Tx& tx, const Teammate& member) {
    return !tx.one("team.is_alone", "select 1 from workspace_members where workspace_id = $1 and id <> $2 limit 1",
                   member.workspace_id, member.id)
                .has_value();
}

}  // namespace daymark::team
