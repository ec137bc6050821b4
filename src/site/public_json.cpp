// Shapes of the public JSON and how they are filled.
#include "site/public_json.h"

#include "notices/affected.h"
#include "platform/base/time_text.h"
#include "platform/json/fields.h"
#include "site/render_headline.h"
#include "site/render_words.h"

#include <algorithm>

namespace daymark::site {
namespace {

struct PageItem {
    std::string id, name, url, status;
    static constexpr auto fields = std::tuple{
        json::field("id", &PageItem::id),
        json::field("name", &PageItem::name),
        json::field("url", &PageItem::url),
        json::field("status", &PageItem::status),
    };
};

struct IncidentItem {
    std::string id, name;
    json::Time started;
    std::string status, impact, url;
    json::Time updated_at;
    static constexpr auto fields = std::tuple{
        json::field("id", &IncidentItem::id),
        json::field("name", &IncidentItem::name),
        json::field("started", &IncidentItem::started),
        json::field("status", &IncidentItem::status),
        json::field("impact", &IncidentItem::impact),
        json::field("url", &IncidentItem::url),
        json::field("updatedAt", &IncidentItem::updated_at),
    };
};

struct MaintenanceItem {
    std::string id, name;
    json::Time start;
    std::string status;
    std::int64_t duration = 0;
    std::string url;
    json::Time updated_at;
    static constexpr auto fields = std::tuple{
        json::field("id", &MaintenanceItem::id),
        json::field("name", &MaintenanceItem::name),
        json::field("start", &MaintenanceItem::start),
        json::field("status", &MaintenanceItem::status),
        json::field("duration", &MaintenanceItem::duration),
        json::field("url", &MaintenanceItem::url),
        json::field("updatedAt", &MaintenanceItem::updated_at),
    };
};

struct GroupItem {
    std::string id, name, description;
    static constexpr auto fields = std::tuple{
        json::field("id", &GroupItem::id),
        json::field("name", &GroupItem::name),
        json::field("description", &GroupItem::description),
    };
};

struct ComponentItem {
    std::string id, name, description, status;
    bool is_parent = false;
    std::optional<GroupItem> group;
    std::vector<IncidentItem> active_incidents;
    std::vector<MaintenanceItem> active_maintenances;
    static constexpr auto fields = std::tuple{
        json::field("id", &ComponentItem::id),
        json::field("name", &ComponentItem::name),
        json::field("description", &ComponentItem::description),
        json::field("status", &ComponentItem::status),
        json::field("isParent", &ComponentItem::is_parent),
        json::field("group", &ComponentItem::group),
        json::field("activeIncidents", &ComponentItem::active_incidents),
        json::field("activeMaintenances", &ComponentItem::active_maintenances),
    };
};

PageItem page_item(const PageView& view) {
    return {.id = view.face.id,
            .name = view.face.name,
            .url = view.face.root_url,
            .status = std::string(components::wire_name(view.coarse))};
}

IncidentItem incident_item(const PageView& view, const NoticeView& notice) {
    return {.id = notice.id,
            .name = notice.name,
            .started = {notice.started_at},
            .status = notice.status,
            .impact = std::string(components::wire_name(notice.impact)),
            .url = view.face.root_url + "/" + notice.id,
            .updated_at = {notice.updated_at}};
}

/// Contract: minutes, as a number. Guess: 0 where no end is planned, since clients do not expect anything else.
MaintenanceItem maintenance_item(const PageView& view, const NoticeView& notice) {
    const Millis planned = notice.ends_at.value_or(notice.started_at) - notice.started_at;
    return {.id = notice.id,
            .name = notice.name,
            .start = {notice.started_at},
            .status = notice.status,
            .duration = notices::rounded_up(planned, one_minute),
            .url = view.face.root_url + "/" + notice.id,
            .updated_at = {notice.updated_at}};
}

bool touches(const NoticeView& notice, const std::string* component_id) {
    return component_id == nullptr ||
           std::ranges::find(notice.affected, *component_id, &AffectedComponent::id) != notice.affected.end();
}

/// Open incidents, newest first; with a component's id only those that touch it.
std::vector<IncidentItem> active_incidents(const PageView& view, const std::string* component_id = nullptr) {
    std::vector<IncidentItem> items;
    for (const NoticeView& notice : view.open) {
        if (touches(notice, component_id)) items.push_back(incident_item(view, notice));
    }
    return items;
}

/// Running and planned maintenances, the earliest start first.
std::vector<MaintenanceItem> active_maintenances(const PageView& view, const std::string* component_id = nullptr) {
    std::vector<MaintenanceItem> items;
    for (const NoticeView& notice : view.maintenances) {
        if (touches(notice, component_id)) items.push_back(maintenance_item(view, notice));
    }
    return items;
}

void add_components(std::vector<ComponentItem>& items, const PageView& view, const std::vector<NodeView>& nodes,
                    const std::optional<GroupItem>& group) {
    for (const NodeView& node : nodes) {
        items.push_back({.id = node.id,
                         .name = node.name,
                         .description = node.description,
                         .status = std::string(components::wire_name(node.status)),
                         .is_parent = node.is_group,
                         .group = group,
                         .active_incidents = active_incidents(view, &node.id),
                         .active_maintenances = active_maintenances(view, &node.id)});
        add_components(items, view, node.children, GroupItem{node.id, node.name, node.description});
    }
}

/// The words of Statuspage, which many monitors read. Guess: what it calls minor is trouble that stops nobody, and a
/// page that is only maintained says so, as Statuspage's own pages do.
std::string_view indicator_of(components::PageStatus fine) {
    using enum components::PageStatus;
    switch (fine) {
        case Up:
            return "none";
        case UnderMaintenance:
        case AllUnderMaintenance:
        case SomeUnderMaintenance:
        case OneUnderMaintenance:
            return "maintenance";
        case HasIssues:
        case AllDegradedPerformance:
        case SomeDegradedPerformance:
        case OneDegradedPerformance:
            return "minor";
        case AllMajorOutage:
        case SomeMajorOutage:
        case OneMajorOutage:
            return "critical";
        default:
            return "major";
    }
}

}  // namespace

std::string summary_json(const PageView& view) {
    json::object out;
    out["page"] = json::write(page_item(view));
    // Contract: clients take a missing array for an empty one, and some tell the page's mood by its absence.
    if (const auto incidents = active_incidents(view); !incidents.empty()) {
        out["activeIncidents"] = json::Codec<std::vector<IncidentItem>>::write(incidents);
    }
    if (const auto maintenances = active_maintenances(view); !maintenances.empty()) {
        out["activeMaintenances"] = json::Codec<std::vector<MaintenanceItem>>::write(maintenances);
    }
    return json::text(out);
}

std::string status_json(const PageView& view) {
    const PageItem page = page_item(view);
    json::object out;
    out["page"] = json::object{{"id", page.id},
                               {"name", page.name},
                               {"url", page.url},
                               {"time_zone", view.face.zone},
                               {"updated_at", iso_time(view.compiled_at)},
                               {"status", page.status}};
    out["status"] = json::object{{"indicator", indicator_of(view.fine)},
                                 {"description", headline_of(view, Words::of(view.face.language)).text()}};
    return json::text(out);
}

std::string components_json(const PageView& view) {
    std::vector<ComponentItem> items;
    add_components(items, view, view.tree, std::nullopt);
    json::object out;
    out["components"] = json::Codec<std::vector<ComponentItem>>::write(items);
    return json::text(out);
}

}  // namespace daymark::site
