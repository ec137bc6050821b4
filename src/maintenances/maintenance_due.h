// What maintenances do by themselves, when its minute has come.
#pragma once

#include "activity/act.h"
#include "platform/db/db.h"

namespace daymark::maintenances {

/// Starts, ends and reminds of everything that is due by the world's clock, each in a transaction of its own, in the
/// order in which it was due; the number carried out. Any number of nodes may call it at once: each thing is done once.
/// One that fails is logged, left for the next call, and does not hold up the others.
int carry_out_due(db::Db& db, const World& world);

}  // namespace daymark::maintenances
