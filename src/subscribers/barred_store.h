// Addresses that are not to be subscribed to a page again, because who they belonged to was erased. Only a keyed hash
// of each is kept. Addresses are in the form in which subscribers keep them.
#pragma once

#include "activity/act.h"
#include "platform/db/db.h"

#include <set>
#include <string>
#include <vector>

namespace daymark::subscribers {

void bar(db::Tx& tx, const Act& act, const std::string& address);
/// False when it was not barred.
[[nodiscard]] bool unbar(db::Tx& tx, const Act& act, const std::string& address);
[[nodiscard]] bool is_barred(db::Tx& tx, const Act& act, const std::string& address);
/// Of these addresses, those that are barred.
[[nodiscard]] std::set<std::string> list_barred(db::Tx& tx, const Act& act, const std::vector<std::string>& addresses);

}  // namespace daymark::subscribers
