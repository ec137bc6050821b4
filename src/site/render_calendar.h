// The calendar as a page, and in the form that calendar programs read.
#pragma once

#include "site/calendar.h"
#include "site/render.h"
#include "site/render_feed.h"

namespace daymark::site {

/// A month as a table of weeks. `named`: whether its address names it.
[[nodiscard]] Document render_calendar(const PageView& view, const CalendarMonth& calendar, bool named);

/// iCalendar (RFC 5545): one event for each notice, with a SEQUENCE that rises with each change. What was removed is
/// CANCELLED, so that programs which keep copies take theirs back. Events never make anybody busy.
[[nodiscard]] Document render_ical(const PageView& view, const Calendar& calendar, const FeedPlace& place);

}  // namespace daymark::site
