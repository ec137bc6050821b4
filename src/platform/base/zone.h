// Civil time in IANA zones: dates, day boundaries and clock faces, from the system's zone files.
// The files list clock changes up to 2037; after the last one a zone keeps its offset.
#pragma once

#include "platform/base/clock.h"

#include <compare>
#include <string>
#include <string_view>
#include <vector>

namespace daymark {

struct LocalDate {
    int year = 1970;
    int month = 1;  // 1 to 12
    int day = 1;    // 1 to 31
    auto operator<=>(const LocalDate&) const = default;
};

struct LocalTime {
    LocalDate date;
    int hour = 0;
    int minute = 0;
    int second = 0;
    auto operator<=>(const LocalTime&) const = default;
};

/// Whether `name` is a zone of this machine ("Europe/Berlin"). Every other function here throws BadRequest if it is
/// not.
[[nodiscard]] bool zone_exists(std::string_view name);

/// Zones to choose from, by name: "UTC", then "<region>/<place>".
[[nodiscard]] const std::vector<std::string>& zone_names();

/// What a clock and calendar on the wall show at that instant.
[[nodiscard]] LocalTime local_time(std::string_view zone, Millis at);
[[nodiscard]] LocalDate local_date(std::string_view zone, Millis at);

/// 0 = Sunday … 6 = Saturday.
[[nodiscard]] int weekday(std::string_view zone, Millis at);

/// "16:38 CEST"; zones that only have a number for a name give "16:38 UTC+05:45".
[[nodiscard]] std::string clock_text(std::string_view zone, Millis at);

/// The instant a wall clock shows that time. A time that a clock change leaves out moves forward by the gap;
/// of two such instants it is the first. The date must exist in the calendar (BadRequest otherwise).
[[nodiscard]] Millis instant_of(std::string_view zone, const LocalTime& time);

/// First instant of a civil date. Where midnight is left out, it is the end of the gap. A date that a zone left out
/// altogether (Pacific/Apia, 2011-12-30) starts when the next one does.
[[nodiscard]] Millis day_start(std::string_view zone, const LocalDate& date);

/// `days` + 1 strictly rising instants that cut the last `days` civil days, today included; the last is the start of
/// tomorrow. Box i belongs to the date of its edge i. Dates that the zone left out get no box.
[[nodiscard]] std::vector<Millis> day_edges(std::string_view zone, Millis now, int days);

}  // namespace daymark
