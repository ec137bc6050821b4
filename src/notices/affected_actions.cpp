// Look-ups of affected components.
#include "notices/affected_actions.h"

#include "components/component_store.h"
#include "pages/page_store.h"

#include <algorithm>

namespace daymark::notices {

/// Each id of `wanted` must be a component of the page.
void require_components(db::Tx& tx, const Act& act, const std::vector<std::string>& wanted) {
    constexpr std::size_t most = 10'000;
    if (wanted.size() > most) throw Error::bad_field("components", "must have at most 10000 entries");
    const auto found = components::list_by_ids(tx, act.page_id, wanted);
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (std::ranges::find(found, wanted[i], &components::Component::id) == found.end()) {
            throw Error::bad_field("components[" + std::to_string(i) + "]", "is not a component of this page");
        }
    }
}

/// The entries of `statuses` that name a component of this page. Contract: the others are ignored.
std::vector<components::StatusChange> known_changes(db::Tx& tx, const Act& act,
                                                    const std::vector<StatusEntry>& entries) {
    std::vector<std::string> ids;
    for (const StatusEntry& entry : entries) {
        if (entry.id && entry.status) ids.push_back(*entry.id);
    }
    const auto found = components::list_by_ids(tx, act.page_id, ids);
    std::vector<components::StatusChange> changes;
    for (const StatusEntry& entry : entries) {
        if (!entry.id || !entry.status) continue;
        if (std::ranges::find(found, *entry.id, &components::Component::id) != found.end()) {
            changes.push_back({*entry.id, *entry.status});
        }
    }
    return changes;
}

Surroundings surroundings(db::Tx& tx, const std::string& page_id, const std::vector<std::string>& component_ids) {
    Surroundings around{pages::find(tx, page_id).value(), components::list_by_ids(tx, page_id, component_ids)};
    std::vector<std::string> parents;
    for (const auto& component : around.components) {
        if (component.group_id) parents.push_back(*component.group_id);
    }
    for (auto& parent : components::list_by_ids(tx, page_id, parents)) around.components.push_back(std::move(parent));
    return around;
}

}  // namespace daymark::notices
