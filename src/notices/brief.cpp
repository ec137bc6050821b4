// Rows of a join, folded.
#include "notices/brief.h"

namespace daymark::notices {

std::vector<Brief> briefs_from(const db::Rows& rows, Kind kind) {
    std::vector<Brief> briefs;
    for (const db::Row& row : rows) {
        std::string id = row.text(0);
        if (briefs.empty() || briefs.back().id != id)
            briefs.push_back({kind, std::move(id), row.integer(1), row.integer(2), row.boolean(3), {}});
        if (auto component = row.maybe_text(4)) briefs.back().components.push_back(*std::move(component));
    }
    return briefs;
}

}  // namespace daymark::notices
