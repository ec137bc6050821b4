// SQL on suppressions.
#include "notify/suppression_store.h"

#include "platform/db/rows.h"

namespace daymark::notify {

std::vector<std::string> list_suppressed(db::Tx& tx, const std::string& page_id,
                                         const std::vector<std::string>& addresses) {
    if (addresses.empty()) return {};
    std::vector<db::Value> binds;
    const std::string pairs = db::pairs_for(page_id, addresses, binds);
    std::vector<std::string> found;
    for (const db::Row& row :
         tx.run("suppressions.among", "select address from suppressions where (page_id, address) in " + pairs,
                std::move(binds))
             .rows)
        found.push_back(row.text(0));
    return found;
}

std::vector<Suppression> list_suppressions(db::Tx& tx, const std::string& page_id, const db::Slice& slice) {
    std::vector<db::Value> binds{page_id};
    const std::string end = db::slice_sql(slice, {"address"}, db::Order::Rising, binds);
    std::vector<Suppression> list;
    for (const db::Row& row :
         tx.run("suppressions.list", "select address, reason, created_at from suppressions where page_id = $1" + end,
                std::move(binds))
             .rows)
        list.push_back({row.text(0), row.text(1), row.integer(2)});
    return list;
}

db::Cursor cursor_of(const Suppression& suppression) { return {db::bind(suppression.address)}; }

void suppress(db::Tx& tx, const std::string& page_id, const Suppression& suppression) {
    tx.execute("suppressions.insert", R"(insert into suppressions (page_id, address, reason, created_at)
        values ($1, $2, $3, $4) on conflict (page_id, address) do update set reason = $3)",
               page_id, suppression.address, suppression.reason, suppression.created_at);
}

bool lift(db::Tx& tx, const std::string& page_id, const std::string& address) {
    return tx.execute("suppressions.erase", "delete from suppressions where page_id = $1 and address = $2", page_id,
                      address) > 0;
}

std::optional<std::string> first_post(db::Tx& tx, const StoredEvent& event) {
    const auto row = tx.one("answers.first_post", R"(select w.remote_id from events e
        join answers w on w.event_id = e.id and w.recipient = 'x' and w.result = 'SENT' and w.remote_id is not null
        where e.notice_id = $1 and e.id < $2 order by e.id limit 1)",
                            event.what.notice_id, event.id);
    return row ? row->maybe_text(0) : std::nullopt;
}

}  // namespace daymark::notify
