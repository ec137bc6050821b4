// Maintenances on the wire (contract §5).
#pragma once

#include "maintenances/maintenance.h"
#include "notices/affected_json.h"

namespace daymark::maintenances {

/// What create and change have in common. Contract: one schema demands nearly all of it, an older one nothing; so
/// nothing but the name is demanded.
struct MaintenanceEdit {
    std::optional<std::string> name, message;
    std::optional<Status> status;
    std::optional<std::vector<std::string>> components;
    std::optional<json::Time> start;
    json::Settable<json::Time> end, expand_at;
    std::optional<std::int64_t> duration;
    std::optional<bool> notify, notify_start, notify_end, notify_early, auto_start, auto_end, collapsed;
    json::Settable<std::int64_t> notify_minutes;
    std::vector<notices::StatusEntry> statuses;
    std::optional<json::Translations> translations;

    static constexpr std::string_view schema_name = "MaintenanceEdit";
    static constexpr auto fields = std::tuple{
        json::field("name", &MaintenanceEdit::name).up_to(255).not_blank(),
        json::field("message", &MaintenanceEdit::message)
            .up_to(notices::longest_message)
            .described("Markdown; of the first update, or of the one that a change of status adds"),
        json::field("status", &MaintenanceEdit::status).described("Another status than now adds an update"),
        json::field("components", &MaintenanceEdit::components)
            .reference()
            .described("Ids of the components that are worked on"),
        json::field("start", &MaintenanceEdit::start).described("Now when left out at first"),
        json::field("end", &MaintenanceEdit::end),
        json::field("duration", &MaintenanceEdit::duration)
            .described("Minutes from start to end; `end` goes before it"),
        json::field("notify", &MaintenanceEdit::notify).described("Whether subscribers are told of the plan"),
        json::field("notifyStart", &MaintenanceEdit::notify_start).described("… of its start"),
        json::field("notifyEnd", &MaintenanceEdit::notify_end).described("… of its end"),
        json::field("notifyEarly", &MaintenanceEdit::notify_early).described("… once before it starts"),
        json::field("notifyMinutes", &MaintenanceEdit::notify_minutes).described("How long before: 60 unless told"),
        json::field("autoStart", &MaintenanceEdit::auto_start).described("Whether it starts by itself"),
        json::field("autoEnd", &MaintenanceEdit::auto_end).described("Whether it ends by itself"),
        json::field("isCollapsed", &MaintenanceEdit::collapsed).described("Whether the page shows it folded"),
        json::field("expandAt", &MaintenanceEdit::expand_at).described("When it is unfolded"),
        json::field("statuses", &MaintenanceEdit::statuses)
            .described("Component statuses while it runs; UNDERMAINTENANCE unless told"),
        json::field("translations", &MaintenanceEdit::translations),
    };
};

/// For the document only: a create must name the maintenance.
struct MaintenanceDraftBody {
    std::string name;
    MaintenanceEdit rest;

    static constexpr std::string_view schema_name = "MaintenanceDraft";
    static constexpr auto fields = std::tuple{json::inlined(&MaintenanceDraftBody::rest),
                                              json::field("name", &MaintenanceDraftBody::name).required().up_to(255)};
};

struct UpdateEdit {
    std::optional<std::string> message;
    std::optional<Status> status;
    std::optional<std::vector<std::string>> components;
    std::optional<json::Time> started;
    json::Settable<json::Time> end;
    std::optional<bool> notify;
    std::vector<notices::StatusEntry> statuses;
    std::optional<json::Translations> translations;

    static constexpr std::string_view schema_name = "MaintenanceUpdateEdit";
    static constexpr auto fields = std::tuple{
        json::field("message", &UpdateEdit::message).up_to(notices::longest_message).described("Markdown"),
        json::field("status", &UpdateEdit::status).described("As before when left out"),
        json::field("components", &UpdateEdit::components)
            .reference()
            .described("Ids of the components that are worked on; left out or empty: as before"),
        json::field("started", &UpdateEdit::started),
        json::field("end", &UpdateEdit::end).described("Moves the end of the maintenance"),
        json::field("notify", &UpdateEdit::notify).described("Whether subscribers are told"),
        json::field("statuses", &UpdateEdit::statuses).described("Component statuses while it runs"),
        json::field("translations", &UpdateEdit::translations),
    };
};

struct UpdateView {
    std::string id, message, message_html;
    Status status = Status::NotStartedYet;
    bool notify = false;
    json::Time started;
    std::optional<std::int64_t> duration;
    json::Time created, updated;
    std::string maintenance_id;
    json::value translations;

