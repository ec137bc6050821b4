// Lists as binds.
#include "platform/db/db.h"

namespace daymark::db {

std::string places_for(const std::vector<std::string>& items, std::vector<Value>& binds) {
    std::string places;
    for (const std::string& item : items) {
        binds.emplace_back(item);
        places += (places.empty() ? "$" : ", $") + std::to_string(binds.size());
    }
    return places;
}

}  // namespace daymark::db
