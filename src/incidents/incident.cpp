// Pure rules on incidents.
#include "incidents/incident.h"

#include <algorithm>

namespace daymark::incidents {
namespace {

std::int64_t rounded_up(Millis span, Millis unit) { return span <= 0 ? 0 : (span + unit - 1) / unit; }

}  // namespace

std::optional<std::int64_t> duration_minutes(const Incident& incident) {
    if (!incident.resolved_at) return std::nullopt;
    return rounded_up(*incident.resolved_at - incident.started_at, one_minute);
}

std::optional<std::int64_t> duration_seconds(const std::vector<Update>& updates, std::size_t index) {
    if (index + 1 >= updates.size()) return std::nullopt;
    return rounded_up(updates[index + 1].started_at - updates[index].started_at, one_second);
}

void follow_updates(Incident& incident) {
    if (incident.updates.empty()) return;
    const Update& latest = incident.updates.back();
    incident.status = latest.status;
    incident.resolved_at = latest.status == Status::Resolved ? std::optional(latest.started_at) : std::nullopt;
}

void raise_impact(Incident& incident) {
    for (const Affected& affected : incident.affected) incident.impact = std::max(incident.impact, affected.status);
}

}  // namespace daymark::incidents
