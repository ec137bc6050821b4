// Every SQL statement on audience groups.
#include "audience_groups/audience_group_store.h"

#include <unordered_map>

namespace daymark::audience_groups {
namespace {

// The order of groups_from.
#define GROUP_SELECT "select id, page_id, name, created_at, updated_at from audience_groups "

/// One of the two tables of links.
struct LinkTable {
    std::string name, target;
    std::vector<Link> AudienceGroup::*links;
};
const LinkTable& link_tables(std::size_t which) {
    static const LinkTable tables[] = {{"audience_group_members", "member_id", &AudienceGroup::teammates},
                                       {"audience_group_components", "component_id", &AudienceGroup::components}};
    return tables[which];
}
constexpr std::size_t link_table_count = 2;

void add_links(db::Tx& tx, const LinkTable& table, std::unordered_map<std::string, AudienceGroup*>& by_id,
               const std::vector<std::string>& ids) {
    std::vector<db::Value> binds;
    const std::string places = db::places_for(ids, binds);
    const auto found = tx.run("audience_groups.links",
                              "select audience_group_id, id, " + table.target + " from " + table.name +
                                  " where audience_group_id in (" + places + ") order by audience_group_id, position",
                              std::move(binds));
    for (const db::Row& row : found.rows) {
        (by_id[row.text(0)]->*(table.links)).push_back({row.text(1), row.text(2)});
    }
}

/// With their links, in two queries however many groups there are.
std::vector<AudienceGroup> groups_from(db::Tx& tx, const db::Rows& rows) {
    std::vector<AudienceGroup> groups;
    groups.reserve(rows.size());
    for (const db::Row& row : rows) {
        groups.push_back({row.text(0), row.text(1), row.text(2), {}, {}, row.integer(3), row.integer(4)});
    }
    if (groups.empty()) return groups;
    std::vector<std::string> ids;
    std::unordered_map<std::string, AudienceGroup*> by_id;
    for (AudienceGroup& group : groups) {
        ids.push_back(group.id);
        by_id[group.id] = &group;
    }
    for (std::size_t i = 0; i < link_table_count; ++i) add_links(tx, link_tables(i), by_id, ids);
    return groups;
}

}  // namespace

void insert(db::Tx& tx, const AudienceGroup& group) {
    tx.execute("audience_groups.insert",
               "insert into audience_groups (id, page_id, name, created_at, updated_at) values ($1, $2, $3, $4, $5)",
               group.id, group.page_id, group.name, group.created_at, group.updated_at);
}

void update(db::Tx& tx, const AudienceGroup& group) {
    tx.execute("audience_groups.update", "update audience_groups set name = $2, updated_at = $3 where id = $1",
               group.id, group.name, group.updated_at);
}

void erase(db::Tx& tx, const std::string& page_id, const std::string& id) {
    tx.execute("audience_groups.erase", "delete from audience_groups where page_id = $1 and id = $2", page_id, id);
}

void set_links(db::Tx& tx, const AudienceGroup& group) {
    for (std::size_t i = 0; i < link_table_count; ++i) {
        const LinkTable& table = link_tables(i);
        tx.execute("audience_groups.clear_links", "delete from " + table.name + " where audience_group_id = $1",
                   group.id);
        std::int64_t position = 0;
        for (const Link& link : group.*(table.links)) {
            tx.execute("audience_groups.insert_link",
                       "insert into " + table.name + " (id, audience_group_id, " + table.target +
                           ", position) values ($1, $2, $3, $4)",
                       link.id, group.id, link.target_id, position++);
        }
    }
}

AudienceGroup require(db::Tx& tx, const std::string& page_id, const std::string& id) {
    auto found = list_by_ids(tx, page_id, {id});
    if (found.empty()) throw Error::not_found("Audience group");
    return std::move(found.front());
}

std::vector<AudienceGroup> list_by_ids(db::Tx& tx, const std::string& page_id, const std::vector<std::string>& ids) {
    if (ids.empty()) return {};
    std::vector<db::Value> binds{page_id};
    const std::string places = db::places_for(ids, binds);
    return groups_from(tx, tx.run("audience_groups.list_by_ids",
                                  GROUP_SELECT "where page_id = $1 and id in (" + places + ")", std::move(binds))
                               .rows);
}

std::vector<AudienceGroup> list_of_page(db::Tx& tx, const std::string& page_id, const db::Slice& slice) {
    std::vector<db::Value> binds{page_id};
    const std::string end = slice_sql(slice, {"created_at", "id"}, db::Order::Rising, binds);
    return groups_from(
        tx, tx.run("audience_groups.list_of_page", GROUP_SELECT "where page_id = $1" + end, std::move(binds)).rows);
}

db::Cursor cursor_of(const AudienceGroup& group) { return {group.created_at, group.id}; }

}  // namespace daymark::audience_groups
