// Routes of metrics and their points (contract §7).
#include "metrics/metric_api.h"

#include "metrics/metric_actions.h"
#include "metrics/metric_store.h"

namespace daymark::metrics {
namespace {

// Guess: the contract does not say how many of its points a metric carries; clients chart the newest.
constexpr std::int64_t shown_points = 500;

json::object shown(db::Tx& tx, const Metric& metric) {
    return json::write(view(metric, list_newest_points(tx, metric.id, shown_points)));
}

json::value index(api::Call& call) {
    return call.db.read([&](db::Tx& tx) {
        const auto metrics = list_of_page(tx, call.act.page_id, call.slice());
        call.note_end(metrics);
        json::array list;
        for (const Metric& metric : metrics) list.push_back(shown(tx, metric));
        return list;
    });
}

json::value create(api::Call& call) {
    const auto draft = call.read<MetricDraft>();
    return call.db.write([&](db::Tx& tx) { return shown(tx, create(tx, call.act, draft)); });
}

json::value show(api::Call& call) {
    return call.db.read([&](db::Tx& tx) { return shown(tx, require(tx, call.act.page_id, call.param("metric_id"))); });
}

json::value update(api::Call& call) {
    const auto changes = call.read<MetricEdit>();
    return call.db.write([&](db::Tx& tx) { return shown(tx, edit(tx, call.act, call.param("metric_id"), changes)); });
}

json::value destroy(api::Call& call) {
    const Metric removed = call.db.write([&](db::Tx& tx) { return remove(tx, call.act, call.param("metric_id")); });
    return json::write(RemovedMetricView{removed.id, removed.name});
}

json::value create_point(api::Call& call) {
    const auto draft = call.read<PointDraft>();
    const Kept kept =
        call.db.write([&](db::Tx& tx) { return put_point(tx, call.act, call.param("metric_id"), draft); });
    return json::write(view_point(kept.metric, kept.points.front()));
}

json::value create_points(api::Call& call) {
    // Contract: the document wants {"data": […]}, a widely used client sends the bare array.
    const auto draft = json::read<PointsDraft>(call.body_or_list("data"));
    const Kept kept =
        call.db.write([&](db::Tx& tx) { return put_points(tx, call.act, call.param("metric_id"), draft); });
    json::array list;
    for (const Point& point : kept.points) list.push_back(json::write(view_point(kept.metric, point)));
    return list;
}

json::value destroy_points(api::Call& call) {
    const Metric cleared = call.db.write([&](db::Tx& tx) { return clear(tx, call.act, call.param("metric_id")); });
    return json::write(view_cleared(cleared, call.page));
}

using enum http::Method;
using enum team::Needs;
// Guess: a metric and its points are content of the page, as components are.
constexpr api::Route table[] = {
    {Get, api::Under::V1AndV2, "/:page_id/metrics", SeePage, index, "metrics.index", "List metrics", nullptr,
     api::gives<std::vector<MetricView>>, api::paging_parameters},
    {Post, api::Under::V1AndV2, "/:page_id/metrics", EditPage, create, "metrics.create", "Add a metric",
     api::takes<MetricDraft>, api::gives<MetricView>},
    {Get, api::Under::V1AndV2, "/:page_id/metrics/:metric_id", SeePage, show, "metrics.show", "Show a metric", nullptr,
     api::gives<MetricView>},
    {Put, api::Under::V1AndV2, "/:page_id/metrics/:metric_id", EditPage, update, "metrics.update", "Change a metric",
     api::takes<MetricEdit>, api::gives<MetricView>},
    {Delete, api::Under::V1AndV2, "/:page_id/metrics/:metric_id", EditPage, destroy, "metrics.destroy",
     "Remove a metric with its points", nullptr, api::gives<RemovedMetricView>},
    {Post, api::Under::V1AndV2, "/:page_id/metrics/:metric_id", EditPage, create_point, "metric_points.create",
     "Add a point", api::takes<PointDraft>, api::gives<PointView>},
    {Post, api::Under::V1AndV2, "/:page_id/metrics/:metric_id/data", EditPage, create_points,
     "metric_points.create_many", "Add many points; a bare array is understood too", api::takes<PointsDraft>,
     api::gives<std::vector<PointView>>},
    {Delete, api::Under::V1AndV2, "/:page_id/metrics/:metric_id/data", EditPage, destroy_points,
     "metric_points.destroy_all", "Remove all points of a metric", nullptr, api::gives<ClearedMetricView>},
};

}  // namespace

std::span<const api::Route> routes() { return table; }

}  // namespace daymark::metrics
