// Gathers the notices that readers see of one page.
#include "site/gather_notices.h"

#include "components/component_store.h"
#include "general_notices/general_notice_store.h"
#include "incidents/incident_store.h"
#include "incidents/postmortem_store.h"
#include "maintenances/maintenance_store.h"
#include "platform/text/markdown.h"

#include <algorithm>

namespace daymark::site {
namespace {

constexpr int upcoming_days = 7;  // what is planned for later is folded
constexpr std::int64_t most_notices = 200;
constexpr std::int64_t most_in_feeds = 25;

/// One entry of a timeline: an update, a postmortem, a general notice.
template <class Entry>
UpdateView told(std::string id, std::string status, const Entry& entry, const Texts& texts) {
    const std::string& message = texts.of(entry.message, entry.translations, "message");
    return {std::move(id), std::move(status), message, text::markdown_to_html(message), entry.started_at};
}

/// What incidents and maintenances have in common.
template <class Notice>
NoticeView begun(const Notice& notice, NoticeKind kind, const Wording& wording) {
    NoticeView view;
    view.kind = kind;
    view.id = notice.id;
    view.name = wording.texts.of(notice.name, notice.translations, "name");
    view.status = json::word_of(notice.status);
    view.resolved_at = notice.resolved_at;
    view.updated_at = notice.updated_at;
    for (const notices::Affected& affected : notice.affected) {
        const auto name = wording.names.find(affected.component_id);
        if (name != wording.names.end())
            view.affected.push_back({affected.component_id, name->second, affected.status});
    }
    for (auto update = notice.updates.rbegin(); update != notice.updates.rend(); ++update) {
        view.updates.push_back(told(update->id, std::string(json::word_of(update->status)), *update, wording.texts));
    }
    return view;
}

NoticeView worded(const incidents::Incident& incident, const Wording& wording) {
    NoticeView view = begun(incident, NoticeKind::Incident, wording);
    view.impact = incident.impact;
    view.started_at = incident.started_at;
    return view;
}

NoticeView worded(const maintenances::Maintenance& maintenance, const Wording& wording) {
    NoticeView view = begun(maintenance, NoticeKind::Maintenance, wording);
    view.impact = components::Status::UnderMaintenance;
    view.started_at = maintenance.start_at;
    view.ends_at = maintenance.end_at;
    // Contract: the first update stands at the planned start. Readers are shown when it was said.
    if (!view.updates.empty()) view.updates.back().started_at = maintenance.created_at;
    return view;
}

NoticeView worded(const general_notices::GeneralNotice& notice, const Wording& wording) {
    NoticeView view;
    view.kind = NoticeKind::General;
    view.id = notice.id;
    view.name = wording.texts.of(notice.name, notice.translations, "name");
    view.status = "NOTICE";
    view.started_at = notice.started_at;
    view.ends_at = notice.ends_at;
    view.updated_at = notice.updated_at;
    for (const std::string& id : notice.components) {
        const auto name = wording.names.find(id);
        if (name != wording.names.end()) view.affected.push_back({id, name->second});
    }
    view.updates.push_back(told({}, view.status, notice, wording.texts));
    return view;
}

std::vector<std::string> components_of(const general_notices::GeneralNotice& notice) { return notice.components; }

template <class Notice>
std::vector<std::string> components_of(const Notice& notice) {
    std::vector<std::string> ids;
    for (const notices::Affected& affected : notice.affected) ids.push_back(affected.component_id);
    return ids;
}

/// Nothing when the audience sees none of the components it touches. What touches none is for all of a page: general
/// notices are, of the others nobody knows, so that only those who see all see them.
template <class Notice>
std::optional<NoticeView> worded_alone(db::Tx& tx, const Notice& notice, const Texts& texts, const Audience& audience) {
    Wording wording{texts, audience};
    const auto ids = components_of(notice);
    for (const auto& component : components::list_by_ids(tx, notice.page_id, ids)) wording.add_name(component);
    NoticeView view = worded(notice, wording);
    const bool of_all = ids.empty() && view.kind == NoticeKind::General;
    if (!audience.sees_all() && view.affected.empty() && !of_all) return std::nullopt;
    return view;
}

/// What was learnt of these incidents joins them.
void add_postmortems(db::Tx& tx, const std::vector<NoticeView*>& incidents, const Texts& texts) {
    std::vector<std::string> ids;
    for (const NoticeView* incident : incidents) ids.push_back(incident->id);
    const auto found = incidents::published_postmortems(tx, ids);
    for (NoticeView* incident : incidents) {
        const auto one = found.find(incident->id);
        if (one != found.end()) incident->postmortem = told({}, "POSTMORTEM", one->second, texts);
    }
}

void add_postmortems(db::Tx& tx, PageView& view, const Texts& texts) {
    std::vector<NoticeView*> incidents;
    for (auto* list : {&view.open, &view.recent}) {
        for (NoticeView& incident : *list) incidents.push_back(&incident);
    }
    add_postmortems(tx, incidents, texts);
}

/// Folded until its time; one that runs is told in full.
void fold(const maintenances::Maintenance& maintenance, Millis now, NoticeView& view) {
    if (maintenance.status != maintenances::Status::NotStartedYet) return;
    const bool asked_for = maintenance.collapsed && (!maintenance.expand_at || *maintenance.expand_at > now);
    view.folded = asked_for || maintenance.start_at > now + upcoming_days * one_day;
    if (asked_for) view.expand_at = maintenance.expand_at;
}

/// General notices: those that are shown now, and those of the past days.
void add_general(db::Tx& tx, const pages::Page& page, Millis since, const Wording& wording, PageView& view) {
    const Millis now = view.compiled_at;
    const auto changes_at = [&view](Millis at) {
        view.general_changes_at = std::min(at, view.general_changes_at.value_or(at));
    };
    for (const auto& notice : general_notices::list_for_readers(tx, page.id, since, now, wording.audience.among(),
                                                                 most_notices)) {
        if (!notice.has_begun(now)) {
            changes_at(notice.started_at);
            continue;
        }
        if (notice.ends_at && !notice.is_over(now)) changes_at(*notice.ends_at);
        (notice.is_over(now) ? view.recent : view.general).push_back(worded(notice, wording));
    }
}

/// As many of each kind as are selected, the latest by `time` first.
template <class Time>
std::vector<NoticeView> of_all_kinds(db::Tx& tx, const pages::Page& page, const notices::Selection& selection,
                                     Millis now, const Wording& wording, Time time) {
    std::vector<NoticeView> notices;
    for (const auto& incident : incidents::list_selected(tx, page.id, selection)) {
        notices.push_back(worded(incident, wording));
    }
    std::vector<NoticeView*> incidents;
    for (NoticeView& incident : notices) incidents.push_back(&incident);
    add_postmortems(tx, incidents, wording.texts);
    for (const auto& maintenance : maintenances::list_selected(tx, page.id, selection)) {
        notices.push_back(worded(maintenance, wording));
    }
    if (selection.general) {
        for (const auto& general : general_notices::list_selected(tx, page.id, selection, now)) {
            notices.push_back(worded(general, wording));
        }
    }
    std::ranges::stable_sort(notices, std::ranges::greater{}, time);
    return notices;
}

}  // namespace

std::optional<NoticeView> find_notice(db::Tx& tx, const std::string& page_id, const std::string& id, Millis now,
                                      const Texts& texts, const Audience& audience) {
    const auto incident = incidents::find(tx, page_id, id);
    if (incident && incident->published) {
        auto view = worded_alone(tx, *incident, texts, audience);
        if (view) add_postmortems(tx, std::vector{&*view}, texts);
        return view;
    }
    if (const auto maintenance = maintenances::find(tx, page_id, id))
        return worded_alone(tx, *maintenance, texts, audience);
    const auto general = general_notices::find(tx, page_id, id);
    if (general && general->published && general->has_begun(now)) return worded_alone(tx, *general, texts, audience);
    return std::nullopt;
}

Wording Wording::of(db::Tx& tx, const pages::Page& page, const Texts& texts, const Audience& audience) {
    Wording wording{texts, audience};
    for (const auto& component : components::list_of_page(tx, page.id)) wording.add_name(component);
    return wording;
}

std::vector<NoticeView> selected_notices(db::Tx& tx, const pages::Page& page, const notices::Selection& selection,
                                         Millis now, const Wording& wording) {
    const std::vector<NoticeView> all = of_all_kinds(tx, page,
                                                     {.from = selection.from,
                                                      .to = selection.to,
                                                      .component = selection.component,
                                                      .among = wording.audience.among(),
                                                      .limit = selection.offset + selection.limit,
                                                      .general = selection.general},
                                                     now, wording, &NoticeView::started_at);
    const auto begin = std::min(all.size(), static_cast<std::size_t>(selection.offset));
    const auto end = std::min(all.size(), static_cast<std::size_t>(selection.offset + selection.limit));
    return {all.begin() + static_cast<std::ptrdiff_t>(begin), all.begin() + static_cast<std::ptrdiff_t>(end)};
}

std::vector<NoticeView> newest_notices(db::Tx& tx, const pages::Page& page, Millis now, const Wording& wording,
                                       const std::string& component) {
    auto notices = of_all_kinds(
        tx, page, {.component = component, .among = wording.audience.among(), .limit = most_in_feeds}, now, wording,
        &NoticeView::published_at);
    notices.resize(std::min<std::size_t>(notices.size(), most_in_feeds));
    return notices;
}

std::set<std::string> add_notices(db::Tx& tx, const pages::Page& page, Millis since, const Wording& wording,
                                  PageView& view) {
    std::set<std::string> touched;
    const std::string& among = wording.audience.among();
    const auto touch = [&touched](const NoticeView& notice) {
        for (const auto& affected : notice.affected) touched.insert(affected.id);
    };
    for (const auto& incident : incidents::list_for_readers(tx, page.id, since, among, most_notices)) {
        NoticeView notice = worded(incident, wording);
        if (incident.is_open()) touch(notice);
        (incident.is_open() ? view.open : view.recent).push_back(std::move(notice));
    }
    add_postmortems(tx, view, wording.texts);
    for (const auto& maintenance : maintenances::list_for_readers(tx, page.id, since, among, most_notices)) {
        NoticeView notice = worded(maintenance, wording);
        fold(maintenance, view.compiled_at, notice);
        if (maintenance.status == maintenances::Status::InProgress) touch(notice);
        (maintenance.is_over() ? view.recent : view.maintenances).push_back(std::move(notice));
    }
    add_general(tx, page, since, wording, view);
    std::ranges::stable_sort(view.recent, std::ranges::greater{}, &NoticeView::started_at);
    return touched;
}

}  // namespace daymark::site
