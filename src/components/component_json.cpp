// From the record to the wire.
#include "components/component_json.h"

#include "platform/text/markdown.h"

#include <algorithm>

namespace daymark::components {

ComponentView view(const Component& component, const std::vector<Component>& page) {
    ComponentView view;
    view.id = component.id;
    view.name = component.name;
    view.description = component.description;
    // Contract: a parent's own row has neither status nor address.
    if (!component.is_parent) {
        view.status = view.internal_status = component.status;
        view.unique_email = component.unique_email;
    }
    view.order = component.position;
    view.show_uptime = component.show_uptime;
    view.created = {component.created_at};
    view.updated = {component.updated_at};
    view.archived_at = json::time_of(component.archived_at);
    view.archived = component.archived_at.has_value();
    view.page_id = component.page_id;
    view.group_id = component.group_id;
    view.is_parent = component.is_parent;
    view.collapsed = component.collapsed;
    view.name_html = text::markdown_to_html(component.name);
    if (component.description) view.description_html = text::markdown_to_html(*component.description);
    view.start_date = json::time_of(component.start_at);
    view.translations = translations_view(component.translations, {"name", "description"});
    if (component.group_id) {
        const auto parent = std::ranges::find(page, *component.group_id, &Component::id);
        // Contract: one level only; the parent inside names its own parent by id.
        if (parent != page.end()) {
            Component top = *parent;
            top.group_id.reset();
            ComponentView inside = components::view(top, {});
            inside.group_id = parent->group_id;
            view.group = json::write(inside);
        }
    }
    return view;
}

json::value translations_view(const json::Translations& translations, std::initializer_list<std::string_view> names) {
    json::object written;
    for (const std::string_view name : names) written[name] = nullptr;
    for (const auto& [name, texts] : translations) {
        json::object& by_language = written[name].emplace_object();
        for (const auto& [language, text] : texts) by_language[language] = text;
    }
    return written;
}

}  // namespace daymark::components
