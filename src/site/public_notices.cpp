// Notices for programs.
#include "site/public_notices.h"

#include "components/component_store.h"
#include "general_notices/general_notice_store.h"
#include "incidents/incident_store.h"
#include "incidents/postmortem_store.h"
#include "maintenances/maintenance_store.h"
#include "platform/text/markdown.h"
#include "site/month.h"
#include "site/public_views.h"

#include <algorithm>
#include <map>

namespace daymark::site {
namespace {

using Components = std::map<std::string, components::Component>;

Components components_of(db::Tx& tx, const Teller& teller) {
    Components by_id;
    for (auto& component : components::list_of_page(tx, teller.page.id)) by_id.emplace(component.id, component);
    return by_id;
}

/// What incidents and maintenances have in common.
template <class Notice>
PublicNotice begun(const Notice& notice, const char* type, const Teller& teller, const Components& components) {
    PublicNotice view;
    view.id = notice.id;
    view.type = type;
    view.name = localized(notice.name, notice.translations, "name");
    view.status = json::word_of(notice.status);
    view.resolved = json::time_of(notice.resolved_at);
    view.url = teller.root_url + "/" + notice.id;
    view.updated = {notice.updated_at};
    for (const notices::Affected& affected : notice.affected) {
        const auto found = components.find(affected.component_id);
        if (found == components.end()) continue;
        const components::Component& component = found->second;
        view.components.push_back({component.id, localized(component.name, component.translations, "name"),
                                   std::string(wire_name(affected.status))});
    }
    for (const auto& update : notice.updates) {
        view.updates.push_back({update.id,
                                std::string(json::word_of(update.status)),
                                localized(update.message, update.translations, "message"),
                                text::markdown_to_html(update.message),
                                {update.started_at}});
    }
    return view;
}

PublicNotice shown(const incidents::Incident& incident, const Teller& teller, const Components& components) {
    PublicNotice view = begun(incident, "INCIDENT", teller, components);
    view.started = {incident.started_at};
    view.impact = wire_name(incident.impact);
    return view;
}

PublicNotice shown(const maintenances::Maintenance& maintenance, const Teller& teller, const Components& components) {
    PublicNotice view = begun(maintenance, "MAINTENANCE", teller, components);
    view.started = {maintenance.start_at};
    view.ends = json::time_of(maintenance.end_at);
    view.impact = wire_name(components::Status::UnderMaintenance);
    return view;
}

template <class Notice>
std::vector<PublicNotice> all_shown(db::Tx& tx, const Teller& teller, const std::vector<Notice>& notices) {
    const Components components = components_of(tx, teller);
    std::vector<PublicNotice> views;
    for (const Notice& notice : notices) views.push_back(shown(notice, teller, components));
    return views;
}

json::object told(const general_notices::GeneralNotice& notice, const Teller& teller, const Components& components) {
    PublicGeneralNotice view{notice.id,
                             localized(notice.name, notice.translations, "name"),
                             localized(notice.message, notice.translations, "message"),
                             text::markdown_to_html(notice.message),
                             {notice.started_at},
                             json::time_of(notice.ends_at),
                             teller.root_url + "/" + notice.id,
                             {notice.updated_at},
                             {}};
    for (const std::string& id : notice.components) {
        const auto found = components.find(id);
        if (found == components.end()) continue;
        view.components.push_back({id, localized(found->second.name, found->second.translations, "name")});
    }
    return json::write(view);
}

/// What was learnt of these incidents joins them.
std::vector<PublicNotice> with_postmortems(db::Tx& tx, std::vector<PublicNotice> incidents) {
    std::vector<std::string> ids;
    for (const PublicNotice& incident : incidents) ids.push_back(incident.id);
    const auto found = incidents::published_postmortems(tx, ids);
    for (PublicNotice& incident : incidents) {
        const auto one = found.find(incident.id);
        if (one == found.end()) continue;
        const incidents::Postmortem& postmortem = one->second;
        incident.postmortem = {localized(postmortem.message, postmortem.translations, "message"),
                               text::markdown_to_html(postmortem.message),
                               {postmortem.started_at}};
    }
    return incidents;
}

std::vector<PublicNotice> selected_incidents(db::Tx& tx, const Teller& teller, const notices::Selection& selection) {
    return with_postmortems(tx, all_shown(tx, teller, incidents::list_selected(tx, teller.page.id, selection)));
}

std::vector<PublicNotice> selected_maintenances(db::Tx& tx, const Teller& teller, const notices::Selection& selection) {
    return all_shown(tx, teller, maintenances::list_selected(tx, teller.page.id, selection));
}

json::array written(const std::vector<PublicNotice>& views) {
    json::array list;
    for (const PublicNotice& view : views) list.push_back(json::write(view));
    return list;
}

}  // namespace

json::array public_incidents(db::Tx& tx, const Teller& teller, std::int64_t limit, std::int64_t offset) {
    return written(selected_incidents(tx, teller, {.limit = limit, .offset = offset}));
}

json::array public_maintenances(db::Tx& tx, const Teller& teller, std::int64_t limit, std::int64_t offset) {
    return written(selected_maintenances(tx, teller, {.limit = limit, .offset = offset}));
}

std::optional<json::object> public_incident(db::Tx& tx, const Teller& teller, const std::string& id) {
    const auto incident = incidents::find(tx, teller.page.id, id);
    if (!incident || !incident->published) return std::nullopt;
    return json::write(with_postmortems(tx, {shown(*incident, teller, components_of(tx, teller))}).front());
}

std::optional<json::object> public_maintenance(db::Tx& tx, const Teller& teller, const std::string& id) {
    const auto maintenance = maintenances::find(tx, teller.page.id, id);
    if (!maintenance) return std::nullopt;
    return json::write(shown(*maintenance, teller, components_of(tx, teller)));
}

json::array public_general_notices(db::Tx& tx, const Teller& teller, std::int64_t limit, std::int64_t offset) {
    const Components components = components_of(tx, teller);
    json::array list;
    for (const auto& notice :
         general_notices::list_selected(tx, teller.page.id, {.limit = limit, .offset = offset}, teller.now)) {
        list.push_back(told(notice, teller, components));
    }
    return list;
}

std::optional<json::object> public_general_notice(db::Tx& tx, const Teller& teller, const std::string& id) {
    const auto notice = general_notices::find(tx, teller.page.id, id);
    if (!notice || !notice->published || !notice->has_begun(teller.now)) return std::nullopt;
    return told(*notice, teller, components_of(tx, teller));
}

json::object public_month(db::Tx& tx, const Teller& teller, Millis at, std::int64_t page) {
    constexpr std::int64_t on_a_page = 20;
    constexpr std::int64_t last_page = 100;  // 2,000 notices in a month
    const std::int64_t needed = std::min(page, last_page) * on_a_page;
    const Month month = Month::of(teller.page.settings.timezone, at);
    const notices::Selection selection{.from = month.from, .to = month.to, .limit = needed};
    auto notices = selected_incidents(tx, teller, selection);
    const auto planned = selected_maintenances(tx, teller, selection);
    notices.insert(notices.end(), planned.begin(), planned.end());
    std::ranges::stable_sort(notices, std::ranges::greater{}, [](const PublicNotice& one) { return one.started.at; });
    const auto begin = static_cast<std::size_t>(needed - on_a_page);
    const auto end = std::min(notices.size(), static_cast<std::size_t>(needed));
    json::array list;
    for (std::size_t i = begin; i < end; ++i) list.push_back(json::write(notices[i]));
    if (page > last_page) list.clear();
    return {{"notices", std::move(list)}};
}

}  // namespace daymark::site
