// Which components a caller's lists mean, and what views of notices need besides the notices.
#pragma once

#include "activity/act.h"
#include "components/component.h"
#include "notices/affected_json.h"
#include "platform/db/db.h"

#include <string>
#include <vector>

namespace daymark::notices {

/// Each id of `wanted` must be a component of the act's page. Error BadRequest naming the entry that is not.
void require_components(db::Tx& tx, const Act& act, const std::vector<std::string>& wanted);

/// The entries of `statuses` that name a component of the act's page. Contract: the others are ignored.
[[nodiscard]] std::vector<components::StatusChange> known_changes(db::Tx& tx, const Act& act,
                                                                  const std::vector<StatusEntry>& entries);

/// The page, and those of its components that the notices or their groups name.
[[nodiscard]] Surroundings surroundings(db::Tx& tx, const std::string& page_id,
                                        const std::vector<std::string>& component_ids);
template <class Notice>
[[nodiscard]] Surroundings around(db::Tx& tx, const std::string& page_id, const std::vector<Notice>& notices) {
    std::vector<std::string> ids;
    for (const Notice& notice : notices) {
        for (const Affected& affected : notice.affected) ids.push_back(affected.component_id);
    }
    return surroundings(tx, page_id, ids);
}

}  // namespace daymark::notices
