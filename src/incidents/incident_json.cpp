// From the record to the wire.
#include "incidents/incident_json.h"

#include "platform/text/markdown.h"

#include <algorithm>

namespace daymark::incidents {
namespace {

SiteView site_of(const pages::Page& page) {
    return {page.id,
            page.name,
            page.subdomain,
            page.settings.logo_url,
            page.settings.public_email,
            page.settings.website_url,
            page.custom_domain,
            page.settings.language,
            page.status,
            page.main_status,
            page.workspace_id};
}

std::vector<AffectedView> affected_view(const Incident& incident, const Surroundings& around) {
    std::vector<AffectedView> shown;
    for (const Affected& affected : incident.affected) {
        const auto component = std::ranges::find(around.components, affected.component_id, &components::Component::id);
        if (component == around.components.end()) continue;
        shown.push_back({components::view(*component, around.components), site_of(around.page)});
    }
    return shown;
}

}  // namespace

UpdateView view_update(const Incident& incident, std::size_t index) {
    const Update& update = incident.updates.at(index);
    return {update.id,
            update.message,
            text::markdown_to_html(update.message),
            update.status,
            update.notify,
            {update.started_at},
            duration_seconds(incident.updates, index),
            {update.created_at},
            {update.updated_at},
            incident.id,
            components::translations_view(update.translations, {"message", "messageHtml"})};
}

IncidentView view(const Incident& incident, const Surroundings& around) {
    IncidentView view;
    view.id = incident.id;
    view.name = incident.name;
    view.notify = incident.notify;
    view.status = incident.status;
    view.started = {incident.started_at};
    view.resolved = json::time_of(incident.resolved_at);
    view.duration = duration_minutes(incident);
    view.created = {incident.created_at};
    view.updated = {incident.updated_at};
    view.impact = incident.impact;
    view.page_id = incident.page_id;
    // Guess: only PUBLISHED was ever seen; the word for the other state is ours.
    view.visibility = incident.published ? "PUBLISHED" : "DRAFT";
    for (std::size_t i = 0; i < incident.updates.size(); ++i) view.updates.push_back(view_update(incident, i));
    view.components = affected_view(incident, around);
    view.translations = components::translations_view(incident.translations, {"name"});
    return view;
}

UpdateDetailedView view_detailed(const Incident& incident, std::size_t index, const Surroundings& around) {
    IncidentBriefView brief{incident.id, incident.name, {incident.started_at}, incident.status, {}};
    for (AffectedView& affected : affected_view(incident, around)) {
        brief.components.push_back({std::move(affected.component), {std::move(affected.site)}});
    }
    return {view_update(incident, index), std::move(brief)};
}

}  // namespace daymark::incidents
