// Routes of recurring maintenances (extension).
#include "recurring_maintenances/recurring_maintenance_api.h"

#include "recurring_maintenances/recurring_maintenance_actions.h"

namespace daymark::recurring_maintenances {
namespace {

constexpr const char* parameter = "recurring_maintenance_id";

json::value index(api::Call& call) {
    const auto listed = call.db.read([&](db::Tx& tx) { return list_of_page(tx, call.act.page_id, call.slice()); });
    call.note_end(listed);
    json::array list;
    for (const RecurringMaintenance& one : listed) list.push_back(json::write(view(one)));
    return list;
}

json::value create(api::Call& call) {
    const json::object body = call.body();
    return json::write(
        view(call.db.write([&](db::Tx& tx) { return recurring_maintenances::create(tx, call.act, body); })));
}

json::value show(api::Call& call) {
    return json::write(
        view(call.db.read([&](db::Tx& tx) { return require(tx, call.act.page_id, call.param(parameter)); })));
}

json::value update(api::Call& call) {
    const json::object body = call.body();
    return json::write(
        view(call.db.write([&](db::Tx& tx) { return edit(tx, call.act, call.param(parameter), body); })));
}

json::value destroy(api::Call& call) {
    call.db.write([&](db::Tx& tx) { remove(tx, call.act, call.param(parameter)); });
    return json::write(api::IdView{call.param(parameter)});
}

using enum http::Method;
using enum team::Needs;
constexpr std::string_view list_path = "/:page_id/recurring-maintenances";
constexpr std::string_view one_path = "/:page_id/recurring-maintenances/:recurring_maintenance_id";
constexpr api::Route table[] = {
    {Get, api::Under::Extension, list_path, SeePage, index, "recurring_maintenances.index",
     "List maintenances that come again", nullptr, api::gives<std::vector<RecurringView>>, api::paging_parameters},
    {Post, api::Under::Extension, list_path, EditNotices, create, "recurring_maintenances.create",
     "Schedule a maintenance that comes again", api::takes<RecurringDraftBody>, api::gives<RecurringView>},
    {Get, api::Under::Extension, one_path, SeePage, show, "recurring_maintenances.show",
     "Show a maintenance that comes again", nullptr, api::gives<RecurringView>},
    {Put, api::Under::Extension, one_path, EditNotices, update, "recurring_maintenances.update",
     "Change a maintenance that comes again", api::takes<RecurringEdit>, api::gives<RecurringView>},
    {Delete, api::Under::Extension, one_path, EditNotices, destroy, "recurring_maintenances.destroy",
     "Stop a maintenance from coming again", nullptr, api::gives<api::IdView>},
};

}  // namespace

std::span<const api::Route> routes() { return table; }

}  // namespace daymark::recurring_maintenances
