// What can be done with a page's structure: look at it, compare it with a document, make it so.
#pragma once

#include "activity/act.h"
#include "platform/db/db.h"
#include "structure/plan.h"

namespace daymark::structure {

/// Reads the act's page.
[[nodiscard]] Stored load(db::Tx& tx, const Act& act);

/// Makes the page what the draft says, by the verbs of its parts. When there is nothing to do, nothing is written.
/// Component statuses stay as they are.
Changes apply(db::Tx& tx, const Act& act, const Draft& draft);

}  // namespace daymark::structure
