// Gathers what readers see of a page's metrics. The work is bounded by what is drawn, and by the raw points of a day.
#include "site/gather_metrics.h"

#include "metrics/metric_store.h"
#include "platform/base/zone.h"

namespace daymark::site {
namespace {

/// Guess: more than these on one page would bury it.
constexpr std::int64_t most_shown = 50;

/// Three to an hour: a finer line would weigh more than it tells.
constexpr std::int64_t slots_each = 40;
constexpr Millis short_piece = slots_each * metrics::slot_length;

/// The hour that is under way belongs to every period, so that axes bear round times. What lies ahead of it does not:
/// a machine's clock may be wrong.
Millis end_of_hour(Millis now) { return (now / one_hour + 1) * one_hour; }

MetricView view_of(db::Tx& tx, const metrics::Metric& metric, Chart chart, Millis now) {
    MetricView view{metric.id, metric.name, metric.suffix, std::move(chart), std::nullopt};
    // A metric may be silent for long: its last word is none of this period then.
    if (view.chart.sum()) view.last = metrics::find_last_point(tx, metric.id, end_of_hour(now));
    return view;
}

MetricPage day_of(db::Tx& tx, const metrics::Metric& metric, Millis now) {
    const Millis to = end_of_hour(now), from = to - one_day;
    const auto slots = metrics::list_slots(tx, metric.id, from, to, slots_each);
    Chart chart = cut(slots, short_piece, even_edges(from, to, short_piece));
    return {view_of(tx, metric, std::move(chart), now), Period::Day,
            cut(slots, short_piece, even_edges(from, to, one_hour))};
}

/// Days as the page's zone cuts them. Folds are of UTC's hours: where a zone's midnight lies within one, it counts for
/// the day in which it begins.
MetricPage days_of(db::Tx& tx, const metrics::Metric& metric, Period period, const std::string& zone, Millis now) {
    const bool week = period == Period::Week;
    const auto days = day_edges(zone, now, week ? 7 : 30);
    const Millis from = days.front(), to = days.back();
    const auto hours = metrics::list_folds(tx, metric.id, metrics::Span::Hour, from / one_hour, now / one_hour);
    Chart chart = cut(hours, one_hour, even_edges(from, to, week ? one_hour : 4 * one_hour));
    return {view_of(tx, metric, std::move(chart), now), period, cut(hours, one_hour, days)};
}

}  // namespace

void add_metrics(db::Tx& tx, const pages::Page& page, const Audience& audience, PageView& view) {
    if (!audience.sees_all()) return;
    for (const auto& metric : metrics::list_active_of_page(tx, page.id, most_shown)) {
        view.metrics.push_back(day_of(tx, metric, view.compiled_at).metric);
    }
}

std::optional<MetricPage> gather_metric(db::Tx& tx, const pages::Page& page, const std::string& id, Period period,
                                        Millis now, const Audience& audience) {
    const auto metric = metrics::find(tx, page.id, id);
    if (!metric || !metric->active || !audience.sees_all()) return std::nullopt;
    if (period == Period::Day) return day_of(tx, *metric, now);
    return days_of(tx, *metric, period, page.settings.timezone, now);
}

}  // namespace daymark::site
