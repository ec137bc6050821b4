// Every SQL statement on metrics, their points and what these are folded into.
#include "metrics/metric_store.h"

#include <algorithm>
#include <span>

namespace daymark::metrics {
namespace {

// The order of metric_from.
#define METRIC_COLUMNS "id, page_id, name, suffix, active, position, last_point_at, created_at, updated_at"

Metric metric_from(const db::Row& row) {
    return {row.text(0),    row.text(1),          row.text(2),    row.text(3),   row.boolean(4),
            row.integer(5), row.maybe_integer(6), row.integer(7), row.integer(8)};
}

/// Table and column of a span's folds.
struct FoldTable {
    std::string name, column;
};
const FoldTable& table_of(Span span) {
    static const FoldTable hours{"metric_hours", "hour"}, days{"metric_days", "day"};
    return span == Span::Hour ? hours : days;
}

std::vector<Fold> folds_from(const db::Rows& rows) {
    std::vector<Fold> folds;
    folds.reserve(rows.size());
    for (const db::Row& row : rows) {
        folds.push_back({row.integer(0), row.integer(1), row.real(2), row.real(3), row.real(4)});
    }
    return folds;
}

void put_some(db::Tx& tx, const std::string& metric_id, std::span<const Point> points) {
    std::string places;
    std::vector<db::Value> binds{metric_id};
    for (const Point& point : points) {
        const std::size_t last = binds.size();
        places += (places.empty() ? "($1, $" : ", ($1, $") + std::to_string(last + 1) + ", $" +
                  std::to_string(last + 2) + ", $" + std::to_string(last + 3) + ")";
        binds.emplace_back(point.slot());
        binds.emplace_back(point.at);
        binds.emplace_back(point.value);
    }
    tx.run("metrics.put_points",
           "insert into metric_points (metric_id, slot, at, value) values " + places +
               " on conflict (metric_id, slot) do update set at = excluded.at, "
               "value = excluded.value",
           std::move(binds));
}

}  // namespace

void insert(db::Tx& tx, const Metric& metric) {
    tx.execute("metrics.insert", "insert into metrics (" METRIC_COLUMNS ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
               metric.id, metric.page_id, metric.name, metric.suffix, metric.active, metric.position,
               metric.last_point_at, metric.created_at, metric.updated_at);
}

void update(db::Tx& tx, const Metric& metric) {
    tx.execute("metrics.update", R"(update metrics set name = $2, suffix = $3, active = $4, position = $5,
        updated_at = $6 where id = $1)",
               metric.id, metric.name, metric.suffix, metric.active, metric.position, metric.updated_at);
}

void erase(db::Tx& tx, const std::string& page_id, const std::string& id) {
    tx.execute("metrics.erase", "delete from metrics where page_id = $1 and id = $2", page_id, id);
}

std::optional<Metric> find(db::Tx& tx, const std::string& page_id, const std::string& id) {
    const auto row =
        tx.one("metrics.find", "select " METRIC_COLUMNS " from metrics where page_id = $1 and id = $2", page_id, id);
    return row ? std::optional(metric_from(*row)) : std::nullopt;
}

Metric require(db::Tx& tx, const std::string& page_id, const std::string& id) {
    auto metric = find(tx, page_id, id);
    if (!metric) throw Error::not_found("Metric");
    return *std::move(metric);
}

std::vector<Metric> list_of_page(db::Tx& tx, const std::string& page_id, const db::Slice& slice) {
    std::vector<db::Value> binds{page_id};
    const std::string end = slice_sql(slice, {"position", "created_at", "id"}, db::Order::Rising, binds);
    std::vector<Metric> metrics;
    for (const db::Row& row :
         tx.run("metrics.list_of_page", "select " METRIC_COLUMNS " from metrics where page_id = $1" + end,
                std::move(binds))
             .rows) {
        metrics.push_back(metric_from(row));
    }
    return metrics;
}

db::Cursor cursor_of(const Metric& metric) { return {metric.position, metric.created_at, metric.id}; }

std::vector<Metric> list_active_of_page(db::Tx& tx, const std::string& page_id, std::int64_t limit) {
    std::vector<Metric> metrics;
    for (const db::Row& row : tx.query("metrics.list_active_of_page", "select " METRIC_COLUMNS R"( from metrics
        where page_id = $1 and active = 1 order by position, created_at, id limit $2)",
                                       page_id, limit)) {
        metrics.push_back(metric_from(row));
    }
    return metrics;
}

std::int64_t next_position(db::Tx& tx, const std::string& page_id) {
    const auto row = tx.one("metrics.next_position",
                            "select coalesce(max(position), 0) + 1 from metrics where page_id = $1", page_id);
    return std::min(row->integer(0), last_position);
}

bool lock(db::Tx& tx, const std::string& page_id, const std::string& id, Millis now) {
    return tx.execute("metrics.lock", "update metrics set updated_at = $3 where page_id = $1 and id = $2", page_id, id,
                      now) > 0;
}

std::map<std::string, Millis> list_changed_pages(db::Tx& tx, Millis since) {
    // No index: each point would have to change it. The table is small beside that of the points.
    std::map<std::string, Millis> pages;
    for (const db::Row& row : tx.query("metrics.list_changed_pages", R"(select page_id, max(updated_at) from metrics
        where active = 1 and updated_at >= $1 group by page_id)",
                                       since)) {
        pages[row.text(0)] = row.integer(1);
    }
    return pages;
}

