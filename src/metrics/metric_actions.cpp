// What can be done with metrics.
#include "metrics/metric_actions.h"

#include "activity/activity.h"
#include "metrics/metric_store.h"
#include "pages/page_actions.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace daymark::metrics {
namespace {

constexpr std::size_t most_points = 5'000;  // each may bring a day of its own, which costs a statement

std::int64_t checked_position(std::int64_t order) {
    if (order < -last_position || order > last_position) {
        throw Error::bad_field("order", "must be a whole number of at most 32 bits");
    }
    return order;
}

Point checked_point(const PointDraft& draft, const std::string& place) {
    constexpr double largest = 1e300;  // a day full of them still has a sum
    if (!std::isfinite(draft.value) || std::abs(draft.value) > largest) {
        throw Error::bad_field(place + "value", "must be a number of at most 1e300");
    }
    return {draft.timestamp.at, draft.value};
}

json::object summary(const Metric& metric) {
    return {{"name", metric.name}, {"suffix", metric.suffix}, {"active", metric.active}, {"order", metric.position}};
}

/// The metric, and nobody else changes its points until the end of the transaction.
Metric locked(db::Tx& tx, const Act& act, const std::string& id) {
    if (!lock(tx, act.page_id, id, act.now)) throw Error::not_found("Metric");
    return require(tx, act.page_id, id);
}

constexpr std::array spans{Span::Hour, Span::Day};

void keep_raw(db::Tx& tx, const std::string& metric_id, const std::vector<Point>& points) {
    put_points(tx, metric_id, points);
    for (const Span span : spans) {
        for (const Fold& touched : folds_of(points, span)) fold(tx, metric_id, span, touched.number);
    }
}

/// Of points from before the raw ones, such as a year that is brought along, only the folds are kept: one that is sent
/// twice counts twice.
void keep_folds(db::Tx& tx, const std::string& metric_id, const std::vector<Point>& points) {
    for (const Span span : spans) {
        for (const Fold& added : folds_of(points, span)) add_to_fold(tx, metric_id, span, added);
    }
}

/// Points come every few seconds, from machines: they lock their metric and not the page, make no row in the activity
/// log, and have no page compiled.
Kept put(db::Tx& tx, const Act& act, const std::string& id, const std::vector<Point>& given) {
    (void)locked(tx, act, id);
    const std::vector<Point> points = one_for_each_slot(given);
    const auto raw = std::ranges::lower_bound(points, raw_since(act.now), {}, &Point::at);
    keep_raw(tx, id, {raw, points.end()});
    keep_folds(tx, id, {points.begin(), raw});
    refresh_last_point(tx, id, points.back().at);
    return {require(tx, act.page_id, id), points};
}

}  // namespace

Metric create(db::Tx& tx, const Act& act, const MetricDraft& draft) {
    pages::touch(tx, act);
    Metric metric;
    metric.id = act.new_id();
    metric.page_id = act.page_id;
    metric.name = draft.name;
    metric.suffix = draft.suffix;
    metric.active = draft.active;
    metric.position = draft.order ? checked_position(*draft.order) : next_position(tx, act.page_id);
    metric.created_at = metric.updated_at = act.now;
    insert(tx, metric);
    activity::record(tx, act, {"metrics.create", metric.id, summary(metric)});
    return metric;
}

Metric edit(db::Tx& tx, const Act& act, const std::string& id, const MetricEdit& edit) {
    pages::touch(tx, act);
    Metric metric = locked(tx, act, id);
    const json::object before = summary(metric);
    if (edit.name) metric.name = *edit.name;
    if (edit.suffix) metric.suffix = *edit.suffix;
    if (edit.active) metric.active = *edit.active;
    if (edit.order) metric.position = checked_position(*edit.order);
    update(tx, metric);
    activity::record(tx, act, {"metrics.edit", id, {{"before", before}, {"after", summary(metric)}}});
    return metric;
}

Metric remove(db::Tx& tx, const Act& act, const std::string& id) {
    pages::touch(tx, act);
    Metric metric = locked(tx, act, id);
    erase(tx, act.page_id, id);
    activity::record(tx, act, {"metrics.remove", id, {{"before", summary(metric)}}});
    return metric;
}

Kept put_point(db::Tx& tx, const Act& act, const std::string& id, const PointDraft& draft) {
    return put(tx, act, id, {checked_point(draft, "")});
}

Kept put_points(db::Tx& tx, const Act& act, const std::string& id, const PointsDraft& draft) {
    if (draft.data.empty() || draft.data.size() > most_points) {
        throw Error::bad_field("data", "must have 1 to 5000 points");
    }
    std::vector<Point> points;
    for (std::size_t i = 0; i < draft.data.size(); ++i) {
        points.push_back(checked_point(draft.data[i], "data[" + std::to_string(i) + "]."));
    }
    return put(tx, act, id, points);
}

Metric clear(db::Tx& tx, const Act& act, const std::string& id) {
    pages::touch(tx, act);
    const Metric metric = locked(tx, act, id);
    erase_points(tx, id);
    activity::record(tx, act, {"metrics.clear", id, summary(metric)});
    return require(tx, act.page_id, id);
}

void drop_old_points(db::Db& db, Millis now) {
    constexpr std::int64_t some = 100;
    const Millis before = raw_since(now);
    for (;;) {
        const auto ids = db.read([&](db::Tx& tx) { return list_with_points_before(tx, before, some); });
        if (ids.empty()) return;
        for (const std::string& id : ids) db.write([&](db::Tx& tx) { erase_points_before(tx, id, before); });
    }
}

}  // namespace daymark::metrics
