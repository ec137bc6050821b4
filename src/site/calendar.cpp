// What a calendar shows.
#include "site/calendar.h"

#include <algorithm>

namespace daymark::site {
namespace {

constexpr Millis kept = 90 * one_day;
constexpr Millis longest = 31 * one_day;  // what began earlier is not looked for in a month
constexpr std::int64_t most = 200;

/// A general notice has no length, and is no appointment.
notices::Selection appointments(Millis from, Millis to, std::int64_t limit) {
    return {.from = from, .to = to, .limit = limit, .general = false};
}

}  // namespace

Millis calendar_end(const NoticeView& notice, Millis now) {
    const Millis open_end = notice.kind == NoticeKind::Incident ? now : notice.started_at;
    return std::max(notice.started_at, notice.resolved_at.value_or(notice.ends_at.value_or(open_end)));
}

std::optional<CalendarMonth> gather_calendar_month(db::Tx& tx, const pages::Page& page,
                                                   std::optional<std::pair<int, int>> named, Millis now,
                                                   const Wording& wording) {
    const std::string& zone = page.settings.timezone;
    const Month current = Month::of(zone, now);
    CalendarMonth shown{named ? Month(zone, named->first, named->second) : current, {}};
    const auto [year, number, from, to] = shown.month;
    for (NoticeView& notice : selected_notices(tx, page, appointments(from - longest, to, most), now, wording)) {
        const bool reaches_into = notice.started_at >= from || calendar_end(notice, now) > from;
        if (reaches_into) shown.notices.push_back(std::move(notice));
    }
    std::ranges::reverse(shown.notices);
    const auto any = [&](Millis since, Millis before) {
        return !selected_notices(tx, page, appointments(since, before, 1), now, wording).empty();
    };
    shown.earlier = from > current.from || any(0, from);
    shown.later = from < current.from || any(to, last_valid_time + 1);
    const bool between = shown.earlier && shown.later;
    if (shown.notices.empty() && from != current.from && !between) return std::nullopt;
    return shown;
}

Calendar gather_calendar(db::Tx& tx, const pages::Page& page, const std::string& component, Millis now,
                         const Wording& wording) {
    notices::Selection selection = appointments(now - kept, last_valid_time + 1, most);
    selection.component = component;
    Calendar calendar{selected_notices(tx, page, selection, now, wording), list_removed(tx, page.id, selection)};
    std::erase_if(calendar.removed, [&](const notices::Removed& removed) {
        const auto seen = [&](const std::string& id) { return wording.audience.sees(id); };
        return !wording.audience.sees_all() && std::ranges::none_of(removed.components, seen);
    });
    return calendar;
}

}  // namespace daymark::site
