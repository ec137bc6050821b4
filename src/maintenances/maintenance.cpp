// Pure rules on maintenances.
#include "maintenances/maintenance.h"

namespace daymark::maintenances {
namespace {

/// Guess: a plan that is made later than its reminder would have come has told everybody already.
std::optional<Millis> reminder_at(const Maintenance& maintenance) {
    if (!maintenance.notify_early || maintenance.notify_early_sent || !maintenance.notify_minutes) return std::nullopt;
    if (maintenance.status != Status::NotStartedYet) return std::nullopt;
    const Millis at = maintenance.start_at - *maintenance.notify_minutes * one_minute;
    return at >= maintenance.created_at ? std::optional(at) : std::nullopt;
}

}  // namespace

std::optional<Millis> due_at(const Maintenance& maintenance, Transition transition) {
    switch (transition) {
        case Transition::Remind:
            return reminder_at(maintenance);
        case Transition::Start:
            if (!maintenance.auto_start || maintenance.status != Status::NotStartedYet) break;
            return maintenance.start_at;
        case Transition::End:
            if (!maintenance.auto_end || maintenance.is_over()) break;
            return maintenance.end_at;
    }
    return std::nullopt;
}

std::optional<std::int64_t> duration_minutes(const Maintenance& maintenance) {
    if (!maintenance.end_at) return std::nullopt;
    return notices::rounded_up(*maintenance.end_at - maintenance.start_at, one_minute);
}

}  // namespace daymark::maintenances
