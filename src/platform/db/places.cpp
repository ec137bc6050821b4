// Lists as binds.
#include "platform/db/db.h"

#include <algorithm>
#include <bit>

namespace daymark::db {

std::string places_for(const std::vector<std::string>& items, std::vector<Value>& binds) {
    std::string places;
    for (std::size_t i = 0; i < std::bit_ceil(items.size()) && !items.empty(); ++i) {
        binds.emplace_back(items[std::min(i, items.size() - 1)]);
        places += (places.empty() ? "$" : ", $") + std::to_string(binds.size());
    }
    return places;
}

}  // namespace daymark::db
