// Walks the calendar of a zone.
#include "recurring_maintenances/recurrence.h"

#include "platform/base/zone.h"

#include <algorithm>
#include <chrono>

namespace daymark::recurring_maintenances {
namespace {

using std::chrono::day;
using std::chrono::days;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::weekday;
using std::chrono::year;
using std::chrono::year_month_day;
using std::chrono::year_month_day_last;

year_month_day calendar_date(const LocalDate& date) {
    return year(date.year) / month(static_cast<unsigned>(date.month)) / day(static_cast<unsigned>(date.day));
}

LocalDate local(const year_month_day& date) {
    return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
            static_cast<int>(static_cast<unsigned>(date.day()))};
}

/// The day of that month on which something of the `wanted` day takes place.
day day_in(const year_month_day& date, day wanted) {
    return std::min(wanted, year_month_day_last(date.year() / date.month() / std::chrono::last).day());
}

bool takes_place(Every every, const year_month_day& first, const year_month_day& date) {
    const weekday on(sys_days{date});
    switch (every) {
        case Every::Daily:
            return true;
        case Every::Weekdays:
            return on != std::chrono::Saturday && on != std::chrono::Sunday;
        case Every::Weekly:
            return on == weekday(sys_days{first});
        case Every::Monthly:
            return date.day() == day_in(date, first.day());
        case Every::Yearly:
            return date.month() == first.month() && date.day() == day_in(date, first.day());
    }
    return false;
}

}  // namespace

Millis next_after(const Recurrence& recurrence, Millis after) {
    const LocalTime first = local_time(recurrence.zone, recurrence.start);
    const year_month_day first_date = calendar_date(first.date);
    const Millis earliest = std::max(after, recurrence.start - 1);
    // A day early: what a clock change moves may belong to the day before.
    sys_days date = sys_days{calendar_date(local_date(recurrence.zone, earliest))} - days(1);
    for (;; date += days(1)) {
        if (!takes_place(recurrence.every, first_date, date)) continue;
        LocalTime time = first;
        time.date = local(date);
        const Millis at = instant_of(recurrence.zone, time);
        if (at > earliest) return at;
    }
}

Millis shortest_gap(Every every) {
    switch (every) {
        case Every::Daily:
        case Every::Weekdays:
            return one_day;
        case Every::Weekly:
            return 7 * one_day;
        case Every::Monthly:
            return 28 * one_day;
        case Every::Yearly:
            return 365 * one_day;
    }
    return one_day;
}

}  // namespace daymark::recurring_maintenances
