// Recurring maintenances on the wire (extension).
#pragma once

#include "recurring_maintenances/recurring_maintenance.h"

namespace daymark::recurring_maintenances {

/// What create and update take: what a maintenance takes, and how it comes again.
struct RecurringEdit {
    std::optional<Every> every;
    json::Settable<json::Time> until;
    maintenances::MaintenanceEdit maintenance;

    static constexpr std::string_view schema_name = "RecurringMaintenanceEdit";
    static constexpr auto fields = std::tuple{
        json::field("every", &RecurringEdit::every).described("Counted from the start, in the page's time zone"),
        json::field("until", &RecurringEdit::until).described("None begins after it; for ever when left out"),
        json::inlined(&RecurringEdit::maintenance),
    };
};

/// For the document only: what a create must name.
struct RecurringDraftBody {
    std::string name;
    Every every = Every::Weekly;
    json::Time start;
    RecurringEdit rest;

    static constexpr std::string_view schema_name = "RecurringMaintenanceDraft";
    static constexpr auto fields = std::tuple{
        json::inlined(&RecurringDraftBody::rest),
        json::field("name", &RecurringDraftBody::name).required().up_to(255),
        json::field("every", &RecurringDraftBody::every).required(),
        json::field("start", &RecurringDraftBody::start).required(),
    };
};

struct RecurringView {
    std::string id, page_id;
    Every every = Every::Weekly;
    json::Time start;
    std::int64_t duration = 0;
    std::optional<json::Time> until, next;
    std::optional<std::string> maintenance_id;
    std::string name, message;
    std::vector<std::string> components;
    std::vector<notices::StatusEntry> statuses;
    bool notify = true, notify_start = false, notify_end = false, notify_early = false;
    std::optional<std::int64_t> notify_minutes;
    bool auto_start = true, auto_end = true, collapsed = false;
    json::Time created, updated;

    static constexpr std::string_view schema_name = "RecurringMaintenance";
    static constexpr auto fields = std::tuple{
        json::field("id", &RecurringView::id),
        json::field("siteId", &RecurringView::page_id).described("Id of its page"),
        json::field("every", &RecurringView::every),
        json::field("start", &RecurringView::start).described("Of the first one"),
        json::field("duration", &RecurringView::duration).described("Minutes"),
        json::field("until", &RecurringView::until),
        json::field("nextStart", &RecurringView::next).described("Of the one planned now; null when no more follow"),
        json::field("maintenanceId", &RecurringView::maintenance_id).described("The one planned last"),
        json::field("name", &RecurringView::name),
        json::field("message", &RecurringView::message),
        json::field("components", &RecurringView::components).described("Ids"),
        json::field("statuses", &RecurringView::statuses),
        json::field("notify", &RecurringView::notify),
        json::field("notifyStart", &RecurringView::notify_start),
        json::field("notifyEnd", &RecurringView::notify_end),
        json::field("notifyEarly", &RecurringView::notify_early),
        json::field("notifyMinutes", &RecurringView::notify_minutes),
        json::field("autoStart", &RecurringView::auto_start),
        json::field("autoEnd", &RecurringView::auto_end),
        json::field("isCollapsed", &RecurringView::collapsed),
        json::field("createdAt", &RecurringView::created),
        json::field("updatedAt", &RecurringView::updated),
    };
};
[[nodiscard]] RecurringView view(const RecurringMaintenance& shown);

}  // namespace daymark::recurring_maintenances
