// Maintenances and incidents by the days they lie on: a month for readers, and all that calendar programs keep.
#pragma once

#include "notices/removed.h"
#include "pages/page.h"
#include "platform/db/db.h"
#include "site/gather_notices.h"
#include "site/month.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace daymark::site {

struct CalendarMonth {
    Month month;
    std::vector<NoticeView> notices;      // the earliest start first
    bool earlier = false, later = false;  // there are notices before and after it
};

/// The month that now is when none is named. Nothing when nothing is told of that month and it does not lie between
/// others: addresses without end would only lead robots astray.
[[nodiscard]] std::optional<CalendarMonth> gather_calendar_month(db::Tx& tx, const pages::Page& page,
                                                                 std::optional<std::pair<int, int>> named, Millis now,
                                                                 const Wording& wording);

/// What calendar programs get: of the past 90 days, and all that is planned; at most 200 of each list.
struct Calendar {
    std::vector<NoticeView> notices;
    std::vector<notices::Removed> removed;
};
/// `component`: only what touches it; "": all.
[[nodiscard]] Calendar gather_calendar(db::Tx& tx, const pages::Page& page, const std::string& component, Millis now,
                                       const Wording& wording);

/// When a notice is over, was, or is planned to be; an incident that is open lasts until now.
[[nodiscard]] Millis calendar_end(const NoticeView& notice, Millis now);

}  // namespace daymark::site
