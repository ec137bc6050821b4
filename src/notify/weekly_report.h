// How a page did in the past week, for those who look after it: each Monday at nine by the page's clock.
#pragma once

#include "activity/act.h"
#include "notify/mail_body.h"
#include "pages/page.h"
#include "platform/db/db.h"
#include "site/page_view.h"
#include "uptime/uptime.h"

#include <string_view>
#include <utility>
#include <vector>

namespace daymark::notify {

struct ReportTimes {
    Millis due = 0;       // the newest Monday, nine o'clock, that is not later than now
    Millis next = 0;      // the one after
    uptime::Window week;  // the seven days before the first of these Mondays, from midnight to midnight
};
/// In a zone that this machine does not know, by UTC.
[[nodiscard]] ReportTimes report_times(std::string_view zone, Millis now);

/// A report that is later than this is not sent any more: its week is nobody's past week then.
inline constexpr Millis latest_report = one_day;

/// Tells the people of every page whose report is due; how many pages. Any number of nodes may call it at once: each
/// report is told once. A page that is looked at for the first time only gets its date.
int send_reports(db::Db& db, const World& world);

/// The week in figures, in the face's language.
[[nodiscard]] std::vector<std::pair<Fact, std::string>> report_facts(db::Tx& tx, const pages::Page& page,
                                                                     const site::PageFace& face, uptime::Window week,
                                                                     Millis now);

}  // namespace daymark::notify
