// Routes for many subscribers at once, and for one person (extension).
#include "people/people_api.h"

#include "people/export.h"
#include "people/people_json.h"
#include "platform/text/number.h"

namespace daymark::people {
namespace {

json::value import(api::Call& call) {
    const std::string_view wish = call.request.query_value("dryRun").value_or("false");
    if (wish != "true" && wish != "false") throw Error::bad_field("dryRun", "must be true or false");
    const bool dry_run = wish == "true";
    return json::write(view_of(import_subscribers(call.db, call.act, call.page, call.request.body, dry_run), dry_run));
}

http::Response export_(api::Call& call) {
    const auto after = text::whole_number<std::int64_t>(call.request.query_value("after").value_or("0"));
    if (!after || *after < 0) throw Error::bad_field("after", "must be a number that a link of an export bears");
    Table table = export_subscribers(call.db, call.act, *after, most_exported);
    http::Response response;
    response.headers = {{"content-type", "text/csv; charset=utf-8"},
                        {"content-disposition", "attachment; filename=\"subscribers.csv\""},
                        {"cache-control", "no-store"},
                        {"x-content-type-options", "nosniff"}};
    if (table.next) {
        const std::string path = call.request.path + "?after=" + std::to_string(*table.next);
        response.headers.emplace_back("link", "<" + path + ">; rel=\"next\"");
    }
    response.body = std::move(table.text);
    return response;
}

json::value erase(api::Call& call) {
    const auto draft = call.read<EraseDraft>();
    return json::write(
        view_of(call.db.write([&](db::Tx& tx) { return erase_person(tx, call.act, draft.address, draft.suppress); })));
}

constexpr api::QueryParameter import_parameters[] = {
    {"dryRun", "true: says what would be, and changes nothing", "boolean"},
};
constexpr api::QueryParameter export_parameters[] = {
    {"after", "Where a table goes on that had no end: as the Link of the one before says", "integer"},
};

using enum http::Method;
using enum team::Needs;
// Guess: as for subscribers, one by one. An address is sent as a body, since those who keep logs keep paths.
constexpr api::Route table[] = {
    {.method = Post,
     .under = api::Under::Extension,
     .path = "/:page_id/subscribers/import",
     .needs = EditPage,
     .handler = import,
     .name = "subscribers.import",
     .summary = "Subscribe whom a table names, given as the request's body in CSV; nobody is told",
     .gives = api::gives<ImportView>,
     .query = import_parameters,
     .takes_table = true},
    {.method = Get,
     .under = api::Under::Extension,
     .path = "/:page_id/subscribers/export",
     .needs = EditPage,
     .handler = nullptr,
     .name = "subscribers.export",
     .summary = "All subscribers as a table in CSV that can be imported again",
     .query = export_parameters,
     .gives_table = true,
     .raw = export_},
    {Post, api::Under::Extension, "/:page_id/people/erase", EditPage, erase, "people.erase",
     "Forget whoever has an address: subscriptions, requests, and the address in the log", api::takes<EraseDraft>,
     api::gives<ErasedView>},
};

}  // namespace

std::span<const api::Route> routes() { return table; }

}  // namespace daymark::people
