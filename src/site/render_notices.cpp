// Notices prepared for the views.
#include "site/render_notices.h"

#include "platform/base/time_text.h"
#include "platform/text/html.h"
#include "platform/text/markdown.h"
#include "site/render_bar.h"
#include "site/render_frame.h"
#include "site/render_tree.h"

#include <algorithm>
#include <array>

namespace daymark::site {
namespace {

struct StatusKeys {
    std::string_view wire, word, silent;  // silent: said for an update without a text
};
constexpr std::array<StatusKeys, 9> status_keys = {{
    {"INVESTIGATING", "incident_investigating", "silent_investigating"},
    {"IDENTIFIED", "incident_identified", "silent_identified"},
    {"MONITORING", "incident_monitoring", "silent_monitoring"},
    {"RESOLVED", "incident_resolved", "silent_resolved"},
    {"NOTSTARTEDYET", "maintenance_planned", "silent_planned"},
    {"INPROGRESS", "maintenance_running", "silent_running"},
    {"COMPLETED", "maintenance_completed", "silent_completed"},
    {"POSTMORTEM", "postmortem", "postmortem"},  // it always has a text
    {"NOTICE", "general_notice", {}},            // its name says enough
}};

const StatusKeys* find_keys(std::string_view wire_word) {
    const auto* found = std::ranges::find(status_keys, wire_word, &StatusKeys::wire);
    return found == status_keys.end() ? nullptr : found;
}

std::vector<Fields> affected_fields(const NoticeView& notice, const Words& words) {
    const bool general = notice.kind == NoticeKind::General;
    std::vector<Fields> items;
    for (const AffectedComponent& part : notice.affected) {
        items.emplace_back()
            .text("name", part.name)
            .text("tone", std::string(1, general ? 'n' : letter_of(part.status)))
            .text_if_any("word", general || is_planned(notice) ? std::string() : status_word(words, part.status));
    }
    return items;
}

Fields update_fields(const PageView& view, const UpdateView& update, const Words& words) {
    Fields fields;
    fields.text("status", notice_word(words, update.status))
        .text("iso", iso_time(update.started_at))
        .text("time", words.stamp(view.face, update.started_at, view.compiled_at))
        .text("html", message_html(words, update));
    return fields;
}

std::vector<Fields> updates_fields(const PageView& view, const NoticeView& notice, const Words& words) {
    std::vector<Fields> items;
    for (const UpdateView& update : notice.updates) items.push_back(update_fields(view, update, words));
    return items;
}

std::string after_text(const NoticeView& notice, const Words& words) {
    if (!notice.resolved_at) return {};
    return words.text("after", {{"duration", words.duration(*notice.resolved_at - notice.started_at)}});
}

bool is_over(const PageView& view, const NoticeView& notice) {
    if (notice.kind != NoticeKind::General) return notice.resolved_at.has_value();
    return notice.ends_at && *notice.ends_at <= view.compiled_at;
}

Fields past_notice(const PageView& view, const NoticeView& notice, const Words& words) {
    Fields fields;
    fields.text("url", path_of(notice) + end_of_address(view.face))
        .text("name", notice.name)
        .text("tag_tone", std::string(1, notice_tone(notice)))
        .text("status", notice_word(words, notice.status))
        .text_if_any("after", after_text(notice, words))
        .text_if_any("affected", affected_names(notice));
    // What is still open is told in full at the top of the page.
    if (is_over(view, notice) && !notice.updates.empty()) {
        fields.text_if_any("text", message_html(words, notice.updates.front()));
    }
    return fields;
}

std::vector<const NoticeView*> started_between(const PageView& view, Millis from, Millis to) {
    std::vector<const NoticeView*> found;
    for (const auto* notices : {&view.open, &view.maintenances, &view.general, &view.recent}) {
        for (const NoticeView& notice : *notices) {
            if (notice.started_at >= from && notice.started_at < to) found.push_back(&notice);
        }
    }
    std::ranges::stable_sort(found, std::ranges::greater{}, &NoticeView::started_at);
    return found;
}

/// A run of quiet days, from `newest` back to `oldest` (indexes of day_edges).
Fields quiet_days(const PageView& view, const Words& words, std::size_t oldest, std::size_t newest) {
    const Millis first = view.day_edges[oldest], last = view.day_edges[newest];
    Fields fields;
    fields.flag("quiet", true)
        .text("quiet_text", words.text("quiet"))
        .text("title", oldest == newest ? words.day(view.face, first) : words.days(view.face, first, last));
    return fields;
}

Fields eventful_day(const PageView& view, const Words& words, Millis day,
                    const std::vector<const NoticeView*>& notices) {
    std::vector<Fields> items;
    for (const NoticeView* notice : notices) items.push_back(past_notice(view, *notice, words));
    Fields fields;
    fields.flag("quiet", false).text("title", words.day(view.face, day)).list("notices", std::move(items));
    return fields;
}

std::string_view since_key(const NoticeView& notice) {
    if (notice.kind == NoticeKind::General) return "posted";
    return is_planned(notice) ? "scheduled_for" : "since";
}

}  // namespace

std::string path_of(const NoticeView& notice) {
    if (notice.kind == NoticeKind::General) return "notice/" + notice.id;
    return (notice.kind == NoticeKind::Maintenance ? "maintenance/" : "incident/") + notice.id;
}

bool is_planned(const NoticeView& notice) { return notice.status == "NOTSTARTEDYET"; }

std::string notice_word(const Words& words, const std::string& wire_word) {
    const StatusKeys* keys = find_keys(wire_word);
    return keys == nullptr ? wire_word : words.text(keys->word);
}

const std::string& kind_word(const Words& words, const NoticeView& notice) {
    static constexpr std::array<std::string_view, 3> keys = {"kind_incident", "kind_maintenance", "general_notice"};
    return words.text(keys.at(static_cast<std::size_t>(notice.kind)));
}

std::string affected_names(const NoticeView& notice) {
    std::string names;
    for (const AffectedComponent& part : notice.affected) names += (names.empty() ? "" : ", ") + part.name;
    return names;
}

std::string message_html(const Words& words, const UpdateView& update) {
    if (!update.html.empty()) return update.html;
    const StatusKeys* keys = find_keys(update.status);
    if (keys == nullptr || keys->silent.empty()) return {};
    return "<p>" + text::escape_html(words.text(keys->silent)) + "</p>";
}

std::string plain_text(const Words& words, const UpdateView& update) {
    if (!update.message.empty()) return text::markdown_to_plain(update.message);
    const StatusKeys* keys = find_keys(update.status);
    return keys == nullptr || keys->silent.empty() ? std::string() : words.text(keys->silent);
}

char notice_tone(const NoticeView& notice) {
    if (notice.resolved_at) return 'o';
    if (notice.kind == NoticeKind::Maintenance) return 'm';
    // An open incident that harms no component is still not good news: neutral rather than green.
    return notice.impact == components::Status::Operational ? 'n' : letter_of(notice.impact);
}

Fields notice_fields(const PageView& view, const NoticeView& notice, const Words& words) {
    Fields fields;
    fields.text("url", path_of(notice) + end_of_address(view.face))
        .text("name", notice.name)
        .text("tone", std::string(1, notice_tone(notice)))
        .text("status", notice_word(words, notice.status))
        .text("since", words.text(since_key(notice)))
        .text("started_iso", iso_time(notice.started_at))
        .text("started", words.stamp(view.face, notice.started_at, view.compiled_at))
        .flag("ago", notice.kind == NoticeKind::Incident && !notice.resolved_at)
        .flag("folded", notice.folded)
        .text("unfold", words.text("unfold"))
        .text("affected_label", words.text(notice.kind == NoticeKind::General ? "components" : "affected"))
        .flag("has_affected", !notice.affected.empty())
        .list("affected", affected_fields(notice, words))
        .list("updates", updates_fields(view, notice, words))
        .text("after", after_text(notice, words));
    if (notice.ends_at && !notice.resolved_at) {
        fields.text("ends_iso", iso_time(*notice.ends_at))
            .text("ends", words.stamp(view.face, *notice.ends_at, view.compiled_at));
    }
    if (notice.resolved_at) {
        fields.text("resolved_iso", iso_time(*notice.resolved_at))
            .text("resolved", words.stamp(view.face, *notice.resolved_at, view.compiled_at));
    }
    return fields;
}

std::vector<Fields> timeline_fields(const PageView& view, const NoticeView& notice, const Words& words) {
    std::vector<Fields> entries = updates_fields(view, notice, words);
    if (notice.postmortem) entries.insert(entries.begin(), update_fields(view, *notice.postmortem, words));
    return entries;
}

std::string dated_notices(const PageView& view, const std::vector<NoticeView>& notices, const Words& words,
                          std::string_view to_root) {
    std::string html;
    for (const NoticeView& notice : notices) {
        Fields fields = past_notice(view, notice, words);
        fields.text("url", std::string(to_root) + path_of(notice) + end_of_address(view.face))
            .text("started_iso", iso_time(notice.started_at))
            .text("started", words.stamp(view.face, notice.started_at, view.compiled_at));
        html += render_view("dated", fields);
    }
    return html;
}

std::vector<Fields> past_days(const PageView& view, const Words& words) {
    std::vector<Fields> days;
    if (view.day_edges.size() < 2) return days;
    const std::size_t count = view.day_edges.size() - 1;
    const std::size_t oldest = count > 7 ? count - 7 : 0;
    std::optional<std::size_t> quiet_since;  // newest day of the present quiet run
    for (std::size_t day = count; day-- > oldest;) {
        const auto notices = started_between(view, view.day_edges[day], view.day_edges[day + 1]);
        if (notices.empty()) {
            if (!quiet_since) quiet_since = day;
            if (day == oldest) days.push_back(quiet_days(view, words, day, *quiet_since));
            continue;
        }
        if (quiet_since) days.push_back(quiet_days(view, words, day + 1, *quiet_since));
        quiet_since.reset();
        days.push_back(eventful_day(view, words, view.day_edges[day], notices));
    }
    return days;
}

}  // namespace daymark::site
