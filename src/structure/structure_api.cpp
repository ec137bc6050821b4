// Routes of a page's structure, an extension: it is read, compared and changed as one document.
#include "structure/structure_api.h"

#include "platform/json/strict.h"
#include "structure/dump.h"
#include "structure/structure_actions.h"

namespace daymark::structure {
namespace {

Draft draft_of(const api::Call& call) {
    const json::value body = call.body();
    json::refuse_unknown<Draft>(body);
    return json::read<Draft>(body);
}

json::value show(api::Call& call) {
    return json::write(view(call.db.read([&](db::Tx& tx) { return load(tx, call.act); })));
}

json::value plan(api::Call& call) {
    const Draft draft = draft_of(call);
    return json::write(plan_of(call.db.read([&](db::Tx& tx) { return load(tx, call.act); }), draft).told());
}

json::value update(api::Call& call) {
    const Draft draft = draft_of(call);
    return json::write(call.db.write([&](db::Tx& tx) { return apply(tx, call.act, draft); }));
}

using enum http::Method;
using enum team::Needs;
constexpr api::Route table[] = {
    {Get, api::Under::Extension, "/:page_id/structure", SeePage, show, "structure.show",
     "Show the page's settings, components, templates and metrics as one document", nullptr, api::gives<View>},
    {Post, api::Under::Extension, "/:page_id/structure/plan", EditPage, plan, "structure.plan",
     "Say what a document would change; changes nothing", api::takes<Draft>, api::gives<Changes>},
    {Put, api::Under::Extension, "/:page_id/structure", EditPage, update, "structure.update",
     "Make the page what a document says, all of it or nothing", api::takes<Draft>, api::gives<Changes>},
};

}  // namespace

std::span<const api::Route> routes() { return table; }

}  // namespace daymark::structure
