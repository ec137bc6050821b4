// Postmortems on the wire (extension).
#pragma once

#include "incidents/postmortem.h"
#include "notices/affected_json.h"

namespace daymark::incidents {

/// What is left out keeps its value; the first time these are: nobody is told, now, and shown.
struct PostmortemEdit {
    std::string message;
    std::optional<bool> notify;
    std::optional<json::Time> started;
    std::optional<bool> should_publish;
    std::optional<json::Translations> translations;

    static constexpr std::string_view schema_name = "PostmortemEdit";
    static constexpr auto fields = std::tuple{
        json::field("message", &PostmortemEdit::message)
            .required()
            .up_to(notices::longest_message)
            .described("Markdown"),
        json::field("notify", &PostmortemEdit::notify).described("Whether subscribers are told"),
        json::field("started", &PostmortemEdit::started)
            .described("Now when left out; not before the incident's last update"),
        json::field("shouldPublish", &PostmortemEdit::should_publish).described("false keeps it off the public page"),
        json::field("translations", &PostmortemEdit::translations),
    };
};

struct PostmortemView {
    std::string incident_id, message, message_html;
    bool notify = false, published = true;
    json::Time started, created, updated;
    json::value translations;

    static constexpr std::string_view schema_name = "Postmortem";
    static constexpr auto fields = std::tuple{
        json::field("incidentId", &PostmortemView::incident_id),
        json::field("message", &PostmortemView::message),
        json::field("messageHtml", &PostmortemView::message_html).described("The message, read as Markdown"),
        json::field("notify", &PostmortemView::notify),
        json::field("published", &PostmortemView::published).described("Whether readers see it"),
        json::field("started", &PostmortemView::started),
        json::field("createdAt", &PostmortemView::created),
        json::field("updatedAt", &PostmortemView::updated),
        json::field("translations", &PostmortemView::translations).refers_to("Translations"),
    };
};

[[nodiscard]] PostmortemView view(const Postmortem& postmortem);

}  // namespace daymark::incidents
