// From the record to the wire.
#include "maintenances/maintenance_json.h"

#include "platform/text/markdown.h"

namespace daymark::maintenances {

UpdateView view_update(const Maintenance& maintenance, std::size_t index) {
    const Update& update = maintenance.updates.at(index);
    return {update.id,
            update.message,
            text::markdown_to_html(update.message),
            update.status,
            update.notify,
            {update.started_at},
            notices::duration_seconds(maintenance.updates, index),
            {update.created_at},
            {update.updated_at},
            maintenance.id,
            components::translations_view(update.translations, {"message", "messageHtml"})};
}

MaintenanceView view(const Maintenance& maintenance, const notices::Surroundings& around) {
    MaintenanceView view;
    view.id = maintenance.id;
    view.name = maintenance.name;
    view.status = maintenance.status;
    view.start = {maintenance.start_at};
    view.end = json::time_of(maintenance.end_at);
    view.resolved = json::time_of(maintenance.resolved_at);
    view.expand_at = json::time_of(maintenance.expand_at);
    view.duration = duration_minutes(maintenance);
    if (maintenance.notify_early) view.notify_minutes = maintenance.notify_minutes;
    view.notify = maintenance.notify;
    view.notify_start = maintenance.notify_start;
    view.notify_end = maintenance.notify_end;
    view.notify_early = maintenance.notify_early;
    view.notify_early_sent = maintenance.notify_early_sent;
    view.auto_start = maintenance.auto_start;
    view.auto_end = maintenance.auto_end;
    view.collapsed = maintenance.collapsed;
    view.created = {maintenance.created_at};
    view.updated = {maintenance.updated_at};
    view.page_id = maintenance.page_id;
    for (std::size_t i = 0; i < maintenance.updates.size(); ++i) view.updates.push_back(view_update(maintenance, i));
    view.components = notices::view(maintenance.affected, around);
    view.translations = components::translations_view(maintenance.translations, {"name"});
    return view;
}

UpdateDetailedView view_detailed(const Maintenance& maintenance, std::size_t index,
                                 const notices::Surroundings& around) {
    return {view_update(maintenance, index),
            {maintenance.id,
             maintenance.name,
             {maintenance.start_at},
             maintenance.status,
             notices::view_detailed(maintenance.affected, around)}};
}

}  // namespace daymark::maintenances
