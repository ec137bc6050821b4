// Routes of postmortems (extension).
#include "incidents/postmortem_api.h"

#include "incidents/incident_store.h"
#include "incidents/postmortem_actions.h"
#include "incidents/postmortem_store.h"

namespace daymark::incidents {
namespace {

json::value show_postmortem(api::Call& call) {
    return call.db.read([&](db::Tx& tx) {
        const Incident incident = require(tx, call.act.page_id, call.param("incident_id"));
        return json::write(view(require_postmortem(tx, incident.id)));
    });
}

json::value update_postmortem(api::Call& call) {
    const auto edit = call.read<PostmortemEdit>();
    return call.db.write(
        [&](db::Tx& tx) { return json::write(view(write_postmortem(tx, call.act, call.param("incident_id"), edit))); });
}

json::value destroy_postmortem(api::Call& call) {
    call.db.write([&](db::Tx& tx) { remove_postmortem(tx, call.act, call.param("incident_id")); });
    return json::write(api::IdView{call.param("incident_id")});
}

using enum http::Method;
using enum team::Needs;
constexpr std::string_view path = "/:page_id/incidents/:incident_id/postmortem";
constexpr api::Route table[] = {
    {Get, api::Under::Extension, path, SeePage, show_postmortem, "postmortems.show", "Show an incident's postmortem",
     nullptr, api::gives<PostmortemView>},
    {Put, api::Under::Extension, path, EditNotices, update_postmortem, "postmortems.update",
     "Write an incident's postmortem", api::takes<PostmortemEdit>, api::gives<PostmortemView>},
    {Delete, api::Under::Extension, path, EditNotices, destroy_postmortem, "postmortems.destroy",
     "Delete an incident's postmortem", nullptr, api::gives<api::IdView>},
};

}  // namespace

std::span<const api::Route> postmortem_routes() { return table; }

}  // namespace daymark::incidents
