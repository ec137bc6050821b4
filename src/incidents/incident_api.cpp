// Routes of incidents and their updates (contract §4).
#include "incidents/incident_api.h"

#include "incidents/incident_actions.h"
#include "incidents/incident_store.h"
#include "notices/affected_actions.h"
#include "templates/template_actions.h"

namespace daymark::incidents {
namespace {

json::object shown(db::Tx& tx, const Incident& incident) {
    return json::write(view(incident, notices::around<Incident>(tx, incident.page_id, {incident})));
}

json::object shown_update(db::Tx& tx, const Incident& incident, const std::string& update_id) {
    return json::write(view_detailed(incident, notices::index_of(incident.updates, update_id, "Incident update"),
                                     notices::around<Incident>(tx, incident.page_id, {incident})));
}

/// "INVESTIGATING,MONITORING" → statuses. Guess: a list with only unknown words matches nothing.
std::vector<Status> statuses_of(std::string_view list) {
    std::vector<Status> statuses;
    while (!list.empty()) {
        const std::size_t comma = std::min(list.find(','), list.size());
        if (const auto status = json::from_word<Status>(list.substr(0, comma))) statuses.push_back(*status);
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return statuses;
}

Filter filter_of(const api::Call& call) {
    const http::Request& request = call.request;
    Filter filter;
    filter.slice = call.slice();
    if (const auto only = request.query_value("status"); only && !only->empty()) {
        filter.only = statuses_of(*only);
        filter.matches_nothing = filter.only.empty();
    }
    if (const auto but_not = request.query_value("!status")) filter.but_not = statuses_of(*but_not);
    return filter;
}

json::value index(api::Call& call) {
    const Filter filter = filter_of(call);
    return call.db.read([&](db::Tx& tx) {
        const auto incidents = list_of_page(tx, call.act.page_id, filter);
        call.note_end(incidents);
        const notices::Surroundings surroundings = notices::around(tx, call.act.page_id, incidents);
        json::array list;
        for (const Incident& incident : incidents) list.push_back(json::write(view(incident, surroundings)));
        return list;
    });
}

json::value create(api::Call& call) {
    const auto draft = call.read<IncidentDraft>();
    return call.db.write([&](db::Tx& tx) { return shown(tx, open(tx, call.act, draft)); });
}

json::value create_from_template(api::Call& call) {
    return call.db.write(
        [&](db::Tx& tx) { return shown(tx, templates::open_incident(tx, call.act, call.param("template"))); });
}

json::value show(api::Call& call) {
    return call.db.read(
        [&](db::Tx& tx) { return shown(tx, require(tx, call.act.page_id, call.param("incident_id"))); });
}

json::value update(api::Call& call) {
    const auto changes = call.read<IncidentEdit>();
    return call.db.write([&](db::Tx& tx) { return shown(tx, edit(tx, call.act, call.param("incident_id"), changes)); });
}

json::value destroy(api::Call& call) {
    call.db.write([&](db::Tx& tx) { remove(tx, call.act, call.param("incident_id")); });
    return json::write(api::IdView{call.param("incident_id")});
}

json::value create_update(api::Call& call) {
    const auto draft = call.read<UpdateEdit>();
    return call.db.write([&](db::Tx& tx) {
        const Posted posted = post_update(tx, call.act, call.param("incident_id"), draft);
        return shown_update(tx, posted.incident, posted.update_id);
    });
}

json::value create_update_from_template(api::Call& call) {
    return call.db.write([&](db::Tx& tx) {
        const Posted posted = templates::post_update(tx, call.act, call.param("incident_id"), call.param("template"));
        return shown_update(tx, posted.incident, posted.update_id);
    });
}

json::value show_update(api::Call& call) {
    return call.db.read([&](db::Tx& tx) {
        return shown_update(tx, require(tx, call.act.page_id, call.param("incident_id")), call.param("update_id"));
    });
}

json::value change_update(api::Call& call) {
    const auto changes = call.read<UpdateEdit>();
    return call.db.write([&](db::Tx& tx) {
        const Incident incident =
            edit_update(tx, call.act, call.param("incident_id"), call.param("update_id"), changes);
        return shown_update(tx, incident, call.param("update_id"));
    });
}

json::value destroy_update(api::Call& call) {
    call.db.write([&](db::Tx& tx) { remove_update(tx, call.act, call.param("incident_id"), call.param("update_id")); });
    return json::write(api::IdView{call.param("update_id")});
}

constexpr api::QueryParameter list_parameters[] = {
    api::paging_parameters[0],
    api::paging_parameters[1],
    {"status", "Keep only these statuses, separated by commas"},
    {"!status", "Drop these statuses, separated by commas"},
};

using enum http::Method;
using enum team::Needs;
constexpr api::Route table[] = {
    {Get, api::Under::V1AndV2, "/:page_id/incidents", SeePage, index, "incidents.index", "List incidents, newest first",
     nullptr, api::gives<std::vector<IncidentView>>, list_parameters},
    {Post, api::Under::V1AndV2, "/:page_id/incidents", EditNotices, create, "incidents.create", "Report an incident",
     api::takes<IncidentDraft>, api::gives<IncidentView>},
    {Get, api::Under::V1AndV2, "/:page_id/incidents/:incident_id", SeePage, show, "incidents.show", "Show an incident",
     nullptr, api::gives<IncidentView>},
    {Put, api::Under::V1AndV2, "/:page_id/incidents/:incident_id", EditNotices, update, "incidents.update",
     "Change an incident", api::takes<IncidentEdit>, api::gives<IncidentView>},
    {Delete, api::Under::V1AndV2, "/:page_id/incidents/:incident_id", EditNotices, destroy, "incidents.destroy",
     "Delete an incident", nullptr, api::gives<api::IdView>},
    // Contract: without a template this is the path of a plain report, also with a slash behind it. In the document the
    // first row of a path names its parameters, so that this one stands behind those of one incident.
    {Post, api::Under::V1AndV2, "/:page_id/incidents/:template", EditNotices, create_from_template,
     "incidents.create_from_template", "Report an incident by a template", nullptr, api::gives<IncidentView>},
    {Post, api::Under::V1AndV2, "/:page_id/incidents/:incident_id/incident-updates", EditNotices, create_update,
     "incident_updates.create", "Post an update", api::takes<UpdateDraftBody>, api::gives<UpdateDetailedView>},
    // A widely used client misspells the path this way (contract §4.1).
    {Post, api::Under::V1AndV2, "/:page_id/incidents/:incident_id/incidents-updates", EditNotices, create_update,
     "incident_updates.create_misspelt", "Post an update (old spelling)", api::takes<UpdateDraftBody>,
     api::gives<UpdateDetailedView>},
    {Get, api::Under::V1AndV2, "/:page_id/incidents/:incident_id/incident-updates/:update_id", SeePage, show_update,
     "incident_updates.show", "Show an update", nullptr, api::gives<UpdateDetailedView>},
    {Put, api::Under::V1AndV2, "/:page_id/incidents/:incident_id/incident-updates/:update_id", EditNotices,
     change_update, "incident_updates.update", "Change an update", api::takes<UpdateEdit>,
     api::gives<UpdateDetailedView>},
    {Delete, api::Under::V1AndV2, "/:page_id/incidents/:incident_id/incident-updates/:update_id", EditNotices,
     destroy_update, "incident_updates.destroy", "Delete an update", nullptr, api::gives<api::IdView>},
    {Post, api::Under::V1AndV2, "/:page_id/incidents/:incident_id/incident-updates/:template", EditNotices,
     create_update_from_template, "incident_updates.create_from_template", "Post an update by a template", nullptr,
     api::gives<UpdateDetailedView>},
};

}  // namespace

std::span<const api::Route> routes() { return table; }

}  // namespace daymark::incidents
