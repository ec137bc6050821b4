// Routes of pages (contract §2).
#include "pages/page_api.h"

#include "components/component_actions.h"
#include "components/component_store.h"
#include "pages/page_actions.h"
#include "pages/page_json.h"
#include "pages/page_store.h"
#include "team/teammate_store.h"
#include "workspaces/workspace_actions.h"
#include "workspaces/workspace_store.h"

namespace daymark::pages {
namespace {

/// As members see it.
PageView member_view(const api::Call& call, const Page& page) {
    PageView shown = view(page);
    if (page.settings.is_private) shown.secure_link = secure_link_of(call.act.world, page);
    return shown;
}

json::object full_view(db::Tx& tx, const api::Call& call, const std::string& page_id) {
    const Page page = find(tx, page_id).value();
    PageFullView full{member_view(call, page),
                      workspaces::find(tx, page.workspace_id).value().slug,
                      {},
                      unreadable_colors(page.settings)};
    const auto components = components::list_of_page(tx, page_id);
    for (const auto& component : components)
        full.components.push_back(json::write(components::view(component, components)));
    return json::write(full);
}

json::value index(api::Call& call) {
    const auto pages =
        call.db.read([&](db::Tx& tx) { return list_of_user(tx, call.caller.id, call.key.page_id, call.slice()); });
    call.note_end(pages);
    json::array shown;
    for (const Page& page : pages) shown.push_back(json::write(member_view(call, page)));
    return shown;
}

/// The workspace the new page goes to: the one named, if the caller owns it, else a new one of the page's name.
std::string workspace_for(db::Tx& tx, const api::Call& call, const PageDraft& draft) {
    if (!draft.workspace || draft.workspace->empty()) {
        return workspaces::found(tx, call.act, {draft.name, std::nullopt, {}}).id;
    }
    const auto permission = team::permission_of(tx, *draft.workspace, call.caller.id);
    if (!permission || !team::may(*permission, team::Needs::OwnWorkspace)) {
        throw Error(ErrorCode::Forbidden, "Not authorized");
    }
    return *draft.workspace;
}

json::value create(api::Call& call) {
    const auto draft = call.read<PageDraft>();
    return call.db.write([&](db::Tx& tx) {
        Act act = call.act;
        act.workspace_id = workspace_for(tx, call, draft);
        act.page_id = pages::create(tx, act, draft).id;
        components::add_named(tx, act, draft.components);
        return full_view(tx, call, act.page_id);
    });
}

json::value show(api::Call& call) {
    return call.db.read([&](db::Tx& tx) { return full_view(tx, call, call.act.page_id); });
}

json::value update(api::Call& call) {
    const json::object body = call.body();
    return call.db.write([&](db::Tx& tx) {
        edit(tx, call.act, body);
        return full_view(tx, call, call.act.page_id);
    });
}

json::value destroy(api::Call& call) {
    call.db.write([&](db::Tx& tx) { remove(tx, call.act); });
    return json::write(api::IdView{call.act.page_id});
}

json::value renew_link(api::Call& call) {
    const Page page = call.db.write([&](db::Tx& tx) { return renew_secure_link(tx, call.act); });
    return json::write(SecureLinkView{page.id, secure_link_of(call.act.world, page)});
}

using enum http::Method;
using enum team::Needs;
constexpr api::Route table[] = {
    {Get, api::Under::V1AndV2, "/pages", User, index, "pages.index", "List your status pages", nullptr,
     api::gives<std::vector<PageView>>, api::paging_parameters, true},
    {Post, api::Under::V1AndV2, "/pages", User, create, "pages.create", "Create a status page", api::takes<PageDraft>,
     api::gives<PageFullView>},
    {Get, api::Under::V1AndV2, "/:page_id", SeePage, show, "pages.show", "Show a status page", nullptr,
     api::gives<PageFullView>},
    {Put, api::Under::V1AndV2, "/:page_id", EditPage, update, "pages.update", "Change a status page",
     api::takes<PageEditBody>, api::gives<PageFullView>},
    {Delete, api::Under::V1AndV2, "/:page_id", OwnPage, destroy, "pages.destroy", "Delete a status page", nullptr,
     api::gives<api::IdView>},
    {Post, api::Under::V1AndV2, "/:page_id/regenerate-secure-link", EditPage, renew_link, "pages.renew_secure_link",
     "Make a new secure link to a private page; the old one stops working", nullptr, api::gives<SecureLinkView>},
};

}  // namespace

std::span<const api::Route> routes() { return table; }

}  // namespace daymark::pages
