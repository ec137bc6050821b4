// Templates on the wire (contract §6.1).
#pragma once

#include "components/component_json.h"
#include "incidents/incident_json.h"
#include "pages/page_json.h"
#include "templates/template.h"

namespace daymark::templates {

/// One entry of `components`. A client that sends back what it read has the component in `componentId`, and in `id` the
/// row that joins the two.
struct LinkEntry {
    std::optional<std::string> id, component_id;
    components::Status status = components::Status::Operational;

    static constexpr auto fields = std::tuple{
        json::field("id", &LinkEntry::id).described("Id of a component"),
        json::field("status", &LinkEntry::status).required(),
        json::field("componentId", &LinkEntry::component_id).described("Goes before id, as answers have it"),
    };
};

struct TemplateDraft {
    Type type = Type::Incident;
    std::optional<std::string> subdomain;
    std::string name, message;
    Status status = Status::Investigating;
    // Guess: as for an incident, silence must be asked for.
    bool notify = true;
    std::vector<LinkEntry> components;
    json::Translations translations;

    static constexpr std::string_view schema_name = "TemplateDraft";
    static constexpr auto fields = std::tuple{
        json::field("type", &TemplateDraft::type).required(),
        json::field("subdomain", &TemplateDraft::subdomain).up_to(63).described("That of the page; may be left out"),
        json::field("name", &TemplateDraft::name).required().up_to(255).described("Name of the notice"),
        json::field("message", &TemplateDraft::message)
            .up_to(notices::longest_message)
            .described("Markdown; the first update"),
        json::field("status", &TemplateDraft::status).required().described("A word of this type of notice"),
        json::field("notify", &TemplateDraft::notify).described("Whether subscribers are told"),
        json::field("components", &TemplateDraft::components).described("Component statuses that using it sets"),
        json::field("translations", &TemplateDraft::translations),
    };
};

/// What an update takes; what is absent stays as it is.
struct TemplateEdit {
    std::optional<Type> type;
    std::optional<std::string> name, message;
    std::optional<Status> status;
    std::optional<bool> notify;
    std::optional<std::vector<LinkEntry>> components;
    std::optional<json::Translations> translations;

    static constexpr std::string_view schema_name = "TemplateEdit";
    static constexpr auto fields = std::tuple{
        json::field("type", &TemplateEdit::type),
        json::field("name", &TemplateEdit::name).up_to(255).not_blank().described("Name of the notice"),
        json::field("message", &TemplateEdit::message).up_to(notices::longest_message).described("Markdown"),
        json::field("status", &TemplateEdit::status).described("A word of this type of notice"),
        json::field("notify", &TemplateEdit::notify).described("Whether subscribers are told"),
        json::field("components", &TemplateEdit::components).described("In place of those before"),
        json::field("translations", &TemplateEdit::translations),
    };
};

struct LinkView {
    std::string id;
    components::Status status = components::Status::Operational;
    std::string component_id, template_id;

    static constexpr std::string_view schema_name = "TemplateComponent";
    static constexpr auto fields = std::tuple{
        json::field("id", &LinkView::id).described("Id of this entry"),
        json::field("status", &LinkView::status),
        json::field("componentId", &LinkView::component_id),
        json::field("templateId", &LinkView::template_id),
        json::constant("importedFromStatuspage", false),
    };
};

struct TemplateView {
    std::string id;
    Type type = Type::Incident;
    std::string name, message, message_html;
    Status status = Status::Investigating;
    bool notify = false;
    json::Time created, updated;
    std::string page_id;
    std::vector<LinkView> components;
    json::value translations;

    static constexpr std::string_view schema_name = "Template";
    static constexpr auto fields = std::tuple{
        json::field("id", &TemplateView::id),
        json::field("type", &TemplateView::type),
        json::AlwaysNull{"label"},
        json::field("name", &TemplateView::name),
        json::AlwaysNull{"nameTranslationId"},
        json::field("message", &TemplateView::message),
        json::AlwaysNull{"messageTranslationId"},
        json::field("messageHtml", &TemplateView::message_html).described("The message, read as Markdown"),
        json::AlwaysNull{"messageHtmlTranslationId"},
        json::field("status", &TemplateView::status),
        json::field("notify", &TemplateView::notify),
        json::field("createdAt", &TemplateView::created),
        json::field("updatedAt", &TemplateView::updated),
        json::field("siteId", &TemplateView::page_id).described("Id of its page"),
        json::constant("importedFromStatuspage", false),
        json::AlwaysNull{"deletedAt"},
        json::constant("origin", "MANUAL"),
        json::field("components", &TemplateView::components).described("Component statuses that using it sets"),
        json::field("translations", &TemplateView::translations).refers_to("Translations"),
    };
};

;

struct RemovedTemplateView {
    std::string id, name, message;
    json::Time created;
    pages::PageIdView site;

    static constexpr std::string_view schema_name = "RemovedTemplate";
    static constexpr auto fields = std::tuple{
        json::field("id", &RemovedTemplateView::id),           json::field("name", &RemovedTemplateView::name),
        json::field("message", &RemovedTemplateView::message), json::field("createdAt", &RemovedTemplateView::created),
        json::field("site", &RemovedTemplateView::site),
    };
};

[[nodiscard]] TemplateView view(const Template& shown);
[[nodiscard]] RemovedTemplateView view_removed(const Template& removed);

}  // namespace daymark::templates
