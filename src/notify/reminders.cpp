// Reminding of open incidents.
#include "notify/reminders.h"

#include "notify/automatic_store.h"
#include "notify/member_letters.h"
#include "platform/telemetry/log.h"
#include "workspaces/workspace_store.h"

#include <algorithm>

namespace daymark::notify {
namespace {

constexpr std::int64_t most_at_once = 100;
constexpr Millis never = 4'102'444'800'000;  // 2100, as the migration has it
constexpr double longest_hours = 24.0 * 366;

bool remind_of(db::Tx& tx, const World& world, const OpenIncident& incident) {
    const auto workspace = workspaces::find(tx, incident.workspace_id);
    if (!workspace) return false;
    const Millis now = world.clock.now();
    const ReminderPlan plan = plan_reminder(workspace->settings.long_running_hours, incident.quiet_since, now);
    const Millis after = std::max(plan.reached, incident.reminded_after);
    const bool mine = claim_reminder(tx, incident, after);
    look_again(tx, incident, plan.next_at.value_or(never));
    if (!mine || plan.reached <= incident.reminded_after) return false;
    const Act act{world, {ActorKind::System, {}, {}}, {}, now, incident.workspace_id, incident.page_id};
    return tell_members(tx, act, workspaces::MemberLetter::LongIncident, {{"incident", incident.id}}) > 0;
}

}  // namespace

ReminderPlan plan_reminder(const std::vector<double>& hours, Millis quiet_since, Millis now) {
    ReminderPlan plan;
    for (const double some : hours) {
        if (!(some > 0) || some > longest_hours) continue;
        const auto wait = static_cast<Millis>(some * static_cast<double>(one_hour));
        if (now - quiet_since >= wait)
            plan.reached = std::max(plan.reached, wait);
        else
            plan.next_at = std::min(plan.next_at.value_or(quiet_since + wait), quiet_since + wait);
    }
    return plan;
}

int remind(db::Db& db, const World& world) {
    int done = 0;
    for (const OpenIncident& incident :
         db.read([&](db::Tx& tx) { return list_quiet_incidents(tx, world.clock.now(), most_at_once); })) {
        try {
            if (db.write([&](db::Tx& tx) { return remind_of(tx, world, incident); })) ++done;
        } catch (const Error& error) {
            telemetry::log(telemetry::Level::Error, "reminders.failed",
                           {{"incident", incident.id}, {"detail", error.message()}});
        }
    }
    return done;
}

}  // namespace daymark::notify
