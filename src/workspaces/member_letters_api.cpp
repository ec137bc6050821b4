// Routes of the letters that members get (extension). The path names a page, as that of the team; the choice is for all
// pages of its workspace.
#include "workspaces/member_letters_api.h"

#include "workspaces/member_letters_actions.h"

namespace daymark::workspaces {
namespace {

json::value show(api::Call& call) {
    return call.db.read([&](db::Tx& tx) -> json::value { return json::write(letters_of(tx, call.act)); });
}

json::value update(api::Call& call) {
    const auto draft = call.read<LettersDraft>();
    return call.db.write([&](db::Tx& tx) -> json::value { return json::write(choose_letters(tx, call.act, draft)); });
}

using enum http::Method;
using enum team::Needs;
constexpr api::Route table[] = {
    {Get, api::Under::Extension, "/:page_id/my-notifications", SeePage, show, "my_notifications.show",
     "Which mails you get about the pages of this workspace", nullptr, api::gives<WantedLetters>},
    {Put, api::Under::Extension, "/:page_id/my-notifications", SeePage, update, "my_notifications.update",
     "Choose which mails you get", api::takes<LettersDraft>, api::gives<WantedLetters>},
};

}  // namespace

std::span<const api::Route> letter_routes() { return table; }

}  // namespace daymark::workspaces
