// Incidents on the wire (contract §4).
#pragma once

#include "incidents/incident.h"
#include "notices/affected_json.h"

namespace daymark::incidents {

struct IncidentDraft {
    std::string name;
    Status status = Status::Investigating;
    std::string message;
    std::vector<std::string> components;
    std::optional<json::Time> started;
    // Guess: telling subscribers is what a status page is for, so silence must be asked for.
    bool notify = true;
    bool should_publish = true;
    std::vector<notices::StatusEntry> statuses;
    json::Translations translations;
    bool automated = false;  // by a program of its own accord; never said over the API

    static constexpr std::string_view schema_name = "IncidentDraft";
    static constexpr auto fields = std::tuple{
        json::field("name", &IncidentDraft::name).required().up_to(255),
        json::field("status", &IncidentDraft::status).required(),
        json::field("message", &IncidentDraft::message)
            .up_to(notices::longest_message)
            .described("Markdown; the first update"),
        json::field("components", &IncidentDraft::components).reference().described("Ids of affected components"),
        json::field("started", &IncidentDraft::started).described("Now when left out; may be in the past"),
        json::field("notify", &IncidentDraft::notify).described("Whether subscribers are told"),
        json::field("shouldPublish", &IncidentDraft::should_publish).described("false keeps it off the public page"),
        json::field("statuses", &IncidentDraft::statuses).described("Component statuses to set"),
        json::field("translations", &IncidentDraft::translations),
    };
};

struct IncidentEdit {
    std::optional<std::string> name;
    std::optional<Status> status;
    std::optional<std::string> message;
    std::optional<std::vector<std::string>> components;
    std::optional<json::Time> started;
    std::optional<bool> notify, should_publish;
    std::vector<notices::StatusEntry> statuses;
    std::optional<json::Translations> translations;

    static constexpr std::string_view schema_name = "IncidentEdit";
    static constexpr auto fields = std::tuple{
        json::field("name", &IncidentEdit::name).up_to(255).not_blank(),
        json::field("status", &IncidentEdit::status).described("Another status than now adds an update"),
        json::field("message", &IncidentEdit::message).up_to(notices::longest_message).described("Text of that update"),
        json::field("components", &IncidentEdit::components)
            .reference()
            .described("Ids of affected components, in place of those before"),
        json::field("started", &IncidentEdit::started),
        json::field("notify", &IncidentEdit::notify).described("Whether subscribers are told"),
        json::field("shouldPublish", &IncidentEdit::should_publish),
        json::field("statuses", &IncidentEdit::statuses).described("Component statuses to set"),
        json::field("translations", &IncidentEdit::translations),
    };
};

/// Posting and editing an update take the same fields; posting needs the status.
struct UpdateEdit {
    std::optional<std::string> message;
    std::optional<Status> status;
    std::optional<std::vector<std::string>> components;
    std::optional<json::Time> started;
    std::optional<bool> notify;
    std::vector<notices::StatusEntry> statuses;
    std::optional<json::Translations> translations;

    static constexpr std::string_view schema_name = "IncidentUpdateEdit";
    static constexpr auto fields = std::tuple{
        json::field("message", &UpdateEdit::message).up_to(notices::longest_message).described("Markdown"),
        json::field("status", &UpdateEdit::status),
        json::field("components", &UpdateEdit::components)
            .reference()
            .described("Ids of affected components; left out or empty: as before"),
        json::field("started", &UpdateEdit::started),
        json::field("notify", &UpdateEdit::notify).described("Whether subscribers are told"),
        json::field("statuses", &UpdateEdit::statuses).described("Component statuses to set"),
        json::field("translations", &UpdateEdit::translations),
    };
};

/// For the document only: a new update must name its status.
struct UpdateDraftBody {
    Status status = Status::Investigating;
    UpdateEdit rest;

