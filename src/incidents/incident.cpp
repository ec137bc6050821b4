// Pure rules on incidents.
#include "incidents/incident.h"

#include <algorithm>

namespace daymark::incidents {
std::optional<std::int64_t> duration_minutes(const Incident& incident) {
    if (!incident.resolved_at) return std::nullopt;
    return notices::rounded_up(*incident.resolved_at - incident.started_at, one_minute);
}

void follow_updates(Incident& incident) {
    if (incident.updates.empty()) return;
    const Update& latest = incident.updates.back();
    incident.status = latest.status;
    incident.resolved_at = latest.status == Status::Resolved ? std::optional(latest.started_at) : std::nullopt;
}

void raise_impact(Incident& incident) {
    for (const notices::Affected& affected : incident.affected)
        incident.impact = std::max(incident.impact, affected.status);
}

}  // namespace daymark::incidents
