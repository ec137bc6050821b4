// From an event to its recipients, piece by piece: a page's million subscribers hold nobody up.
#pragma once

#include "activity/act.h"
#include "platform/db/db.h"

namespace daymark::notify {

/// Takes the next piece of each page's oldest event that is still to be spread; false when there was none. Safe on
/// several nodes at once, and when it ends anywhere: a piece is listed whole, together with the note that it is.
/// A page that raises more than `flood` news within ten minutes is stopped until somebody looks; 0: it is not.
bool spread_some(db::Db& db, const World& world, std::int64_t flood);

inline constexpr std::int64_t spread_piece = 10'000;

}  // namespace daymark::notify
