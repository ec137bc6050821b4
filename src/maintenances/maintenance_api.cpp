// Routes of maintenances and their updates (contract §5).
#include "maintenances/maintenance_api.h"

#include "maintenances/maintenance_actions.h"
#include "maintenances/maintenance_store.h"
#include "notices/affected_actions.h"

namespace daymark::maintenances {
namespace {

json::object shown(db::Tx& tx, const Maintenance& maintenance) {
    return json::write(view(maintenance, notices::around<Maintenance>(tx, maintenance.page_id, {maintenance})));
}

json::object shown_update(db::Tx& tx, const Maintenance& maintenance, const std::string& update_id) {
    return json::write(view_detailed(maintenance,
                                     notices::index_of(maintenance.updates, update_id, "Maintenance update"),
                                     notices::around<Maintenance>(tx, maintenance.page_id, {maintenance})));
}

json::value index(api::Call& call) {
    return call.db.read([&](db::Tx& tx) {
        const auto maintenances = list_of_page(tx, call.act.page_id, call.slice());
        call.note_end(maintenances);
        const notices::Surroundings surroundings = notices::around(tx, call.act.page_id, maintenances);
        json::array list;
        for (const Maintenance& maintenance : maintenances)
            list.push_back(json::write(view(maintenance, surroundings)));
        return list;
    });
}

json::value create(api::Call& call) {
    const auto draft = call.read<MaintenanceEdit>();
    return call.db.write([&](db::Tx& tx) { return shown(tx, schedule(tx, call.act, draft)); });
}

json::value show(api::Call& call) {
    return call.db.read(
        [&](db::Tx& tx) { return shown(tx, require(tx, call.act.page_id, call.param("maintenance_id"))); });
}

json::value update(api::Call& call) {
    const auto changes = call.read<MaintenanceEdit>();
    return call.db.write(
        [&](db::Tx& tx) { return shown(tx, edit(tx, call.act, call.param("maintenance_id"), changes)); });
}

json::value destroy(api::Call& call) {
    call.db.write([&](db::Tx& tx) { remove(tx, call.act, call.param("maintenance_id")); });
    return json::write(api::IdView{call.param("maintenance_id")});
}

json::value create_update(api::Call& call) {
    const auto draft = call.read<UpdateEdit>();
    return call.db.write([&](db::Tx& tx) {
        const Posted posted = post_update(tx, call.act, call.param("maintenance_id"), draft);
        return shown_update(tx, posted.maintenance, posted.update_id);
    });
}

json::value show_update(api::Call& call) {
    return call.db.read([&](db::Tx& tx) {
        return shown_update(tx, require(tx, call.act.page_id, call.param("maintenance_id")),
                            call.param("maintenance_update_id"));
    });
}

json::value change_update(api::Call& call) {
    const auto changes = call.read<UpdateEdit>();
    return call.db.write([&](db::Tx& tx) {
        const Maintenance maintenance =
            edit_update(tx, call.act, call.param("maintenance_id"), call.param("maintenance_update_id"), changes);
        return shown_update(tx, maintenance, call.param("maintenance_update_id"));
    });
}

json::value destroy_update(api::Call& call) {
    call.db.write([&](db::Tx& tx) {
        remove_update(tx, call.act, call.param("maintenance_id"), call.param("maintenance_update_id"));
    });
    return json::write(api::IdView{call.param("maintenance_update_id")});
}

using enum http::Method;
using enum team::Needs;
constexpr auto both = api::Under::V1AndV2;
constexpr std::string_view list_path = "/:page_id/maintenances";
constexpr std::string_view one_path = "/:page_id/maintenances/:maintenance_id";
constexpr std::string_view updates_path = "/:page_id/maintenances/:maintenance_id/maintenance-updates";
constexpr std::string_view update_path =
    "/:page_id/maintenances/:maintenance_id/maintenance-updates/:maintenance_update_id";
constexpr api::Route table[] = {
    {Get, both, list_path, SeePage, index, "maintenances.index", "List maintenances, the latest start first", nullptr,
     api::gives<std::vector<MaintenanceView>>, api::paging_parameters},
    {Post, both, list_path, EditNotices, create, "maintenances.create", "Schedule a maintenance",
     api::takes<MaintenanceDraftBody>, api::gives<MaintenanceView>},
    {Get, both, one_path, SeePage, show, "maintenances.show", "Show a maintenance", nullptr,
     api::gives<MaintenanceView>},
    {Put, both, one_path, EditNotices, update, "maintenances.update", "Change a maintenance",
     api::takes<MaintenanceEdit>, api::gives<MaintenanceView>},
    // One of the published descriptions has the change as POST (contract §5).
    {Post, both, one_path, EditNotices, update, "maintenances.update_by_post", "Change a maintenance (old form)",
     api::takes<MaintenanceEdit>, api::gives<MaintenanceView>},
    {Delete, both, one_path, EditNotices, destroy, "maintenances.destroy", "Delete a maintenance", nullptr,
     api::gives<api::IdView>},
    {Post, both, updates_path, EditNotices, create_update, "maintenance_updates.create", "Post an update",
     api::takes<UpdateEdit>, api::gives<UpdateDetailedView>},
    {Get, both, update_path, SeePage, show_update, "maintenance_updates.show", "Show an update", nullptr,
     api::gives<UpdateDetailedView>},
    {Put, both, update_path, EditNotices, change_update, "maintenance_updates.update", "Change an update",
     api::takes<UpdateEdit>, api::gives<UpdateDetailedView>},
    {Delete, both, update_path, EditNotices, destroy_update, "maintenance_updates.destroy", "Delete an update", nullptr,
     api::gives<api::IdView>},
};

}  // namespace

std::span<const api::Route> routes() { return table; }

}  // namespace daymark::maintenances
