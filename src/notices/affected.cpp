// Lists of affected components.
#include "notices/affected.h"

#include <algorithm>
#include <utility>

namespace daymark::notices {

Affected& entry_of(std::vector<Affected>& affected, const std::string& component_id, components::Status status) {
    const auto found = std::ranges::find(affected, component_id, &Affected::component_id);
    if (found != affected.end()) return *found;
    return affected.emplace_back(Affected{component_id, status});
}

void replace(std::vector<Affected>& affected, const std::vector<std::string>& ids, components::Status status) {
    const std::vector<Affected> before = std::exchange(affected, {});
    for (const std::string& id : ids) {
        const auto known = std::ranges::find(before, id, &Affected::component_id);
        entry_of(affected, id).status = known != before.end() ? known->status : status;
    }
}

std::int64_t rounded_up(Millis span, Millis unit) { return span <= 0 ? 0 : (span + unit - 1) / unit; }

}  // namespace daymark::notices
