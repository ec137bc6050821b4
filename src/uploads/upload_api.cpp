// Routes of uploads (extension).
#include "uploads/upload_api.h"

#include "pages/page_address.h"
#include "uploads/upload_actions.h"
#include "uploads/upload_json.h"
#include "uploads/upload_store.h"

namespace daymark::uploads {
namespace {

json::value shown(const api::Call& call, const Upload& upload) {
    const World& world = call.act.world;
    return json::write(view(upload, pages::Address::of(world.base_url, world.base_host).root_of(call.page.subdomain)));
}

json::value index(api::Call& call) {
    const auto listed = call.db.read([&](db::Tx& tx) { return list_of_page(tx, call.act.page_id, call.slice()); });
    call.note_end(listed);
    json::array list;
    for (const Upload& upload : listed) list.push_back(shown(call, upload));
    return list;
}

json::value create(api::Call& call) {
    const picture::Picture picture = picture::written_anew(call.request.body);
    return shown(call, call.db.write([&](db::Tx& tx) { return uploads::create(tx, call.act, picture); }));
}

json::value destroy(api::Call& call) {
    call.db.write([&](db::Tx& tx) { remove(tx, call.act, call.param("upload_id")); });
    return json::write(api::IdView{call.param("upload_id")});
}

using enum http::Method;
using enum team::Needs;
constexpr std::string_view list_path = "/:page_id/uploads";
constexpr api::Route table[] = {
    {Get, api::Under::Extension, list_path, SeePage, index, "uploads.index", "List the page's pictures, newest first",
     nullptr, api::gives<std::vector<UploadView>>, api::paging_parameters},
    {.method = Post,
     .under = api::Under::Extension,
     .path = list_path,
     .needs = EditPage,
     .handler = create,
     .name = "uploads.create",
     .summary = "Give a picture, as the request's body, for a logo, an icon or where the page is shared",
     .gives = api::gives<UploadView>,
     .takes_picture = true},
    {Delete, api::Under::Extension, "/:page_id/uploads/:upload_id", EditPage, destroy, "uploads.destroy",
     "Delete a picture", nullptr, api::gives<api::IdView>},
};

}  // namespace

std::span<const api::Route> routes() { return table; }

}  // namespace daymark::uploads
