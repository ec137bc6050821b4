// The activity log: one row per change, chained by hashes so that a removed or altered row shows.
#pragma once

#include "activity/act.h"
#include "events/event.h"
#include "platform/db/db.h"
#include "platform/json/json.h"

#include <optional>
#include <string>
#include <string_view>

namespace daymark::activity {

/// What happened: `event` is "<slice>.<verb>" ("incidents.open"), `detail` holds before and after.
struct Entry {
    std::string_view event;
    std::string subject_id;
    json::object detail;
    std::optional<events::Event> tells = {};  // of which people are told
};

/// Appends a row in the transaction of the change itself; the act's workspace_id must be set.
/// Takes the workspace's row, so changes in one workspace follow each other. What it tells is raised with it.
void record(db::Tx& tx, const Act& act, Entry entry);

/// For a change that takes long, as its first step but for locks of its own slice: other changes of the workspace wait
/// from here on. Without it PostgreSQL undoes the change at its end if any came between, and where much happens always.
void hold(db::Tx& tx, const Act& act);

/// Looks at a workspace's whole chain: the sequence of the first row that does not fit, or nothing when all do.
[[nodiscard]] std::optional<std::int64_t> first_broken_row(db::Tx& tx, const std::string& workspace_id);

}  // namespace daymark::activity
