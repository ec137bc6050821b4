// A page's structure as one document: what is read of it, and what may be asked of it.
#pragma once

#include "components/component_json.h"
#include "pages/page.h"
#include "platform/json/fields.h"
#include "templates/template.h"

#include <optional>
#include <string>
#include <vector>

namespace daymark::structure {

/// The page's name with those of its settings that are looks and words, by their names on the wire.
struct Settings {
    json::object values;
};

[[nodiscard]] Settings settings_of(const pages::Page& page);
/// The same after `wanted` was put over them. Error BadRequest naming what cannot be.
[[nodiscard]] Settings settings_with(const pages::Page& page, const Settings& wanted);

struct ComponentView {
    std::string name;
    std::optional<std::string> description;
    bool show_uptime = true, collapsed = false, archived = false;
    std::optional<json::Time> start_date;
    json::Translations translations;
    std::vector<ComponentView> children;

    static constexpr std::string_view schema_name = "StructureComponent";
    static constexpr auto fields = std::tuple{
        json::field("name", &ComponentView::name),
        json::field("description", &ComponentView::description),
        json::field("showUptime", &ComponentView::show_uptime),
        json::field("isCollapsed", &ComponentView::collapsed),
        json::field("archived", &ComponentView::archived),
        json::field("startDate", &ComponentView::start_date),
        json::field("translations", &ComponentView::translations),
        json::field("children", &ComponentView::children).described("In their order; a component with some is a group"),
    };
};

/// The status that a template gives to a component, which is named by its path: "Group / Name".
struct LinkView {
    std::string component;
    components::Status status = components::Status::Operational;

    static constexpr std::string_view schema_name = "StructureTemplateComponent";
    static constexpr auto fields = std::tuple{
        json::field("component", &LinkView::component)
            .described("Group / Name; the id of one that has its path in common with another"),
        json::field("status", &LinkView::status),
    };
};

struct TemplateView {
    templates::Type type = templates::Type::Incident;
    std::string name, message;
    templates::Status status = templates::Status::Investigating;
    bool notify = true;
    std::vector<LinkView> components;
    json::Translations translations;

    static constexpr std::string_view schema_name = "StructureTemplate";
    static constexpr auto fields = std::tuple{
        json::field("type", &TemplateView::type),
        json::field("name", &TemplateView::name),
        json::field("message", &TemplateView::message),
        json::field("status", &TemplateView::status),
        json::field("notify", &TemplateView::notify),
        json::field("components", &TemplateView::components),
        json::field("translations", &TemplateView::translations),
    };
};

struct MetricView {
    std::string name, suffix;
    bool active = true;

    static constexpr std::string_view schema_name = "StructureMetric";
    static constexpr auto fields = std::tuple{
        json::field("name", &MetricView::name),
        json::field("suffix", &MetricView::suffix),
        json::field("active", &MetricView::active),
    };
};

struct View {
    std::string page;
    Settings settings;
    std::vector<ComponentView> components;
    std::vector<TemplateView> templates;
    std::vector<MetricView> metrics;

    static constexpr std::string_view schema_name = "Structure";
    static constexpr auto fields = std::tuple{
        json::field("page", &View::page).described("Subdomain of the page it was read from"),
        json::field("settings", &View::settings),
        json::field("components", &View::components).described("In their order"),
        json::field("templates", &View::templates).described("By type and name"),
        json::field("metrics", &View::metrics).described("In their order"),
    };
};

}  // namespace daymark::structure

template <>
struct daymark::json::Codec<daymark::structure::Settings> {
    /// Only the names are looked at: the values are read when they are put over those of a page.
    static daymark::structure::Settings read(const value& from, const Path& path);
    static value write(const daymark::structure::Settings& settings) { return settings.values; }
    static object schema(Schemas& schemas);
};
