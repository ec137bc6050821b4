// Routes of the activity log (extension).
#include "activity/activity_api.h"

#include "activity/activity_json.h"

namespace daymark::activity {
namespace {

ActivityView view_from(const db::Row& row) {
    return {row.text(0),     row.integer(1), row.text(2),
            row.text(3),     row.text(4),    row.text(5),
            row.text(6),     row.boolean(7), json::parse(row.text(8), {.values = 1'000'000, .string_bytes = 1 << 20}),
            {row.integer(9)}};
}

json::value index(api::Call& call) {
    const auto rows = call.db.read([&](db::Tx& tx) {
        std::vector<db::Value> binds{call.act.page_id};
        const std::string end = slice_sql(call.slice(), {"sequence"}, db::Order::Falling, binds);
        return tx
            .run("activity.of_page",
                 R"(select id, sequence, event, actor_kind, actor_id, remote_address, subject_id,
            announce, detail, created_at from activity where page_id = $1)" +
                     end,
                 std::move(binds))
            .rows;
    });
    std::vector<ActivityView> views;
    for (const db::Row& row : rows) views.push_back(view_from(row));
    call.note_end(views);
    json::array shown;
    for (const ActivityView& view : views) shown.push_back(json::write(view));
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
