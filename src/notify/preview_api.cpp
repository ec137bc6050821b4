// Each takes what the route takes that does it in earnest.
#include "notify/preview_api.h"

#include "general_notices/general_notice_actions.h"
#include "general_notices/general_notice_json.h"
#include "incidents/incident_actions.h"
#include "incidents/incident_json.h"
#include "maintenances/maintenance_actions.h"
#include "maintenances/maintenance_json.h"
#include "notify/preview_json.h"
#include "platform/text/given.h"

namespace daymark::notify {
namespace {

json::value preview_of(api::Call& call, const std::function<void(db::Tx&)>& change) {
    const std::string subscriber_id(call.request.query_value("subscriber_id").value_or(""));
    // A message holds the links by which its reader unsubscribes.
    if (!subscriber_id.empty() && !team::may(call.permission, team::Needs::EditPage))
        throw Error(ErrorCode::Forbidden, "Others' messages are for those who may edit the page");
    const Preview found = rehearse(call.db, call.act, change, subscriber_id);
    PreviewView view{std::nullopt, view_of(found.forecast), std::nullopt};
    if (found.kind) view.kind = json::word_of(*found.kind);
    if (const auto& message = found.message) {
        view.message = {message->channel,           text::given(message->called_off), text::given(message->subject),
                        text::given(message->text), text::given(message->html),       text::given(message->body)};
    }
    return json::write(view);
}

json::value incident(api::Call& call) {
    const auto draft = call.read<incidents::IncidentDraft>();
    return preview_of(call, [&](db::Tx& tx) { (void)incidents::open(tx, call.act, draft); });
}

json::value incident_update(api::Call& call) {
    const auto draft = call.read<incidents::UpdateEdit>();
    return preview_of(
        call, [&](db::Tx& tx) { (void)incidents::post_update(tx, call.act, call.param("incident_id"), draft); });
}

json::value maintenance(api::Call& call) {
    const auto draft = call.read<maintenances::MaintenanceEdit>();
    return preview_of(call, [&](db::Tx& tx) { (void)maintenances::schedule(tx, call.act, draft); });
}

json::value maintenance_update(api::Call& call) {
    const auto draft = call.read<maintenances::UpdateEdit>();
    return preview_of(
        call, [&](db::Tx& tx) { (void)maintenances::post_update(tx, call.act, call.param("maintenance_id"), draft); });
}

json::value general_notice(api::Call& call) {
    const auto draft = call.read<general_notices::GeneralNoticeDraft>();
    return preview_of(call, [&](db::Tx& tx) { (void)general_notices::create(tx, call.act, draft); });
}

constexpr api::QueryParameter parameters[] = {
    {"subscriber_id", "Whose message is shown as well"},
};

using enum http::Method;
using enum team::Needs;
constexpr auto ours = api::Under::Extension;
constexpr api::Route table[] = {
    {Post, ours, "/:page_id/previews/incidents", EditNotices, incident, "previews.incident",
     "What a new incident would tell people; nothing changes", api::takes<incidents::IncidentDraft>,
     api::gives<PreviewView>, parameters},
    {Post, ours, "/:page_id/previews/incidents/:incident_id/incident-updates", EditNotices, incident_update,
     "previews.incident_update", "What an update of an incident would tell people; nothing changes",
     api::takes<incidents::UpdateDraftBody>, api::gives<PreviewView>, parameters},
    {Post, ours, "/:page_id/previews/maintenances", EditNotices, maintenance, "previews.maintenance",
     "What a new maintenance would tell people; nothing changes", api::takes<maintenances::MaintenanceDraftBody>,
     api::gives<PreviewView>, parameters},
    {Post, ours, "/:page_id/previews/maintenances/:maintenance_id/maintenance-updates", EditNotices, maintenance_update,
     "previews.maintenance_update", "What an update of a maintenance would tell people; nothing changes",
     api::takes<maintenances::UpdateEdit>, api::gives<PreviewView>, parameters},
    {Post, ours, "/:page_id/previews/general-notices", EditNotices, general_notice, "previews.general_notice",
     "What a new general notice would tell people; nothing changes", api::takes<general_notices::GeneralNoticeDraft>,
     api::gives<PreviewView>, parameters},
};

}  // namespace

std::span<const api::Route> preview_routes() { return table; }

}  // namespace daymark::notify
