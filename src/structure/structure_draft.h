// What a page's structure shall be: a document that people write. What it leaves out stays as it is.
#pragma once

#include "notices/affected_json.h"
#include "structure/structure.h"

namespace daymark::structure {

// Limits of names that must be found among others: longer ones cannot exist.
inline constexpr std::size_t longest_id = 64;
inline constexpr std::size_t longest_path = 4'096;

struct ComponentDraft {
    std::optional<std::string> id, was;
    std::string name;
    json::Settable<std::string> description;
    std::optional<bool> show_uptime, collapsed, archived;
    json::Settable<json::Time> start_date;
    std::optional<json::Translations> translations;
    std::vector<ComponentDraft> children;

    static constexpr std::string_view schema_name = "StructureComponentDraft";
    static constexpr auto fields = std::tuple{
        json::field("id", &ComponentDraft::id).up_to(longest_id).described("Of the component meant, whatever its name"),
        json::field("was", &ComponentDraft::was)
            .up_to(longest_path)
            .described("Its name or path until now: renames it, or moves it"),
        json::field("name", &ComponentDraft::name).required().up_to(255),
        json::field("description", &ComponentDraft::description).up_to(10'000).described("Markdown"),
        json::field("showUptime", &ComponentDraft::show_uptime).described("Whether the page shows its history"),
        json::field("isCollapsed", &ComponentDraft::collapsed).described("Whether a group starts folded"),
        json::field("archived", &ComponentDraft::archived).described("true takes it off the page and keeps it"),
        json::field("startDate", &ComponentDraft::start_date).described("From when on its uptime counts"),
        json::field("translations", &ComponentDraft::translations),
        json::field("children", &ComponentDraft::children).described("Components inside, in this order"),
    };
};

struct LinkDraft {
    std::string component;
    components::Status status = components::Status::Operational;

    static constexpr std::string_view schema_name = "StructureTemplateComponentDraft";
    static constexpr auto fields = std::tuple{
        json::field("component", &LinkDraft::component).required().up_to(longest_path).described("Group / Name, or id"),
        json::field("status", &LinkDraft::status).required(),
    };
};

struct TemplateDraft {
    std::optional<std::string> id, was;
    templates::Type type = templates::Type::Incident;
    std::string name;
    std::optional<std::string> message;
    std::optional<templates::Status> status;
    std::optional<bool> notify;
    std::optional<std::vector<LinkDraft>> components;
    std::optional<json::Translations> translations;

    static constexpr std::string_view schema_name = "StructureTemplateDraft";
    static constexpr auto fields = std::tuple{
        json::field("id", &TemplateDraft::id).up_to(longest_id).described("Of the template meant, whatever its name"),
        json::field("was", &TemplateDraft::was).up_to(255).described("Its name until now"),
        json::field("type", &TemplateDraft::type).required(),
        json::field("name", &TemplateDraft::name).required().up_to(255),
        json::field("message", &TemplateDraft::message).up_to(notices::longest_message).described("Markdown"),
        json::field("status", &TemplateDraft::status).described("A word of this type; a new template needs one"),
        json::field("notify", &TemplateDraft::notify).described("Whether subscribers are told"),
        json::field("components", &TemplateDraft::components).described("In place of those before"),
        json::field("translations", &TemplateDraft::translations),
    };
};

struct MetricDraft {
    std::optional<std::string> id, was;
    std::string name;
    std::optional<std::string> suffix;
    std::optional<bool> active;

    static constexpr std::string_view schema_name = "StructureMetricDraft";
    static constexpr auto fields = std::tuple{
        json::field("id", &MetricDraft::id).up_to(longest_id).described("Of the metric meant, whatever its name"),
        json::field("was", &MetricDraft::was).up_to(255).described("Its name until now"),
        json::field("name", &MetricDraft::name).required().up_to(255),
        json::field("suffix", &MetricDraft::suffix).up_to(64).described("Shown right behind the number, such as ms"),
        json::field("active", &MetricDraft::active).described("Whether readers see it"),
    };
};

struct Draft {
    std::optional<std::string> page;
    std::optional<Settings> settings;
    std::optional<std::vector<ComponentDraft>> components;
    std::optional<std::vector<TemplateDraft>> templates;
    std::optional<std::vector<MetricDraft>> metrics;
    bool remove = false;

    static constexpr std::string_view schema_name = "StructureDraft";
    static constexpr auto fields = std::tuple{
        json::field("page", &Draft::page).up_to(63).described("As answers have it; it changes nothing"),
        json::field("settings", &Draft::settings).described("Those that are left out stay as they are"),
        json::field("components", &Draft::components).described("In their order; left out: not looked at"),
        json::field("templates", &Draft::templates).described("Left out: not looked at"),
        json::field("metrics", &Draft::metrics).described("In their order; left out: not looked at"),
        json::field("remove", &Draft::remove)
            .described("Whether components, templates and metrics that are not named go"),
    };
};

}  // namespace daymark::structure
