// Every SQL statement on metrics, their points and their days.
#pragma once

#include "metrics/metric.h"
#include "platform/db/db.h"

#include <optional>
#include <string>
#include <vector>

namespace daymark::metrics {

void insert(db::Tx& tx, const Metric& metric);
/// The metric's own fields; the time of its last point has its own statement.
void update(db::Tx& tx, const Metric& metric);
/// Removes it with its points and days.
void erase(db::Tx& tx, const std::string& page_id, const std::string& id);

/// Only through its page.
[[nodiscard]] std::optional<Metric> find(db::Tx& tx, const std::string& page_id, const std::string& id);
[[nodiscard]] Metric require(db::Tx& tx, const std::string& page_id, const std::string& id);
/// In page order.
[[nodiscard]] std::vector<Metric> list_of_page(db::Tx& tx, const std::string& page_id, std::int64_t limit,
                                               std::int64_t offset);
/// One after the last, but never beyond `last_position`: of equal ones the older metric comes first.
[[nodiscard]] std::int64_t next_position(db::Tx& tx, const std::string& page_id);

/// Locks the metric's row for the rest of the transaction, so that changes of its points follow each other.
/// False when it is not on the page.
[[nodiscard]] bool lock(db::Tx& tx, const std::string& page_id, const std::string& id, Millis now);

/// Puts points into their slots, in place of what was there. There must be one for each slot at most.
void put_points(db::Tx& tx, const std::string& metric_id, const std::vector<Point>& points);
void erase_points(db::Tx& tx, const std::string& metric_id);
/// Works out a day once more from its points, of which there must be some.
void fold_day(db::Tx& tx, const std::string& metric_id, std::int64_t day);
/// Works out once more when the last point was.
void refresh_last_point(db::Tx& tx, const std::string& metric_id);

/// The newest points, oldest first, at most `limit`.
[[nodiscard]] std::vector<Point> list_newest_points(db::Tx& tx, const std::string& metric_id, std::int64_t limit);
/// Days from `first` to `last`, both included, that have points; oldest first.
[[nodiscard]] std::vector<Day> list_days(db::Tx& tx, const std::string& metric_id, std::int64_t first,
                                         std::int64_t last);

}  // namespace daymark::metrics
