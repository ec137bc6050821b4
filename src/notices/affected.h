// What incidents and maintenances have in common: the components they touch.
#pragma once

#include "components/status.h"
#include "platform/json/fields.h"

#include <string>
#include <vector>

namespace daymark::notices {

/// A component that a notice touches: with the worst status an incident gave it, or the one a maintenance gives it
/// while it runs.
struct Affected {
    std::string component_id;
    components::Status status = components::Status::Operational;
};

/// The entry of that component; a new one, with that status, if there is none.
Affected& entry_of(std::vector<Affected>& affected, const std::string& component_id,
                   components::Status status = components::Status::Operational);

/// The list becomes `ids`; what is known of components that stay is kept, those that come get `status`.
void replace(std::vector<Affected>& affected, const std::vector<std::string>& ids,
             components::Status status = components::Status::Operational);

/// Whole units that a span takes, rounded up (contract §1.8); none for a span that is not positive.
[[nodiscard]] std::int64_t rounded_up(Millis span, Millis unit);

}  // namespace daymark::notices
