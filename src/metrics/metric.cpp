// Pure rules on points.
#include "metrics/metric.h"

#include <algorithm>
#include <map>

namespace daymark::metrics {

std::string id_of(const Metric& metric, const Point& point) { return metric.id + "-" + std::to_string(point.slot()); }

std::vector<Fold> folds_of(const std::vector<Point>& points, Span span) {
    std::map<std::int64_t, Fold> folds;
    for (const Point& point : points) {
        const std::int64_t number = point.at / length_of(span);
        Fold& fold = folds.try_emplace(number, Fold{number, 0, 0, point.value, point.value}).first->second;
        ++fold.points;
        fold.total += point.value;
        fold.lowest = std::min(fold.lowest, point.value);
        fold.highest = std::max(fold.highest, point.value);
    }
    std::vector<Fold> list;
    for (const auto& [number, fold] : folds) list.push_back(fold);
    return list;
}

std::vector<Point> one_for_each_slot(const std::vector<Point>& points) {
    std::map<std::int64_t, Point> by_slot;
    for (const Point& point : points) by_slot[point.slot()] = point;
    std::vector<Point> kept;
    kept.reserve(by_slot.size());
    for (const auto& [slot, point] : by_slot) kept.push_back(point);
    return kept;
}

}  // namespace daymark::metrics
