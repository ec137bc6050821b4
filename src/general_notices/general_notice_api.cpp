// Routes of general notices (extension).
#include "general_notices/general_notice_api.h"

#include "general_notices/general_notice_actions.h"
#include "general_notices/general_notice_store.h"

namespace daymark::general_notices {
namespace {

constexpr const char* parameter = "general_notice_id";

json::value index(api::Call& call) {
    const auto listed = call.db.read([&](db::Tx& tx) { return list_of_page(tx, call.act.page_id, call.slice()); });
    call.note_end(listed);
    json::array list;
    for (const GeneralNotice& notice : listed) list.push_back(json::write(view(notice)));
    return list;
}

json::value create(api::Call& call) {
    const auto draft = call.read<GeneralNoticeDraft>();
    return json::write(view(call.db.write([&](db::Tx& tx) { return general_notices::create(tx, call.act, draft); })));
}

json::value show(api::Call& call) {
    return json::write(
        view(call.db.read([&](db::Tx& tx) { return require(tx, call.act.page_id, call.param(parameter)); })));
}

json::value update(api::Call& call) {
    const auto changes = call.read<GeneralNoticeEdit>();
    return json::write(
        view(call.db.write([&](db::Tx& tx) { return edit(tx, call.act, call.param(parameter), changes); })));
}

json::value destroy(api::Call& call) {
    call.db.write([&](db::Tx& tx) { remove(tx, call.act, call.param(parameter)); });
    return json::write(api::IdView{call.param(parameter)});
}

using enum http::Method;
using enum team::Needs;
constexpr std::string_view list_path = "/:page_id/general-notices";
constexpr std::string_view one_path = "/:page_id/general-notices/:general_notice_id";
constexpr api::Route table[] = {
    {Get, api::Under::Extension, list_path, SeePage, index, "general_notices.index",
     "List general notices, newest first", nullptr, api::gives<std::vector<GeneralNoticeView>>, api::paging_parameters},
    {Post, api::Under::Extension, list_path, EditNotices, create, "general_notices.create", "Post a general notice",
     api::takes<GeneralNoticeDraft>, api::gives<GeneralNoticeView>},
    {Get, api::Under::Extension, one_path, SeePage, show, "general_notices.show", "Show a general notice", nullptr,
     api::gives<GeneralNoticeView>},
    {Put, api::Under::Extension, one_path, EditNotices, update, "general_notices.update", "Change a general notice",
     api::takes<GeneralNoticeEdit>, api::gives<GeneralNoticeView>},
    {Delete, api::Under::Extension, one_path, EditNotices, destroy, "general_notices.destroy",
     "Delete a general notice", nullptr, api::gives<api::IdView>},
};

}  // namespace

std::span<const api::Route> routes() { return table; }

}  // namespace daymark::general_notices
