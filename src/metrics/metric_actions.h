// What can be done with metrics: create, edit, remove, put points, clear them.
#pragma once

#include "activity/act.h"
#include "metrics/metric.h"
#include "metrics/metric_json.h"
#include "platform/db/db.h"

#include <string>
#include <vector>

namespace daymark::metrics {

/// Adds a metric at the end of the page, or where `order` says.
Metric create(db::Tx& tx, const Act& act, const MetricDraft& draft);
/// Changes what the edit names.
Metric edit(db::Tx& tx, const Act& act, const std::string& id, const MetricEdit& edit);
/// The metric as it was; its points go with it.
Metric remove(db::Tx& tx, const Act& act, const std::string& id);

/// The metric after the change, and the points that were kept of those given, oldest first.
struct Kept {
    Metric metric;
    std::vector<Point> points;
};
/// Error BadRequest for a number that cannot be summed up over a day.
Kept put_point(db::Tx& tx, const Act& act, const std::string& id, const PointDraft& draft);
/// The same for many at once. Error BadRequest for none and for more than 5000.
Kept put_points(db::Tx& tx, const Act& act, const std::string& id, const PointsDraft& draft);
/// Removes all points; the metric stays.
Metric clear(db::Tx& tx, const Act& act, const std::string& id);

/// Drops the raw points that are old enough; their folds stay. A transaction for each metric.
void drop_old_points(db::Db& db, Millis now);

}  // namespace daymark::metrics
