// Every SQL statement on metrics, their points and what these are folded into.
#pragma once

#include "metrics/metric.h"
#include "platform/db/slice.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace daymark::metrics {

void insert(db::Tx& tx, const Metric& metric);
/// The metric's own fields; the time of its last point has its own statement.
void update(db::Tx& tx, const Metric& metric);
/// Removes it with its points and folds.
void erase(db::Tx& tx, const std::string& page_id, const std::string& id);

/// Only through its page.
[[nodiscard]] std::optional<Metric> find(db::Tx& tx, const std::string& page_id, const std::string& id);
[[nodiscard]] Metric require(db::Tx& tx, const std::string& page_id, const std::string& id);
/// In page order.
[[nodiscard]] std::vector<Metric> list_of_page(db::Tx& tx, const std::string& page_id, const db::Slice& slice);
[[nodiscard]] db::Cursor cursor_of(const Metric& metric);
/// Those that readers see, in page order.
[[nodiscard]] std::vector<Metric> list_active_of_page(db::Tx& tx, const std::string& page_id, std::int64_t limit);
/// One after the last, but never beyond `last_position`: of equal ones the older metric comes first.
[[nodiscard]] std::int64_t next_position(db::Tx& tx, const std::string& page_id);

/// Locks the metric's row for the rest of the transaction, so that changes of its points follow each other.
/// False when it is not on the page.
[[nodiscard]] bool lock(db::Tx& tx, const std::string& page_id, const std::string& id, Millis now);

/// Pages on which readers see metrics that changed, or whose points did, at an instant or after; by id, each with the
/// time of its latest such change.
[[nodiscard]] std::map<std::string, Millis> list_changed_pages(db::Tx& tx, Millis since);

/// Puts points into their slots, in place of what was there. There must be one for each slot at most.
void put_points(db::Tx& tx, const std::string& metric_id, const std::vector<Point>& points);
void erase_points(db::Tx& tx, const std::string& metric_id);
/// Works out a span once more from its raw points, of which there must be some.
void fold(db::Tx& tx, const std::string& metric_id, Span span, std::int64_t number);
/// Adds points, of which nothing else is kept, to what their span comes to.
void add_to_fold(db::Tx& tx, const std::string& metric_id, Span span, const Fold& added);
/// Works out once more when the last point was; `given` is the last of those that came.
void refresh_last_point(db::Tx& tx, const std::string& metric_id, Millis given);
/// Metrics that have points before an instant, at most `limit`.
[[nodiscard]] std::vector<std::string> list_with_points_before(db::Tx& tx, Millis before, std::int64_t limit);
void erase_points_before(db::Tx& tx, const std::string& metric_id, Millis before);

/// The newest points, oldest first, at most `limit`.
[[nodiscard]] std::vector<Point> list_newest_points(db::Tx& tx, const std::string& metric_id, std::int64_t limit);
/// The newest point before an instant; points may lie ahead of the present.
[[nodiscard]] std::optional<Point> find_last_point(db::Tx& tx, const std::string& metric_id, Millis before);
/// The raw points of [since, before), folded into spans of so many slots and numbered by them; oldest first.
[[nodiscard]] std::vector<Fold> list_slots(db::Tx& tx, const std::string& metric_id, Millis since, Millis before,
                                           std::int64_t slots_each);
/// Folds from `first` to `last`, both included, that have points; oldest first.
[[nodiscard]] std::vector<Fold> list_folds(db::Tx& tx, const std::string& metric_id, Span span, std::int64_t first,
                                           std::int64_t last);

}  // namespace daymark::metrics