    static constexpr std::string_view schema_name = "MaintenanceUpdate";
    static constexpr auto fields = std::tuple{
        json::field("id", &UpdateView::id),
        json::field("message", &UpdateView::message),
        json::AlwaysNull{"messageTranslationId"},
        json::field("messageHtml", &UpdateView::message_html).described("The message, read as Markdown"),
        json::AlwaysNull{"messageHtmlTranslationId"},
        json::field("status", &UpdateView::status),
        json::field("notify", &UpdateView::notify),
        json::field("started", &UpdateView::started),
        json::AlwaysNull{"ended"},
        json::field("duration", &UpdateView::duration).described("Seconds to the next update, rounded up"),
        json::field("createdAt", &UpdateView::created),
        json::field("updatedAt", &UpdateView::updated),
        json::field("maintenanceId", &UpdateView::maintenance_id),
        json::constant("importedFromStatuspage", false),
        json::field("translations", &UpdateView::translations).refers_to("Translations"),
    };
};

struct MaintenanceView {
    std::string id, name;
    Status status = Status::NotStartedYet;
    json::Time start;
    std::optional<json::Time> end, resolved, expand_at;
    std::optional<std::int64_t> duration, notify_minutes;
    bool notify = false, notify_start = false, notify_end = false, notify_early = false, notify_early_sent = false;
    bool auto_start = false, auto_end = false, collapsed = false;
    json::Time created, updated;
    std::string page_id;
    std::vector<UpdateView> updates;
    std::vector<notices::AffectedView> components;
    json::value translations;

    static constexpr std::string_view schema_name = "Maintenance";
    static constexpr auto fields = std::tuple{
        json::field("id", &MaintenanceView::id),
        json::field("name", &MaintenanceView::name),
        json::AlwaysNull{"nameTranslationId"},
        json::field("status", &MaintenanceView::status),
        json::field("start", &MaintenanceView::start),
        json::field("end", &MaintenanceView::end),
        json::field("duration", &MaintenanceView::duration).described("Planned length in minutes"),
        json::field("resolved", &MaintenanceView::resolved).described("When it was completed"),
        json::constant("impact", "UNDERMAINTENANCE"),
        json::field("notify", &MaintenanceView::notify),
        json::field("notifyStart", &MaintenanceView::notify_start),
        json::field("notifyEnd", &MaintenanceView::notify_end),
        json::field("notifyEarly", &MaintenanceView::notify_early),
        json::field("notifyMinutes", &MaintenanceView::notify_minutes).described("null when there is no reminder"),
        json::field("notifyEarlySent", &MaintenanceView::notify_early_sent),
        json::field("autoStart", &MaintenanceView::auto_start),
        json::field("autoEnd", &MaintenanceView::auto_end),
        json::field("isCollapsed", &MaintenanceView::collapsed),
        json::field("expandAt", &MaintenanceView::expand_at),
        json::field("createdAt", &MaintenanceView::created),
        json::field("updatedAt", &MaintenanceView::updated),
        json::field("siteId", &MaintenanceView::page_id).described("Id of its page"),
        json::constant("importedFromStatuspage", false),
        json::field("updates", &MaintenanceView::updates).described("Oldest first"),
        json::field("components", &MaintenanceView::components),
        json::field("translations", &MaintenanceView::translations).refers_to("Translations"),
    };
};

struct MaintenanceBriefView {
    std::string id, name;
    json::Time start;
    Status status = Status::NotStartedYet;
    std::vector<notices::AffectedDetailedView> components;

    static constexpr std::string_view schema_name = "MaintenanceBrief";
    static constexpr auto fields = std::tuple{
        json::field("id", &MaintenanceBriefView::id),
        json::field("name", &MaintenanceBriefView::name),
        json::field("start", &MaintenanceBriefView::start),
        json::field("status", &MaintenanceBriefView::status),
        json::field("components", &MaintenanceBriefView::components),
    };
};

/// The answer of an update route: the update with its maintenance inside.
struct UpdateDetailedView {
    UpdateView update;
    MaintenanceBriefView maintenance;

    static constexpr std::string_view schema_name = "MaintenanceUpdateDetailed";
    static constexpr auto fields = std::tuple{
        json::inlined(&UpdateDetailedView::update),
        json::field("maintenance", &UpdateDetailedView::maintenance),
    };
};

[[nodiscard]] MaintenanceView view(const Maintenance& maintenance, const notices::Surroundings& around);
/// `index` says which of the maintenance's updates.
[[nodiscard]] UpdateView view_update(const Maintenance& maintenance, std::size_t index);
[[nodiscard]] UpdateDetailedView view_detailed(const Maintenance& maintenance, std::size_t index,
                                               const notices::Surroundings& around);

}  // namespace daymark::maintenances
