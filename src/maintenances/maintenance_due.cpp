// The clockwork of maintenances.
#include "maintenances/maintenance_due.h"

#include "maintenances/maintenance_actions.h"
#include "platform/telemetry/log.h"

namespace daymark::maintenances {
namespace {

constexpr std::int64_t most_at_once = 100;  // what is left is due again at the next call, a second later

bool carried_out(db::Db& db, const World& world, const DueTransition& due) {
    const Act act{world, {ActorKind::System, {}, {}}, {}, world.clock.now(), due.workspace_id, due.page_id};
    try {
        return db.write([&](db::Tx& tx) { return carry_out(tx, act, due); });
    } catch (const Error& error) {
        telemetry::log(telemetry::Level::Error, "maintenances.failed",
                       {{"maintenance", due.maintenance_id},
                        {"transition", std::string(json::word_of(due.transition))},
                        {"detail", error.message()}});
        return false;
    }
}

}  // namespace

int carry_out_due(db::Db& db, const World& world) {
    int done = 0;
    for (const DueTransition& due :
         db.read([&](db::Tx& tx) { return list_due(tx, world.clock.now(), most_at_once); })) {
        if (carried_out(db, world, due)) ++done;
    }
    return done;
}

}  // namespace daymark::maintenances
