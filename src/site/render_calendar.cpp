// A month as a table of weeks.
#include "site/render_calendar.h"

#include "platform/base/zone.h"
#include "site/render_frame.h"
#include "site/render_notices.h"
#include "site/render_view.h"
#include "site/render_words.h"

namespace daymark::site {
namespace {

constexpr int week = 7;

struct Day {
    int number = 1;
    Millis from = 0, to = 0;
};

/// A date that the zone left out is there all the same, and has no length.
std::vector<Day> days_of(const Month& month, const std::string& zone) {
    const int last = local_date(zone, month.to - 1).day;
    const auto begin = [&](int number) { return day_start(zone, {month.year, month.month, number}); };
    std::vector<Day> days;
    for (int number = 1; number <= last; ++number) {
        days.push_back({number, begin(number), number == last ? month.to : begin(number + 1)});
    }
    return days;
}

std::vector<Fields> events_of(const Day& day, const PageView& view, const CalendarMonth& calendar,
                              const std::string& root, const Words& words) {
    std::vector<Fields> events;
    for (const NoticeView& notice : calendar.notices) {
        const bool begins = notice.started_at >= day.from && notice.started_at < day.to;
        const bool lasts = notice.started_at < day.from && calendar_end(notice, view.compiled_at) > day.from;
        if (!begins && !lasts) continue;
        events.emplace_back()
            .text("url", root + path_of(notice) + end_of_address(view.face))
            .text("name", notice.name)
            .text("tone", std::string(1, notice_tone(notice)))
            .text("status", notice_word(words, notice.status));
    }
    return events;
}

/// Rows of seven, filled with empty days at both ends.
std::vector<Fields> weeks_of(const PageView& view, const CalendarMonth& calendar, const std::string& root,
                             const Words& words) {
    const std::string& zone = view.face.zone;
    const int before = (weekday(zone, calendar.month.from) - words.week_start() + week) % week;
    std::vector<Fields> cells(static_cast<std::size_t>(before));
    for (const Day& day : days_of(calendar.month, zone)) {
        auto events = events_of(day, view, calendar, root, words);
        cells.emplace_back()
            .text("number", std::to_string(day.number))
            .text("date", words.day(view.face, day.from))
            .flag("today", view.compiled_at >= day.from && view.compiled_at < day.to)
            .flag("busy", !events.empty())
            .list("events", std::move(events));
    }
    while (cells.size() % week != 0) cells.emplace_back();
    std::vector<Fields> rows;
    for (auto cell = cells.begin(); cell != cells.end(); cell += week) {
        rows.emplace_back().list("days", {cell, cell + week});
    }
    return rows;
}

std::vector<Fields> heads_of(const Words& words) {
    std::vector<Fields> heads;
    for (int i = 0; i < week; ++i) {
        const auto [brief, whole] = words.weekday((words.week_start() + i) % week);
        heads.emplace_back().text("brief", brief).text("whole", whole);
    }
    return heads;
}

/// Programs for calendars take this scheme for their own.
std::string webcal_address(const PageFace& face) {
    const std::string root = local_root(face);
    return "webcal" + root.substr(root.find(':')) + "calendar.ics";
}

}  // namespace

Document render_calendar(const PageView& view, const CalendarMonth& calendar, bool named) {
    const Words& words = Words::of(view.face.language);
    const Month& month = calendar.month;
    const std::string root = root_from(view.face, named ? "../" : "./");
    const auto neighbour = [&](bool there, int step) {
        const Month other(view.face.zone, month.year, month.month + step);
        return there ? root + "calendar/" + Month::name(other.year, other.month) + end_of_address(view.face)
                     : std::string();
    };
    Fields fields;
    fields.text("root", root)
        .text("back", words.text("back", {{"page", view.face.name}}))
        .text("title", words.text("calendar"))
        .text("month", words.month(view.face, month.from))
        .text("subscribe", words.text("calendar_subscribe"))
        .text("webcal", webcal_address(view.face))
        .text("file", root + "calendar.ics")
        .flag("any", !calendar.notices.empty())
        .text("none", words.text("history_none"))
        .list("heads", heads_of(words))
        .list("weeks", weeks_of(view, calendar, root, words))
        .text("earlier_label", words.text("older"))
        .text("later_label", words.text("newer"))
        .text_if_any("earlier", neighbour(calendar.earlier, -1))
        .text_if_any("later", neighbour(calendar.later, 1));
    const std::string title = title_on(view.face, words, words.text("calendar"));
    return framed(words, {.face = &view.face,
                          .title = title,
                          .description = title,
                          .tone = 'n',
                          .to_root = root,
                          .path = named ? "calendar/" + Month::name(month.year, month.month) : "calendar",
                          .main = render_view("calendar", fields),
                          .has_times = false});
}

}  // namespace daymark::site
