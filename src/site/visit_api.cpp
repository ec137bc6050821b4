// Visits of private pages (extension): what mails will bring to people who have no key, for those who have one. A page
// that is open gives them too: they lead to it.
#include "site/visit_api.h"

#include "pages/entry_requests.h"
#include "pages/page_address.h"
#include "pages/page_store.h"
#include "site/entrance.h"
#include "team/teammate_store.h"

namespace daymark::site {
namespace {

struct VisitView {
    std::string url, token;
    json::Time expires;

    static constexpr std::string_view schema_name = "Visit";
    static constexpr auto fields = std::tuple{
        json::field("url", &VisitView::url).described("Opens the page in a browser, in the caller's name, until then"),
        json::field("expiresAt", &VisitView::expires),
        json::field("token", &VisitView::token)
            .described("For programs, as ?token= or as a bearer token: feeds, calendars, JSON and badges of the page "
                       "as the caller sees it. It ends when the caller leaves the team."),
    };
};

json::value create(api::Call& call) {
    return call.db.read([&](db::Tx& tx) -> json::value {
        const Act& act = call.act;
        const pages::Page page = pages::find(tx, act.page_id).value();
        const Gate gate = Gate::of(tx, act.world, page);
        const Pass pass{Pass::Way::Teammate, team::find_user(tx, act.workspace_id, call.caller.id).value().id};
        const std::string root = pages::Address::of(act.world.base_url, act.world.base_host).root_of(page.subdomain);
        return json::write(VisitView{root + "/" + entry_path(gate, pass, act.now),
                                     gate.token_of(pass, PassUse::Programs, 0),
                                     {act.now + pages::entry_link_lasts}});
    });
}

constexpr api::Route table[] = {
    {http::Method::Post, api::Under::Extension, "/:page_id/visits", team::Needs::SeePage, create, "visits.create",
     "Open a page in your name, for when it is private", nullptr, api::gives<VisitView>},
};

}  // namespace

std::span<const api::Route> visit_routes() { return table; }

}  // namespace daymark::site
