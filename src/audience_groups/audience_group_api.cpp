// Routes of audience groups (contract §6.4).
#include "audience_groups/audience_group_api.h"

#include "audience_groups/audience_group_actions.h"
#include "audience_groups/audience_group_store.h"
#include "components/component_json.h"
#include "components/component_store.h"
#include "team/teammate_store.h"

#include <algorithm>

namespace daymark::audience_groups {
namespace {

std::vector<std::string> targets_of(const std::vector<Link>& links) {
    std::vector<std::string> ids;
    for (const Link& link : links) ids.push_back(link.target_id);
    return ids;
}

/// `page` holds all components of the group's page.
json::object shown(db::Tx& tx, const api::Call& call, const AudienceGroup& group,
                   const std::vector<components::Component>& page) {
    AudienceGroupView view{group.id, group.page_id, group.name, {}, {}};
    const auto teammates = team::list_by_ids(tx, call.act.workspace_id, targets_of(group.teammates));
    for (const Link& link : group.teammates) {
        const auto found = std::ranges::find(teammates, link.target_id, &team::Teammate::id);
        if (found == teammates.end()) continue;
        view.teammates.push_back({link.id, group.id, link.target_id, {found->id, team::view(*found).user}});
    }
    for (const Link& link : group.components) {
        const auto found = std::ranges::find(page, link.target_id, &components::Component::id);
        if (found == page.end()) continue;
        view.components.push_back({link.id, group.id, link.target_id, json::write(components::view(*found, page))});
    }
    return json::write(view);
}

json::value index(api::Call& call) {
    return call.db.read([&](db::Tx& tx) {
        const auto groups = list_of_page(tx, call.act.page_id, call.slice());
        call.note_end(groups);
        const auto page = components::list_of_page(tx, call.act.page_id);
        json::array list;
        for (const AudienceGroup& group : groups) list.push_back(shown(tx, call, group, page));
        return list;
    });
}

json::value show(api::Call& call) {
    return call.db.read([&](db::Tx& tx) {
        const AudienceGroup group = require(tx, call.act.page_id, call.param("audience_group_id"));
        return shown(tx, call, group, components::list_of_page(tx, call.act.page_id));
    });
}

json::value create(api::Call& call) {
    const auto draft = call.read<AudienceGroupEdit>();
    return json::write(view_changed(call.db.write([&](db::Tx& tx) { return create(tx, call.act, draft); })));
}

json::value update(api::Call& call) {
    const auto changes = call.read<AudienceGroupEdit>();
    return json::write(view_changed(
        call.db.write([&](db::Tx& tx) { return edit(tx, call.act, call.param("audience_group_id"), changes); })));
}

json::value destroy(api::Call& call) {
    return json::write(
        view_changed(call.db.write([&](db::Tx& tx) { return remove(tx, call.act, call.param("audience_group_id")); })));
}

using enum http::Method;
using enum team::Needs;
// Guess: who sees what belongs to how a page is set up.
constexpr api::Route table[] = {
    {Get, api::Under::V1AndV2, "/:page_id/audience-groups", EditPage, index, "audience_groups.index",
     "List audience groups, oldest first", nullptr, api::gives<std::vector<AudienceGroupView>>, api::paging_parameters},
    {Post, api::Under::V1AndV2, "/:page_id/audience-groups", EditPage, create, "audience_groups.create",
     "Add an audience group", api::takes<AudienceGroupEdit>, api::gives<ChangedGroupView>},
    {Get, api::Under::V1AndV2, "/:page_id/audience-groups/:audience_group_id", EditPage, show, "audience_groups.show",
     "Show an audience group", nullptr, api::gives<AudienceGroupView>},
    {Put, api::Under::V1AndV2, "/:page_id/audience-groups/:audience_group_id", EditPage, update,
     "audience_groups.update", "Change an audience group", api::takes<AudienceGroupEdit>, api::gives<ChangedGroupView>},
    {Delete, api::Under::V1AndV2, "/:page_id/audience-groups/:audience_group_id", EditPage, destroy,
     "audience_groups.destroy", "Remove an audience group", nullptr, api::gives<ChangedGroupView>},
};

}  // namespace

std::span<const api::Route> routes() { return table; }

}  // namespace daymark::audience_groups
