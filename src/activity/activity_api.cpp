// Routes of the activity log (extension).
#include "activity/activity_api.h"

#include "activity/activity_json.h"

namespace daymark::activity {
namespace {

json::value index(api::Call& call) {
    const api::Paging paging = api::paging_of(call.request);
    const auto rows = call.db.read([&](db::Tx& tx) {
        return tx.query("activity.of_page",
                        R"(select id, sequence, event, actor_kind, actor_id, remote_address, subject_id,
            announce, detail, created_at from activity where page_id = $1 order by sequence desc limit $2 offset $3)",
                        call.act.page_id, paging.limit, paging.offset);
    });
    json::array shown;
    for (const db::Row& row : rows) {
        shown.push_back(
            json::write(ActivityView{row.text(0),
                                     row.integer(1),
                                     row.text(2),
                                     row.text(3),
                                     row.text(4),
                                     row.text(5),
                                     row.text(6),
                                     row.boolean(7),
                                     json::parse(row.text(8), {.values = 1'000'000, .string_bytes = 1 << 20}),
                                     {row.integer(9)}}));
    }
    return shown;
}

constexpr api::Route table[] = {
    {http::Method::Get, api::Under::Extension, "/:page_id/activity", team::Needs::EditPage, index, "activity.index",
     "List what was done on a page, newest first", nullptr, api::gives<std::vector<ActivityView>>,
     api::paging_parameters},
};

}  // namespace

std::span<const api::Route> routes() { return table; }

}  // namespace daymark::activity