    static constexpr std::string_view schema_name = "IncidentUpdateDraft";
    static constexpr auto fields =
        std::tuple{json::inlined(&UpdateDraftBody::rest), json::field("status", &UpdateDraftBody::status).required()};
};

struct UpdateView {
    std::string id, message, message_html;
    Status status = Status::Investigating;
    bool notify = false;
    json::Time started;
    std::optional<std::int64_t> duration;
    json::Time created, updated;
    std::string incident_id;
    json::value translations;

    static constexpr std::string_view schema_name = "IncidentUpdate";
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
        json::field("incidentId", &UpdateView::incident_id),
        json::constant("importedFromStatuspage", false),
        json::field("translations", &UpdateView::translations).refers_to("Translations"),
    };
};

struct IncidentView {
    std::string id, name;
    bool notify = false;
    Status status = Status::Investigating;
    json::Time started;
    std::optional<json::Time> resolved;
    std::optional<std::int64_t> duration;
    json::Time created, updated;
    bool automated = false;
    components::Status impact = components::Status::Operational;
    std::string page_id, visibility;
    std::vector<UpdateView> updates;
    std::vector<notices::AffectedView> components;
    json::value translations;

    static constexpr std::string_view schema_name = "Incident";
    static constexpr auto fields = std::tuple{
        json::field("id", &IncidentView::id),
        json::field("name", &IncidentView::name),
        json::AlwaysNull{"nameTranslationId"},
        json::field("notify", &IncidentView::notify),
        json::field("status", &IncidentView::status),
        json::field("started", &IncidentView::started),
        json::field("resolved", &IncidentView::resolved).described("When it ended; null while open"),
        json::field("duration", &IncidentView::duration).described("Minutes, rounded up; null while open"),
        json::field("createdAt", &IncidentView::created),
        json::field("updatedAt", &IncidentView::updated),
        json::field("automated", &IncidentView::automated),
        json::field("impact", &IncidentView::impact).described("The worst status it gave a component"),
        json::AlwaysNull{"appId"},
        json::field("siteId", &IncidentView::page_id).described("Id of its page"),
        json::constant("importedFromStatuspage", false),
        json::field("visibilityState", &IncidentView::visibility).described("PUBLISHED or DRAFT"),
        json::constant("createdByType", "WORKSPACEMEMBER"),
        json::AlwaysNull{"createdByWorkspaceMemberId"},
        json::AlwaysNull{"createdByMonitorLogId"},
        json::AlwaysNull{"createdByThirdPartyMonitorId"},
        json::AlwaysNull{"assignedWorkspaceMemberId"},
        json::constant("subscribersNotified", false),
        json::constant("isMigratedToOutageDurations", true),
        json::field("updates", &IncidentView::updates).described("Oldest first"),
        json::field("components", &IncidentView::components).described("Affected components, each with its site"),
        json::field("translations", &IncidentView::translations).refers_to("Translations"),
    };
};

struct IncidentBriefView {
    std::string id, name;
    json::Time started;
    Status status = Status::Investigating;
    std::vector<notices::AffectedDetailedView> components;

    static constexpr std::string_view schema_name = "IncidentBrief";
    static constexpr auto fields = std::tuple{
        json::field("id", &IncidentBriefView::id),
        json::field("name", &IncidentBriefView::name),
        json::field("started", &IncidentBriefView::started),
        json::field("status", &IncidentBriefView::status),
        json::field("components", &IncidentBriefView::components),
    };
};

/// The answer of an update route: the update with its incident inside.
struct UpdateDetailedView {
    UpdateView update;
    IncidentBriefView incident;

    static constexpr std::string_view schema_name = "IncidentUpdateDetailed";
    static constexpr auto fields = std::tuple{
        json::inlined(&UpdateDetailedView::update),
        json::field("incident", &UpdateDetailedView::incident),
    };
};

[[nodiscard]] IncidentView view(const Incident& incident, const notices::Surroundings& around);
/// `index` says which of the incident's updates.
[[nodiscard]] UpdateView view_update(const Incident& incident, std::size_t index);
[[nodiscard]] UpdateDetailedView view_detailed(const Incident& incident, std::size_t index,
                                               const notices::Surroundings& around);

}  // namespace daymark::incidents
