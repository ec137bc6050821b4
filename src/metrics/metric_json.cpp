// From the record to the wire.
#include "metrics/metric_json.h"

namespace daymark::metrics {

PointView view_point(const Metric& metric, const Point& point) { return {id_of(metric, point), point.at, point.value}; }

MetricView view(const Metric& metric, const std::vector<Point>& newest) {
    MetricView view{metric.id, metric.name, metric.active, metric.position, metric.suffix, metric.last_point_at, {}};
    for (const Point& point : newest) view.data.push_back(view_point(metric, point));
    return view;
}

ClearedMetricView view_cleared(const Metric& metric, const pages::Page& page) {
    return {metric.name, metric.position, metric.suffix, {page.id, page.subdomain}};
}

}  // namespace daymark::metrics
