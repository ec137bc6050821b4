// iCalendar, by libical. Its header is included only here.
#include "platform/base/error.h"
#include "site/render_calendar.h"
#include "site/render_frame.h"
#include "site/render_notices.h"
#include "site/render_words.h"

#include <algorithm>
#include <ctime>
#include <memory>

#include <libical/ical.h>

namespace daymark::site {
namespace {

constexpr const char* time_between_looks = "PT15M";

struct Free {
    void operator()(icalcomponent* component) const { icalcomponent_free(component); }
    void operator()(char* text) const { icalmemory_free_buffer(text); }
};
using Component = std::unique_ptr<icalcomponent, Free>;

Component component(icalcomponent_kind kind) {
    Component made(icalcomponent_new(kind));
    if (!made) throw Error(ErrorCode::Internal, "Internal error", {"libical: no component"});
    return made;
}

/// Text that may stand in a calendar: line breaks and tabs are the only control characters.
std::string clean(std::string text) {
    std::erase_if(text, [](char c) { return (c >= '\0' && c < ' ' && c != '\n' && c != '\t') || c == '\x7f'; });
    return text;
}

icaltimetype utc(Millis at) {
    return icaltime_from_timet_with_zone(static_cast<std::time_t>(at / one_second), 0, icaltimezone_get_utc_timezone());
}

void add(const Component& to, icalproperty* property) { icalcomponent_add_property(to.get(), property); }

void add_named(const Component& to, const char* name, const char* value) {
    icalproperty* property = icalproperty_new_x(value);
    icalproperty_set_x_name(property, name);
    add(to, property);
}

/// Seconds since the page was made: it rises with each change, and fits into what programs keep it in.
int sequence(const PageFace& face, Millis changed_at) {
    return static_cast<int>(std::clamp<Millis>((changed_at - face.created_at) / one_second, 0, 2'000'000'000));
}

/// What each event has. The id is told with the page's, so that it is the only one in the world.
Component event(const PageFace& face, const std::string& id, Millis changed_at, Millis start, Millis end) {
    Component made = component(ICAL_VEVENT_COMPONENT);
    add(made, icalproperty_new_uid((id + "@" + face.id + ".daymark").c_str()));
    add(made, icalproperty_new_dtstamp(utc(changed_at)));
    add(made, icalproperty_new_lastmodified(utc(changed_at)));
    add(made, icalproperty_new_sequence(sequence(face, changed_at)));
    add(made, icalproperty_new_dtstart(utc(start)));
    if (end >= start + one_second) add(made, icalproperty_new_dtend(utc(end)));
    add(made, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
    return made;
}

/// The affected components, then the updates from the newest on.
std::string told(const PageView& view, const NoticeView& notice, const Words& words) {
    std::string text;
    const std::string names = affected_names(notice);
    if (!names.empty()) text = words.text("affected") + ": " + names + "\n\n";
    for (const UpdateView& update : notice.updates) {
        text += notice_word(words, update.status) + " · " +
                words.stamp(view.face, update.started_at, view.compiled_at) + "\n" + plain_text(words, update) + "\n\n";
    }
    while (text.ends_with('\n')) text.pop_back();
    return text;
}

Component event_of(const PageView& view, const NoticeView& notice, const Words& words) {
    const PageFace& face = view.face;
    Component made =
        event(face, notice.id, notice.updated_at, notice.started_at, calendar_end(notice, view.compiled_at));
    add(made, icalproperty_new_created(utc(notice.published_at())));
    add(made, icalproperty_new_summary(clean(notice.name).c_str()));
    add(made, icalproperty_new_description(clean(told(view, notice, words)).c_str()));
    add(made, icalproperty_new_url((local_root(face) + notice.id).c_str()));
    add(made, icalproperty_new_categories(kind_word(words, notice).c_str()));
    add(made, icalproperty_new_status(ICAL_STATUS_CONFIRMED));
    return made;
}

Component taken_back(const PageFace& face, const notices::Removed& removed, const Words& words) {
    Component made =
        event(face, removed.id, removed.removed_at, removed.started_at, removed.ends_at.value_or(removed.started_at));
    add(made, icalproperty_new_summary(words.text("gone_title").c_str()));
    add(made, icalproperty_new_status(ICAL_STATUS_CANCELLED));
    return made;
}

Component head(const PageFace& face, const FeedPlace& place, const Words& words) {
    Component made = component(ICAL_VCALENDAR_COMPONENT);
    const std::string name =
        words.text("notice_title", {{"notice", words.text("calendar")}, {"page", place.subject(face)}});
    add(made, icalproperty_new_prodid("-//Daymark//Status page//EN"));
    add(made, icalproperty_new_version("2.0"));
    add(made, icalproperty_new_method(ICAL_METHOD_PUBLISH));
    add_named(made, "X-WR-CALNAME", clean(name).c_str());
    add_named(made, "X-PUBLISHED-TTL", time_between_looks);
    icalproperty* refresh = icalproperty_new_refreshinterval(icaldurationtype_from_string(time_between_looks));
    icalproperty_add_parameter(refresh, icalparameter_new_value(ICAL_VALUE_DURATION));
    add(made, refresh);
    return made;
}

}  // namespace

Document render_ical(const PageView& view, const Calendar& calendar, const FeedPlace& place) {
    const Words& words = Words::of(view.face.language);
    const Component whole = head(view.face, place, words);
    for (const NoticeView& notice : calendar.notices) {
        icalcomponent_add_component(whole.get(), event_of(view, notice, words).release());
    }
    for (const notices::Removed& removed : calendar.removed) {
        icalcomponent_add_component(whole.get(), taken_back(view.face, removed, words).release());
    }
    const std::unique_ptr<char, Free> text(icalcomponent_as_ical_string_r(whole.get()));
    if (!text) throw Error(ErrorCode::Internal, "Internal error", {"libical: no text"});
    return {"text/calendar; charset=utf-8", text.get(), {}};
}

}  // namespace daymark::site
