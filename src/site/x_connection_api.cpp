// Connecting a page to an account at X (extension): a browser has to go there, the API only tells where to begin.
#include "site/x_connection_api.h"

#include "activity/activity.h"
#include "pages/consents.h"
#include "pages/x_connection.h"
#include "site/oauth.h"

namespace daymark::site {
namespace {

struct XStartView {
    std::string url;
    json::Time expires;

    static constexpr std::string_view schema_name = "XStart";
    static constexpr auto fields = std::tuple{
        json::field("url", &XStartView::url).described("Opened in a browser, asks for an account at X; works once"),
        json::field("expiresAt", &XStartView::expires),
    };
};

struct XConnectionView {
    std::string state;
    std::optional<json::Time> connected;

    static constexpr std::string_view schema_name = "XConnection";
    static constexpr auto fields = std::tuple{
        json::field("state", &XConnectionView::state)
            .described("CONNECTED, NONE, or BROKEN: X does not renew the permission; connect again"),
        json::field("connectedAt", &XConnectionView::connected),
    };
};

json::value view_of(const std::optional<pages::XConnection>& connection) {
    if (!connection) return json::write(XConnectionView{"NONE", {}});
    const bool works = connection->state == pages::XState::Connected && connection->tokens;
    return json::write(XConnectionView{works ? "CONNECTED" : "BROKEN", json::Time{connection->connected_at}});
}

json::value create(api::Call& call) {
    const Act& act = call.act;
    if (!act.world.has_x_app)
        throw Error(ErrorCode::Conflict, "This server has no app at X; its operator sets x-client-id");
    return call.db.write([&](db::Tx& tx) -> json::value {
        const auto consent = pages::ask_consent(tx, act, "x", consent_detail(act.actor));
        if (!consent) throw Error(ErrorCode::TooManyRequests, "This was asked for too often; try again in an hour");
        activity::record(tx, act, {"pages.ask_x", act.page_id, {}});
        return json::write(
            XStartView{start_url(act.world.base_url, act.world.key, *consent, call.page.settings.language),
                       {consent->expires_at}});
    });
}

json::value show(api::Call& call) {
    return call.db.read(
        [&](db::Tx& tx) { return view_of(pages::find_x_connection(tx, call.act.world, call.act.page_id)); });
}

json::value destroy(api::Call& call) {
    return call.db.write([&](db::Tx& tx) {
        pages::disconnect_x(tx, call.act);
        return view_of(std::nullopt);
    });
}

using enum http::Method;
using enum team::Needs;
constexpr auto ours = api::Under::Extension;
constexpr api::Route table[] = {
    {Post, ours, "/:page_id/x/connect", EditPage, create, "x_connection.create",
     "Begin to connect the page to an account at X, by which its news is posted", nullptr, api::gives<XStartView>},
    {Get, ours, "/:page_id/x/connect", EditPage, show, "x_connection.show",
     "Whether the page is connected to an account at X", nullptr, api::gives<XConnectionView>},
    {Delete, ours, "/:page_id/x/connect", EditPage, destroy, "x_connection.destroy",
     "Forget the page's account at X. X itself takes the permission back in the account's settings", nullptr,
     api::gives<XConnectionView>},
};

}  // namespace

std::span<const api::Route> x_connection_routes() { return table; }

}  // namespace daymark::site
