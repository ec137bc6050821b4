// What checking the activity log of all workspaces asks of the database.
#include "app/audit_store.h"

namespace daymark::app {

std::vector<std::string> list_workspace_ids(db::Tx& tx, const std::string& after, std::int64_t limit) {
    std::vector<std::string> ids;
    for (const db::Row& row :
         tx.query("workspaces.ids", "select id from workspaces where id > $1 order by id limit $2", after, limit)) {
        ids.push_back(row.text(0));
    }
    return ids;
}

}  // namespace daymark::app
