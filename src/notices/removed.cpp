// Every SQL statement on removed notices.
#include "notices/removed.h"

#include <sstream>

namespace daymark::notices {
namespace {

Removed removed_from(const db::Row& row) {
    Removed removed;
    removed.id = row.text(0);
    removed.kind = json::from_word<Kind>(row.text(1)).value_or(Kind::Incident);
    removed.started_at = row.integer(2);
    removed.ends_at = row.maybe_integer(3);
    std::istringstream ids(row.text(4));
    for (std::string id; ids >> id;) removed.components.push_back(id);
    removed.removed_at = row.integer(5);
    return removed;
}

}  // namespace

std::vector<std::string> ids_of(const std::vector<Affected>& affected) {
    std::vector<std::string> ids;
    for (const Affected& one : affected) ids.push_back(one.component_id);
    return ids;
}

void note_removed(db::Tx& tx, const Act& act, const Removed& removed) {
    std::string components;
    for (const std::string& id : removed.components) components += id + " ";
    tx.execute("removed_notices.insert", R"(insert into removed_notices
        (id, page_id, kind, started_at, ends_at, components, removed_at) values ($1, $2, $3, $4, $5, $6, $7))",
               removed.id, act.page_id, json::word_of(removed.kind), removed.started_at, removed.ends_at, components,
               act.now);
}

bool was_removed(db::Tx& tx, const std::string& page_id, const std::string& id) {
    return tx.one("removed_notices.find", "select 1 from removed_notices where page_id = $1 and id = $2", page_id, id)
        .has_value();
}

std::vector<Removed> list_removed(db::Tx& tx, const std::string& page_id, const Selection& selection) {
    std::vector<Removed> list;
    for (const db::Row& row :
         tx.query("removed_notices.list", R"(select id, kind, started_at, ends_at, components, removed_at
        from removed_notices where page_id = $1 and started_at >= $2 and started_at < $3
            and ($4 = '' or components like '%' || $4 || ' %') and ($5 = 1 or kind <> 'GENERAL')
        order by started_at desc, id desc limit $6 offset $7)",
                  page_id, selection.from, selection.to, selection.component, selection.general, selection.limit,
                  selection.offset)) {
        list.push_back(removed_from(row));
    }
    return list;
}

}  // namespace daymark::notices
