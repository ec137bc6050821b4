// Pure rules on points.
#include "metrics/metric.h"

#include <map>

namespace daymark::metrics {

std::string id_of(const Metric& metric, const Point& point) { return metric.id + "-" + std::to_string(point.slot()); }

std::vector<Point> one_for_each_slot(const std::vector<Point>& points) {
    std::map<std::int64_t, Point> by_slot;
    for (const Point& point : points) by_slot[point.slot()] = point;
    std::vector<Point> kept;
    kept.reserve(by_slot.size());
    for (const auto& [slot, point] : by_slot) kept.push_back(point);
    return kept;
}

}  // namespace daymark::metrics
