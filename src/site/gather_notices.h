// Gathers the notices that readers see of one page.
#pragma once

#include "general_notices/general_notice.h"
#include "incidents/incident.h"
#include "maintenances/maintenance.h"
#include "pages/page.h"
#include "platform/db/db.h"
#include "site/page_view.h"

#include <map>
#include <set>
#include <string>

namespace daymark::site {

using Names = std::map<std::string, std::string>;  // of components, by id

/// Fills the lists of notices; the ids of components that an open one touches.
[[nodiscard]] std::set<std::string> add_notices(db::Tx& tx, const pages::Page& page, Millis since, const Names& names,
                                                PageView& view);

/// A notice as readers see it; names of components that are gone are left out.
[[nodiscard]] NoticeView notice_of(db::Tx& tx, const incidents::Incident& incident);
[[nodiscard]] NoticeView notice_of(db::Tx& tx, const maintenances::Maintenance& maintenance);
[[nodiscard]] NoticeView notice_of(db::Tx& tx, const general_notices::GeneralNotice& notice);

}  // namespace daymark::site