void put_points(db::Tx& tx, const std::string& metric_id, const std::vector<Point>& points) {
    constexpr std::size_t most_rows = 100;
    std::span<const Point> left(points);
    while (!left.empty()) {
        const auto some = left.first(std::min(left.size(), most_rows));
        put_some(tx, metric_id, some);
        left = left.subspan(some.size());
    }
}

void erase_points(db::Tx& tx, const std::string& metric_id) {
    tx.execute("metrics.erase_points", "delete from metric_points where metric_id = $1", metric_id);
    for (const Span span : {Span::Hour, Span::Day}) {
        tx.execute("metrics.erase_folds", "delete from " + table_of(span).name + " where metric_id = $1", metric_id);
    }
    tx.execute("metrics.forget_last_point", "update metrics set last_point_at = null where id = $1", metric_id);
}

// From the points and not from the fold before the change: a replaced point may have been the highest.
void fold(db::Tx& tx, const std::string& metric_id, Span span, std::int64_t number) {
    const FoldTable& table = table_of(span);
    const std::int64_t slots = length_of(span) / slot_length;
    tx.execute("metrics.fold",
               "insert into " + table.name + " (metric_id, " + table.column + R"(, points, total, lowest, highest)
        select cast($1 as text), cast($2 as bigint), count(*), sum(value), min(value), max(value) from metric_points
        where metric_id = $1 and slot >= $3 and slot < $4
        on conflict (metric_id, )" +
                   table.column + R"() do update set points = excluded.points, total = excluded.total,
        lowest = excluded.lowest, highest = excluded.highest)",
               metric_id, number, number * slots, (number + 1) * slots);
}

void add_to_fold(db::Tx& tx, const std::string& metric_id, Span span, const Fold& added) {
    const FoldTable& table = table_of(span);
    const auto smaller = [&](const std::string& of, const std::string& sign) {
        const std::string kept = table.name + "." + of, given = "excluded." + of;
        return of + " = case when " + given + sign + kept + " then " + given + " else " + kept + " end";
    };
    tx.execute("metrics.add_to_fold",
               "insert into " + table.name + " (metric_id, " + table.column +
                   ", points, total, lowest, highest) values ($1, $2, $3, $4, $5, $6) on conflict (metric_id, " +
                   table.column + ") do update set points = " + table.name +
                   ".points + excluded.points, total = " + table.name + ".total + excluded.total, " +
                   smaller("lowest", " < ") + ", " + smaller("highest", " > "),
               metric_id, added.number, added.points, added.total, added.lowest, added.highest);
}

void refresh_last_point(db::Tx& tx, const std::string& metric_id, Millis given) {
    tx.execute("metrics.refresh_last_point", R"(update metrics set last_point_at = coalesce(
        (select at from metric_points where metric_id = $1 order by slot desc limit 1),
        case when last_point_at > $2 then last_point_at else $2 end) where id = $1)",
               metric_id, given);
}

std::vector<std::string> list_with_points_before(db::Tx& tx, Millis before, std::int64_t limit) {
    std::vector<std::string> ids;
    for (const db::Row& row : tx.query("metrics.list_with_points_before", R"(select m.id from metrics m
        where exists (select 1 from metric_points p where p.metric_id = m.id and p.slot < $1) limit $2)",
                                       before / slot_length, limit)) {
        ids.push_back(row.text(0));
    }
    return ids;
}

void erase_points_before(db::Tx& tx, const std::string& metric_id, Millis before) {
    tx.execute("metrics.erase_points_before", "delete from metric_points where metric_id = $1 and slot < $2", metric_id,
               before / slot_length);
}

std::vector<Point> list_newest_points(db::Tx& tx, const std::string& metric_id, std::int64_t limit) {
    std::vector<Point> points;
    for (const db::Row& row : tx.query("metrics.list_newest_points", R"(select at, value from metric_points
        where metric_id = $1 order by slot desc limit $2)",
                                       metric_id, limit)) {
        points.push_back({row.integer(0), row.real(1)});
    }
    std::ranges::reverse(points);
    return points;
}

std::optional<Point> find_last_point(db::Tx& tx, const std::string& metric_id, Millis before) {
    const auto row = tx.one("metrics.find_last_point", R"(select at, value from metric_points
        where metric_id = $1 and slot < $2 order by slot desc limit 1)",
                            metric_id, before / slot_length);
    return row ? std::optional(Point{row->integer(0), row->real(1)}) : std::nullopt;
}

std::vector<Fold> list_slots(db::Tx& tx, const std::string& metric_id, Millis since, Millis before,
                             std::int64_t slots_each) {
    return folds_from(tx.query("metrics.list_slots", R"(select slot / $4, count(*), sum(value), min(value), max(value)
        from metric_points where metric_id = $1 and slot >= $2 and slot < $3 group by slot / $4 order by slot / $4)",
                               metric_id, since / slot_length, before / slot_length, slots_each));
}

std::vector<Fold> list_folds(db::Tx& tx, const std::string& metric_id, Span span, std::int64_t first,
                             std::int64_t last) {
    const FoldTable& table = table_of(span);
    return folds_from(tx.query("metrics.list_folds",
                               "select " + table.column + ", points, total, lowest, highest from " + table.name +
                                   " where metric_id = $1 and " + table.column + " >= $2 and " + table.column +
                                   " <= $3 order by " + table.column,
                               metric_id, first, last));
}

}  // namespace daymark::metrics
