// Routes of templates (contract §6.1). Using one is a route of incidents.
#include "templates/template_api.h"

#include "templates/template_actions.h"
#include "templates/template_store.h"

namespace daymark::templates {
namespace {

json::value index(api::Call& call) {
    const auto listed = call.db.read([&](db::Tx& tx) { return list_of_page(tx, call.act.page_id, call.slice()); });
    call.note_end(listed);
    json::array list;
    for (const Template& one : listed) list.push_back(json::write(view(one)));
    return list;
}

json::value create(api::Call& call) {
    const auto draft = call.read<TemplateDraft>();
    return json::write(view(call.db.write([&](db::Tx& tx) { return create(tx, call.act, draft); })));
}

json::value show(api::Call& call) {
    return json::write(
        view(call.db.read([&](db::Tx& tx) { return require(tx, call.act.page_id, call.param("template_id")); })));
}

json::value update(api::Call& call) {
    const auto changes = call.read<TemplateEdit>();
    return json::write(
        view(call.db.write([&](db::Tx& tx) { return edit(tx, call.act, call.param("template_id"), changes); })));
}

json::value destroy(api::Call& call) {
    return json::write(
        view_removed(call.db.write([&](db::Tx& tx) { return remove(tx, call.act, call.param("template_id")); })));
}

using enum http::Method;
using enum team::Needs;
// Guess: prepared words are part of how a page is set up; whoever may tell of a notice may use them.
constexpr api::Route table[] = {
    {Get, api::Under::V1AndV2, "/:page_id/templates", SeePage, index, "templates.index", "List templates, oldest first",
     nullptr, api::gives<std::vector<TemplateView>>, api::paging_parameters},
    {Post, api::Under::V1AndV2, "/:page_id/templates", EditPage, create, "templates.create", "Add a template",
     api::takes<TemplateDraft>, api::gives<TemplateView>},
    {Get, api::Under::V1AndV2, "/:page_id/templates/:template_id", SeePage, show, "templates.show", "Show a template",
     nullptr, api::gives<TemplateView>},
    {Put, api::Under::V1AndV2, "/:page_id/templates/:template_id", EditPage, update, "templates.update",
     "Change a template", api::takes<TemplateEdit>, api::gives<TemplateView>},
    {Delete, api::Under::V1AndV2, "/:page_id/templates/:template_id", EditPage, destroy, "templates.destroy",
     "Remove a template", nullptr, api::gives<RemovedTemplateView>},
};

}  // namespace

std::span<const api::Route> routes() { return table; }

}  // namespace daymark::templates
