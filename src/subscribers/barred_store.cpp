// SQL on barred addresses.
#include "subscribers/barred_store.h"

#include "platform/db/rows.h"

#include <map>

namespace daymark::subscribers {
namespace {

std::string hash_of(const Act& act, const std::string& address) {
    return act.world.key.hash("subscribers.barred/" + act.page_id + "/" + address);
}

}  // namespace

void bar(db::Tx& tx, const Act& act, const std::string& address) {
    tx.execute("barred_addresses.insert", R"(insert into barred_addresses (page_id, address_hash, barred_at)
        values ($1, $2, $3) on conflict do nothing)",
               act.page_id, hash_of(act, address), act.now);
}

bool unbar(db::Tx& tx, const Act& act, const std::string& address) {
    return tx.execute("barred_addresses.erase", "delete from barred_addresses where page_id = $1 and address_hash = $2",
                      act.page_id, hash_of(act, address)) > 0;
}

bool is_barred(db::Tx& tx, const Act& act, const std::string& address) {
    return !list_barred(tx, act, {address}).empty();
}

std::set<std::string> list_barred(db::Tx& tx, const Act& act, const std::vector<std::string>& addresses) {
    if (addresses.empty()) return {};
    std::map<std::string, std::string> by_hash;
    std::vector<std::string> hashes;
    for (const std::string& address : addresses) by_hash[hashes.emplace_back(hash_of(act, address))] = address;
    std::vector<db::Value> binds;
    const std::string pairs = db::pairs_for(act.page_id, hashes, binds);
    std::set<std::string> barred;
    for (const db::Row& row :
         tx.run("barred_addresses.among",
                "select address_hash from barred_addresses where (page_id, address_hash) in " + pairs, std::move(binds))
             .rows)
        barred.insert(by_hash[row.text(0)]);
    return barred;
}

}  // namespace daymark::subscribers
