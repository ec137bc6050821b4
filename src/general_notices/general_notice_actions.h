// What can be done with general notices.
#pragma once

#include "activity/act.h"
#include "general_notices/general_notice_json.h"
#include "platform/db/db.h"

#include <string>

namespace daymark::general_notices {

/// Error BadRequest naming what cannot be: a component of another page, an end before the start.
GeneralNotice create(db::Tx& tx, const Act& act, const GeneralNoticeDraft& draft);

/// Changes what the edit names.
GeneralNotice edit(db::Tx& tx, const Act& act, const std::string& id, const GeneralNoticeEdit& edit);

void remove(db::Tx& tx, const Act& act, const std::string& id);

}  // namespace daymark::general_notices
