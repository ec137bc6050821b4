// Civil time by Howard Hinnant's date library; its header is included only here.

// The packaged library is built for the system's zone files; without this the header would describe other classes.
#ifndef USE_OS_TZDB
#define USE_OS_TZDB 1
#endif

#include "platform/base/zone.h"

#include "platform/base/error.h"

#include <date/tz.h>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

namespace daymark {
namespace {

using std::chrono::seconds;

const date::time_zone* find_zone(std::string_view name) {
    // A file of the zone folder too, but one that means something else on every machine.
    if (name == "localtime") return nullptr;
    try {
        const date::time_zone* zone = date::locate_zone(name);
        // The library lists every file of the zone folder; one that holds no zone shows it only when it is read.
        (void)zone->get_info(date::sys_seconds{});
        return zone;
    } catch (const std::exception&) {
        return nullptr;
    }
}

const date::time_zone& require_zone(std::string_view name) {
    if (const date::time_zone* zone = find_zone(name)) return *zone;
    throw Error(ErrorCode::BadRequest, "Unknown time zone", {std::string(name)});
}

date::sys_seconds whole_seconds(Millis at) {
    return date::floor<seconds>(date::sys_time<std::chrono::milliseconds>{std::chrono::milliseconds{at}});
}

Millis millis_of(date::sys_seconds at) { return Millis{at.time_since_epoch().count()} * one_second; }

LocalDate plain(const date::year_month_day& ymd) {
    return {.year = static_cast<int>(ymd.year()),
            .month = static_cast<int>(static_cast<unsigned>(ymd.month())),
            .day = static_cast<int>(static_cast<unsigned>(ymd.day()))};
}

date::local_days calendar_day(const LocalDate& date) {
    const date::year_month_day ymd{date::year{date.year}, date::month{static_cast<unsigned>(date.month)},
                                   date::day{static_cast<unsigned>(date.day)}};
    if (!ymd.ok()) throw Error(ErrorCode::BadRequest, "No such date");
    return date::local_days{ymd};
}

Millis start_of(const date::time_zone& zone, date::local_days day) {
    const date::local_info info = zone.get_info(date::local_seconds{day});
    if (info.result == date::local_info::nonexistent) return millis_of(info.second.begin);
    return millis_of(date::sys_seconds{date::local_seconds{day}.time_since_epoch() - info.first.offset});
}

std::string two_digits(long value) { return (value < 10 ? "0" : "") + std::to_string(value); }

/// "CEST", or "UTC+05:45" for zones whose short name is itself a number ("+0545").
std::string zone_label(const date::sys_info& info) {
    if (!info.abbrev.starts_with('+') && !info.abbrev.starts_with('-')) return info.abbrev;
    const long minutes = std::abs(static_cast<long>(info.offset.count() / 60));
    return std::string("UTC") + (info.offset.count() < 0 ? "-" : "+") + two_digits(minutes / 60) + ":" +
           two_digits(minutes % 60);
}

}  // namespace

const std::vector<std::string>& zone_names() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> found{"UTC"};
        for (const date::time_zone& zone : date::get_tzdb().zones) {
            const std::string& name = zone.name();
            // Beside those of places there are names of old, and copies under "posix/" and "right/".
            const bool of_a_place = name.find('/') != std::string::npos && name.front() >= 'A' && name.front() <= 'Z';
            if (of_a_place && !name.starts_with("Etc/") && !name.starts_with("SystemV/")) found.push_back(name);
        }
        return found;
    }();
    return names;
}

bool zone_exists(std::string_view name) { return find_zone(name) != nullptr; }

LocalTime local_time(std::string_view zone, Millis at) {
    const date::local_seconds local = require_zone(zone).to_local(whole_seconds(at));
    const date::local_days day = date::floor<date::days>(local);
    const date::hh_mm_ss<seconds> clock{local - day};
    return {.date = plain(date::year_month_day{day}),
            .hour = static_cast<int>(clock.hours().count()),
            .minute = static_cast<int>(clock.minutes().count()),
            .second = static_cast<int>(clock.seconds().count())};
}

LocalDate local_date(std::string_view zone, Millis at) { return local_time(zone, at).date; }

int weekday(std::string_view zone, Millis at) {
    const date::local_days day = date::floor<date::days>(require_zone(zone).to_local(whole_seconds(at)));
    return static_cast<int>(date::weekday{day}.c_encoding());
}

std::string clock_text(std::string_view zone, Millis at) {
    const LocalTime local = local_time(zone, at);
    return two_digits(local.hour) + ":" + two_digits(local.minute) + " " +
           zone_label(require_zone(zone).get_info(whole_seconds(at)));
}

Millis instant_of(std::string_view zone, const LocalTime& time) {
    const date::local_seconds local = calendar_day(time.date) + std::chrono::hours{time.hour} +
                                      std::chrono::minutes{time.minute} + seconds{time.second};
    // Before a gap or an overlap `first` holds, which is just what both rules ask for: the old offset, read on.
    return millis_of(date::sys_seconds{local.time_since_epoch() - require_zone(zone).get_info(local).first.offset});
}

Millis day_start(std::string_view zone, const LocalDate& date) {
    return start_of(require_zone(zone), calendar_day(date));
}

std::vector<Millis> day_edges(std::string_view zone, Millis now, int days) {
    const date::time_zone& rules = require_zone(zone);
    date::local_days tomorrow = date::floor<date::days>(rules.to_local(whole_seconds(now))) + date::days{1};
    // Clocks set back over midnight show yesterday's date again, although today's box has begun.
    while (start_of(rules, tomorrow) <= now) tomorrow += date::days{1};

    std::vector<Millis> edges = {start_of(rules, tomorrow)};
    edges.reserve(static_cast<std::size_t>(std::max(days, 0)) + 1);
    for (date::local_days day = tomorrow; static_cast<int>(edges.size()) <= days;) {
        day -= date::days{1};
        const Millis start = start_of(rules, day);
        if (start < edges.back()) edges.push_back(start);
    }
    std::ranges::reverse(edges);
    return edges;
}

}  // namespace daymark
