// Routes of components (contract §3).
#include "components/component_api.h"

#include "components/component_actions.h"
#include "components/component_store.h"

namespace daymark::components {
namespace {

json::object shown(db::Tx& tx, const Component& component) {
    std::vector<std::string> parent;
    if (component.group_id) parent.push_back(*component.group_id);
    return json::write(view(component, list_by_ids(tx, component.page_id, parent)));
}

json::value index(api::Call& call) {
    return call.db.read([&](db::Tx& tx) {
        const auto listed = list_of_page(tx, call.act.page_id, call.slice());
        call.note_end(listed);
        std::vector<std::string> parents;
        for (const Component& component : listed) {
            if (component.group_id) parents.push_back(*component.group_id);
        }
        const auto known = list_by_ids(tx, call.act.page_id, parents);
        json::array list;
        for (const Component& component : listed) list.push_back(json::write(view(component, known)));
        return list;
    });
}

json::value create(api::Call& call) {
    const auto draft = call.read<ComponentEdit>();
    return call.db.write([&](db::Tx& tx) { return shown(tx, add(tx, call.act, draft)); });
}

json::value show(api::Call& call) {
    return call.db.read(
        [&](db::Tx& tx) { return shown(tx, require(tx, call.act.page_id, call.param("component_id"))); });
}

json::value update(api::Call& call) {
    const auto changes = call.read<ComponentEdit>();
    return call.db.write(
        [&](db::Tx& tx) { return shown(tx, edit(tx, call.act, call.param("component_id"), changes)); });
}

json::value destroy(api::Call& call) {
    call.db.write([&](db::Tx& tx) { remove(tx, call.act, call.param("component_id")); });
    return json::write(api::IdView{call.param("component_id")});
}

using enum http::Method;
using enum team::Needs;
constexpr api::Route table[] = {
    {Get, api::Under::V1AndV2, "/:page_id/components", SeePage, index, "components.index", "List components", nullptr,
     api::gives<std::vector<ComponentView>>, api::paging_parameters},
    {Post, api::Under::V1AndV2, "/:page_id/components", EditComponents, create, "components.create", "Add a component",
     api::takes<ComponentDraftBody>, api::gives<ComponentView>},
    {Get, api::Under::V1AndV2, "/:page_id/components/:component_id", SeePage, show, "components.show",
     "Show a component", nullptr, api::gives<ComponentView>},
    {Put, api::Under::V1AndV2, "/:page_id/components/:component_id", EditComponents, update, "components.update",
     "Change a component", api::takes<ComponentEdit>, api::gives<ComponentView>},
    {Delete, api::Under::V1AndV2, "/:page_id/components/:component_id", EditComponents, destroy, "components.destroy",
     "Remove a component; its children stay", nullptr, api::gives<api::IdView>},
};

}  // namespace

std::span<const api::Route> routes() { return table; }

}  // namespace daymark::components
