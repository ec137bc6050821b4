// From the record to the wire.
#include "recurring_maintenances/recurring_maintenance_json.h"

namespace daymark::recurring_maintenances {

RecurringView view(const RecurringMaintenance& shown) {
    const maintenances::MaintenanceEdit& draft = shown.draft;
    RecurringView view;
    view.id = shown.id;
    view.page_id = shown.page_id;
    view.every = shown.every;
    view.start = {shown.start_at};
    view.duration = shown.duration_minutes;
    view.until = json::time_of(shown.until_at);
    view.next = json::time_of(shown.planned_at);
    view.maintenance_id = shown.maintenance_id;
    view.name = draft.name.value_or("");
    view.message = draft.message.value_or("");
    view.components = draft.components.value_or(std::vector<std::string>{});
    view.statuses = draft.statuses;
    view.notify = draft.notify.value_or(true);
    view.notify_start = draft.notify_start.value_or(false);
    view.notify_end = draft.notify_end.value_or(false);
    view.notify_early = draft.notify_early.value_or(false);
    view.notify_minutes = draft.notify_minutes.value;
    view.auto_start = draft.auto_start.value_or(true);
    view.auto_end = draft.auto_end.value_or(true);
    view.collapsed = draft.collapsed.value_or(false);
    view.created = {shown.created_at};
    view.updated = {shown.updated_at};
    return view;
}

}  // namespace daymark::recurring_maintenances
