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

/// What incidents and maintenances have in common.
template <class Notice>
NoticeView begun(const Notice& notice, NoticeKind kind, const Names& names) {
    NoticeView view;
    view.kind = kind;
    view.id = notice.id;
    view.name = notice.name;
    view.status = json::word_of(notice.status);
    view.resolved_at = notice.resolved_at;
    view.updated_at = notice.updated_at;
    for (const notices::Affected& affected : notice.affected) {
        const auto name = names.find(affected.component_id);
        if (name != names.end()) view.affected.push_back({affected.component_id, name->second, affected.status});
    }
    for (auto update = notice.updates.rbegin(); update != notice.updates.rend(); ++update) {
        view.updates.push_back({update->id, std::string(json::word_of(update->status)), update->message,
                                text::markdown_to_html(update->message), update->started_at});
    }
    return view;
}

NoticeView with_names(const incidents::Incident& incident, const Names& names) {
    NoticeView view = begun(incident, NoticeKind::Incident, names);
    view.impact = incident.impact;
    view.started_at = incident.started_at;
    return view;
}

NoticeView with_names(const maintenances::Maintenance& maintenance, const Names& names) {
    NoticeView view = begun(maintenance, NoticeKind::Maintenance, names);
    view.impact = components::Status::UnderMaintenance;
    view.started_at = maintenance.start_at;
    view.ends_at = maintenance.end_at;
    // Contract: the first update stands at the planned start. Readers are shown when it was said.
    if (!view.updates.empty()) view.updates.back().started_at = maintenance.created_at;
    return view;
}

NoticeView with_names(const general_notices::GeneralNotice& notice, const Names& names) {
    NoticeView view;
    view.kind = NoticeKind::General;
    view.id = notice.id;
    view.name = notice.name;
    view.status = "NOTICE";
    view.started_at = notice.started_at;
    view.ends_at = notice.ends_at;
    view.updated_at = notice.updated_at;
    for (const std::string& id : notice.components) {
        const auto name = names.find(id);
        if (name != names.end()) view.affected.push_back({id, name->second});
    }
    view.updates.push_back(
        {{}, view.status, notice.message, text::markdown_to_html(notice.message), notice.started_at});
    return view;
}

std::vector<std::string> components_of(const general_notices::GeneralNotice& notice) { return notice.components; }

template <class Notice>
std::vector<std::string> components_of(const Notice& notice) {
    std::vector<std::string> ids;
    for (const notices::Affected& affected : notice.affected) ids.push_back(affected.component_id);
    return ids;
}

template <class Notice>
NoticeView with_looked_up_names(db::Tx& tx, const Notice& notice) {
    const std::vector<std::string> ids = components_of(notice);
    Names names;
    for (const auto& component : components::list_by_ids(tx, notice.page_id, ids)) names[component.id] = component.name;
    return with_names(notice, names);
}

/// What was learnt of these incidents joins them.
void add_postmortems(db::Tx& tx, const std::vector<NoticeView*>& incidents) {
    std::vector<std::string> ids;
    for (const NoticeView* incident : incidents) ids.push_back(incident->id);
    const auto found = incidents::published_postmortems(tx, ids);
    for (NoticeView* incident : incidents) {
        const auto one = found.find(incident->id);
        if (one == found.end()) continue;
        const incidents::Postmortem& postmortem = one->second;
        incident->postmortem = {
            {}, "POSTMORTEM", postmortem.message, text::markdown_to_html(postmortem.message), postmortem.started_at};
    }
}

void add_postmortems(db::Tx& tx, PageView& view) {
    std::vector<NoticeView*> incidents;
    for (auto* list : {&view.open, &view.recent}) {
        for (NoticeView& incident : *list) incidents.push_back(&incident);
    }
    add_postmortems(tx, incidents);
}

/// Folded until its time; one that runs is told in full.
void fold(const maintenances::Maintenance& maintenance, Millis now, NoticeView& view) {
    if (maintenance.status != maintenances::Status::NotStartedYet) return;
    const bool asked_for = maintenance.collapsed && (!maintenance.expand_at || *maintenance.expand_at > now);
    view.folded = asked_for || maintenance.start_at > now + upcoming_days * one_day;
    if (asked_for) view.expand_at = maintenance.expand_at;
}

/// General notices: those that are shown now, and those of the past days.
void add_general(db::Tx& tx, const pages::Page& page, Millis since, const Names& names, PageView& view) {
    const Millis now = view.compiled_at;
    const auto changes_at = [&view](Millis at) {
        view.general_changes_at = std::min(at, view.general_changes_at.value_or(at));
    };
    for (const auto& notice : general_notices::list_for_readers(tx, page.id, since, now, most_notices)) {
        if (!notice.has_begun(now)) {
            changes_at(notice.started_at);
            continue;
        }
        if (notice.ends_at && !notice.is_over(now)) changes_at(*notice.ends_at);
        (notice.is_over(now) ? view.recent : view.general).push_back(with_names(notice, names));
    }
}

}  // namespace

NoticeView notice_of(db::Tx& tx, const incidents::Incident& incident) {
    NoticeView view = with_looked_up_names(tx, incident);
    add_postmortems(tx, std::vector{&view});
    return view;
}

NoticeView notice_of(db::Tx& tx, const maintenances::Maintenance& maintenance) {
    return with_looked_up_names(tx, maintenance);
}

NoticeView notice_of(db::Tx& tx, const general_notices::GeneralNotice& notice) {
    return with_looked_up_names(tx, notice);
}

std::set<std::string> add_notices(db::Tx& tx, const pages::Page& page, Millis since, const Names& names,
                                  PageView& view) {
    std::set<std::string> touched;
    const auto touch = [&touched](const NoticeView& notice) {
        for (const auto& affected : notice.affected) touched.insert(affected.id);
    };
    for (const auto& incident : incidents::list_for_readers(tx, page.id, since, most_notices)) {
        NoticeView notice = with_names(incident, names);
        if (incident.is_open()) touch(notice);
        (incident.is_open() ? view.open : view.recent).push_back(std::move(notice));
    }
    add_postmortems(tx, view);
    for (const auto& maintenance : maintenances::list_for_readers(tx, page.id, since, most_notices)) {
        NoticeView notice = with_names(maintenance, names);
        fold(maintenance, view.compiled_at, notice);
        if (maintenance.status == maintenances::Status::InProgress) touch(notice);
        (maintenance.is_over() ? view.recent : view.maintenances).push_back(std::move(notice));
    }
    add_general(tx, page, since, names, view);
    std::ranges::stable_sort(view.recent, std::ranges::greater{}, &NoticeView::started_at);
    return touched;
}

}  // namespace daymark::site
