// From the record to the wire.
#include "incidents/incident_json.h"

#include "platform/text/markdown.h"

namespace daymark::incidents {
UpdateView view_update(const Incident& incident, std::size_t index) {
    const Update& update = incident.updates.at(index);
    return {update.id,
            update.message,
            text::markdown_to_html(update.message),
            update.status,
            update.notify,
            {update.started_at},
            notices::duration_seconds(incident.updates, index),
            {update.created_at},
            {update.updated_at},
            incident.id,
            components::translations_view(update.translations, {"message", "messageHtml"})};
}

IncidentView view(const Incident& incident, const notices::Surroundings& around) {
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
    view.automated = incident.automated;
    view.impact = incident.impact;
    view.page_id = incident.page_id;
    // Guess: only PUBLISHED was ever seen; the word for the other state is ours.
    view.visibility = incident.published ? "PUBLISHED" : "DRAFT";
    for (std::size_t i = 0; i < incident.updates.size(); ++i) view.updates.push_back(view_update(incident, i));
    view.components = notices::view(incident.affected, around);
    view.translations = components::translations_view(incident.translations, {"name"});
    return view;
}

UpdateDetailedView view_detailed(const Incident& incident, std::size_t index, const notices::Surroundings& around) {
    return {view_update(incident, index),
            {incident.id,
             incident.name,
             {incident.started_at},
             incident.status,
             notices::view_detailed(incident.affected, around)}};
}

}  // namespace daymark::incidents
