// What a page's structure looks like as a document that would change nothing.
#include "structure/dump.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace daymark::structure {
namespace {

using components::Component;

std::vector<ComponentView> views_inside(const std::map<std::string, std::vector<const Component*>>& inside,
                                        const std::string& group_id) {
    std::vector<ComponentView> views;
    const auto found = inside.find(group_id);
    if (found == inside.end()) return views;
    for (const Component* one : found->second) {
        views.push_back({one->name, one->description, one->show_uptime, one->collapsed, one->archived_at.has_value(),
                         json::time_of(one->start_at), one->translations, views_inside(inside, one->id)});
    }
    return views;
}

/// What a document calls each component: its path, or its id when an earlier one has that path.
std::map<std::string, std::string> names_of(const std::vector<Component>& components) {
    std::map<std::string, std::string> names;
    std::map<std::string, bool> seen;
    const std::vector<std::string> paths = paths_of(components);
    for (std::size_t i = 0; i < components.size(); ++i) {
        names[components[i].id] = std::exchange(seen[paths[i]], true) ? components[i].id : paths[i];
    }
    return names;
}

TemplateView view_of(const templates::Template& one, const std::map<std::string, std::string>& names) {
    TemplateView view{one.type, one.name, one.message, one.status, one.notify, {}, one.translations};
    for (const templates::Link& link : one.links) {
        const auto name = names.find(link.component_id);
        if (name != names.end()) view.components.push_back({name->second, link.status});
    }
    return view;
}

}  // namespace

View view(const Stored& stored) {
    std::map<std::string, std::vector<const Component*>> inside;
    for (const Component& one : stored.components) inside[one.group_id.value_or("")].push_back(&one);
    View view;
    view.page = stored.page.subdomain;
    view.settings = settings_of(stored.page);
    view.components = views_inside(inside, "");
    const auto names = names_of(stored.components);
    for (const templates::Template& one : stored.templates) view.templates.push_back(view_of(one, names));
    // Their age cannot be moved to another page; their names can.
    std::ranges::stable_sort(view.templates, {}, [](const TemplateView& one) { return std::tie(one.type, one.name); });
    for (const metrics::Metric& one : stored.metrics) view.metrics.push_back({one.name, one.suffix, one.active});
    return view;
}

}  // namespace daymark::structure
