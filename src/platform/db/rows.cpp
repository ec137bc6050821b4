// Inserting of rows.
#include "platform/db/rows.h"

#include <algorithm>
#include <bit>
#include <iterator>

namespace daymark::db {

void insert_rows(Tx& tx, std::string_view name, std::string_view into, std::vector<std::vector<Value>> rows,
                 std::string_view end) {
    for (std::size_t done = 0; done < rows.size();) {
        const std::size_t left = rows.size() - done;
        const std::size_t count = left >= 64 ? 64 : left >= 8 ? 8 : 1;
        std::vector<Value> binds;
        std::string values;
        for (std::size_t i = done; i < done + count; ++i) {
            const std::size_t first = binds.size() + 1;
            std::ranges::move(rows[i], std::back_inserter(binds));
            values += values.empty() ? "($" : ", ($";
            for (std::size_t place = first; place <= binds.size(); ++place)
                values += (place > first ? ", $" : "") + std::to_string(place);
            values += ")";
        }
        tx.run(name, std::string(into) + " values " + values + std::string(end), std::move(binds));
        done += count;
    }
}

std::string pairs_for(const std::vector<std::pair<std::string, std::string>>& pairs, std::vector<Value>& binds) {
    std::string places;
    for (std::size_t i = 0; i < std::bit_ceil(pairs.size()) && !pairs.empty(); ++i) {
        const auto& [first, second] = pairs[std::min(i, pairs.size() - 1)];
        binds.emplace_back(first);
        binds.emplace_back(second);
        places += (places.empty() ? "($" : ", ($") + std::to_string(binds.size() - 1) + ", $" +
                  std::to_string(binds.size()) + ")";
    }
    return "(select column1, column2 from (values " + places + ") pairs)";
}

std::string pairs_for(const std::string& first, const std::vector<std::string>& seconds, std::vector<Value>& binds) {
    std::vector<std::pair<std::string, std::string>> pairs;
    pairs.reserve(seconds.size());
    for (const std::string& second : seconds) pairs.emplace_back(first, second);
    return pairs_for(pairs, binds);
}

}  // namespace daymark::db
