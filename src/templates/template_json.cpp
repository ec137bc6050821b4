// From the record to the wire.
#include "templates/template_json.h"

#include "platform/text/markdown.h"

namespace daymark::templates {

TemplateView view(const Template& shown) {
    TemplateView view;
    view.id = shown.id;
    view.type = shown.type;
    view.name = shown.name;
    view.message = shown.message;
    view.message_html = text::markdown_to_html(shown.message);
    view.status = shown.status;
    view.notify = shown.notify;
    view.created = {shown.created_at};
    view.updated = {shown.updated_at};
    view.page_id = shown.page_id;
    for (const Link& link : shown.links) view.components.push_back({link.id, link.status, link.component_id, shown.id});
    view.translations = components::translations_view(shown.translations, {"name", "message"});
    return view;
}

RemovedTemplateView view_removed(const Template& removed) {
    return {removed.id, removed.name, removed.message, {removed.created_at}, {removed.page_id}};
}

}  // namespace daymark::templates
