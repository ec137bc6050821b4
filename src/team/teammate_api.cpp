// Routes of the team (contract §6.2). The path names a page; the team is that of its workspace.
#include "team/teammate_api.h"

#include "audience_groups/audience_group_actions.h"
#include "pages/page_actions.h"
#include "team/teammate_actions.h"
#include "team/teammate_store.h"

namespace daymark::team {
namespace {

json::value index(api::Call& call) {
    const auto teammates =
        call.db.read([&](db::Tx& tx) { return list_of_workspace(tx, call.act.workspace_id, call.slice()); });
    call.note_end(teammates);
    json::array list;
    for (const Teammate& teammate : teammates) list.push_back(json::write(view(teammate)));
    return list;
}

json::value create(api::Call& call) {
    const auto invitation = call.read<Invitation>();
    const auto groups = invitation.audience_groups.value_or(std::vector<std::string>{});
    return call.db.write([&](db::Tx& tx) {
        // Pages are locked before their workspace, always.
        pages::touch_all(tx, call.act);
        const Teammate invited = invite(tx, call.act, invitation);
        audience_groups::join(tx, call.act, invited.id, groups);
        return json::write(InvitedView{invited.user.email, invited.id});
    });
}

json::value destroy(api::Call& call) {
    const std::string& id = call.param("member_id");
    call.db.write([&](db::Tx& tx) {
        pages::touch_all(tx, call.act);
        remove(tx, call.act, id);
    });
    return json::write(RemovedTeammateView{id});
}

using enum http::Method;
using enum Needs;
// Guess: colleagues may see each other; who belongs to them is the owner's word.
constexpr api::Route table[] = {
    {Get, api::Under::V1AndV2, "/:page_id/team", SeePage, index, "team.index", "List the teammates of a page", nullptr,
     api::gives<std::vector<TeammateView>>, api::paging_parameters},
    {Post, api::Under::V1AndV2, "/:page_id/team", OwnPage, create, "team.create",
     "Invite a teammate, or change what one may do", api::takes<Invitation>, api::gives<InvitedView>},
    {Delete, api::Under::V1AndV2, "/:page_id/team/:member_id", OwnPage, destroy, "team.destroy", "Remove a teammate",
     nullptr, api::gives<RemovedTeammateView>},
};

}  // namespace

std::span<const api::Route> routes() { return table; }

}  // namespace daymark::team
