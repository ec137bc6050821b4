// Metrics: figures, drawings, tables.
#include "site/render_metrics.h"

#include "platform/base/time_text.h"
#include "site/render_frame.h"

#include <array>

namespace daymark::site {
namespace {

struct PeriodWords {
    Period period;
    std::string_view address, key;
    std::size_t blocks;  // into which the axis cuts it
};
constexpr std::array<PeriodWords, 3> periods = {{
    {Period::Day, "day", "period_day", 6},
    {Period::Week, "week", "period_week", 7},
    {Period::Month, "month", "period_month", 6},
}};

const PeriodWords& words_of(Period period) { return periods.at(static_cast<std::size_t>(period)); }

/// "140ms"
std::string figure(const MetricView& metric, const Words& words, double value) {
    return words.number(value) + metric.suffix;
}

/// "Past 24 hours: lowest 98ms, highest 410ms, last 140ms"
std::string sentence_of(const MetricView& metric, const metrics::Fold& all, Period period, const Words& words) {
    return words.text("chart_text", {{"period", words.text(words_of(period).key)},
                                     {"low", figure(metric, words, all.lowest)},
                                     {"high", figure(metric, words, all.highest)},
                                     {"last", figure(metric, words, metric.last ? metric.last->value : all.mean())}});
}

/// Instants at which the axis is marked: the beginning of each block.
std::vector<std::size_t> marks_of(const Chart& chart, std::size_t blocks) {
    std::vector<std::size_t> marks;
    for (std::size_t i = 0; i < blocks; ++i) marks.push_back(i * chart.pieces.size() / blocks);
    return marks;
}

std::string grid_of(const Chart& chart, const Scale& scale, const std::vector<std::size_t>& marks, int height) {
    const std::string width = std::to_string(chart.pieces.size());
    std::string path;
    for (int i = 0; i <= scale.steps; ++i) {
        path += "M0 " + std::to_string(scale.row_of(scale.tick(i), height)) + "h" + width;
    }
    for (const std::size_t mark : marks) path += "M" + std::to_string(mark) + " 0v" + std::to_string(height);
    return path;
}

Fields drawing_fields(const Chart& chart, const Scale& scale, int height, const std::string& sentence) {
    const Drawing drawing = drawing_of(chart, scale, height);
    Fields fields;
    fields.text("width", std::to_string(chart.pieces.size()))
        .text("height", std::to_string(height))
        .text("text", sentence)
        .text("area", drawing.area)
        .text("line", drawing.line);
    return fields;
}

Fields tick_fields(const Scale& scale, int number, const Words& words) {
    Fields fields;
    fields.text("tick", words.number(scale.tick(number)));
    return fields;
}

/// Small: no more than the ends of the scale.
std::string small_chart(const Chart& chart, const std::string& sentence, const Words& words) {
    constexpr int height = 60;
    const Scale scale = scale_of(chart);
    Fields fields = drawing_fields(chart, scale, height, sentence);
    const std::string across = "h" + std::to_string(chart.pieces.size());
    fields.text("grid", "M0 0" + across + "M0 " + std::to_string(height) + across);
    fields.list("ticks", {tick_fields(scale, scale.steps, words), tick_fields(scale, 0, words)});
    return render_view("chart", fields);
}

std::string large_chart(const PageView& view, const MetricPage& page, const std::string& sentence, const Words& words) {
    constexpr int height = 200;
    const Chart& chart = page.metric.chart;
    const Scale scale = scale_of(chart);
    const auto marks = marks_of(chart, words_of(page.period).blocks);
    std::vector<Fields> ticks, times;
    for (int i = scale.steps; i >= 0; --i) ticks.push_back(tick_fields(scale, i, words));
    for (const std::size_t mark : marks) {
        const Millis at = chart.edges[mark];
        const bool day = page.period == Period::Day;
        times.emplace_back().text("time", day ? words.clock(view.face, at) : words.short_date(view.face, at));
    }
    Fields fields = drawing_fields(chart, scale, height, sentence);
    fields.text("grid", grid_of(chart, scale, marks, height))
        .list("ticks", std::move(ticks))
        .flag("has_times", true)
        .list("times", std::move(times));
    return render_view("chart", fields);
}

std::vector<Fields> row_fields(const PageView& view, const MetricPage& page, const Words& words) {
    std::vector<Fields> rows;
    const Chart& table = page.rows;
    for (std::size_t i = table.pieces.size(); i-- > 0;) {
        if (table.edges[i] > view.compiled_at) continue;
        const Piece& piece = table.pieces[i];
        rows.emplace_back()
            .text("at", page.period == Period::Day ? words.stamp(view.face, table.edges[i], view.compiled_at)
                                                   : words.day(view.face, table.edges[i]))
            .text("average", piece ? words.number(piece->mean()) : "–")
            .text("lowest", piece ? words.number(piece->lowest) : "–")
            .text("highest", piece ? words.number(piece->highest) : "–");
    }
    return rows;
}

/// From one period to another. In a copy the day stands in the metric's folder, the others in folders within it.
std::string link_between(const MetricPage& page, const PeriodWords& to, bool in_copy) {
    const bool day = to.period == Period::Day;
    if (!in_copy) return page.metric.id + (day ? "" : "?period=" + std::string(to.address));
    return (page.period == Period::Day ? "./" : "../") + (day ? "" : std::string(to.address) + "/");
}

std::vector<Fields> period_fields(const MetricPage& page, const Words& words, bool in_copy) {
    std::vector<Fields> links;
    for (const PeriodWords& period : periods) {
        links.emplace_back()
            .text("url", link_between(page, period, in_copy))
            .text("period", words.text(period.key))
            .flag("current", period.period == page.period);
    }
    return links;
}

void add_figures(Fields& fields, const PageView& view, const MetricPage& page, const metrics::Fold& all,
                 const Words& words) {
    const MetricView& metric = page.metric;
    if (metric.last) {
        fields.text("last", figure(metric, words, metric.last->value))
            .text("last_iso", iso_time(metric.last->at))
            .text("last_at", words.stamp(view.face, metric.last->at, view.compiled_at));
    }
    fields.text("average", figure(metric, words, all.mean()))
        .text("lowest", figure(metric, words, all.lowest))
        .text("highest", figure(metric, words, all.highest))
        .text("chart", large_chart(view, page, sentence_of(metric, all, page.period, words), words))
        .text("from", words.stamp(view.face, metric.chart.edges.front(), view.compiled_at))
        .text("to", words.stamp(view.face, view.compiled_at, view.compiled_at))
        .list("rows", row_fields(view, page, words));
}

}  // namespace

Period period_named(std::string_view name) {
    for (const PeriodWords& period : periods) {
        if (period.address == name) return period.period;
    }
    return Period::Day;
}

std::vector<Fields> metric_cards(const PageView& view, const Words& words) {
    std::vector<Fields> cards;
    for (const MetricView& metric : view.metrics) {
        Fields& card = cards.emplace_back();
        card.text("url", "metrics/" + metric.id + end_of_address(view.face)).text("name", metric.name);
        const Piece all = metric.chart.sum();
        card.flag("empty", !all);
        if (!all) continue;
        card.text("value", words.number(metric.last ? metric.last->value : all->mean()))
            .text_if_any("suffix", metric.suffix)
            .text("average", figure(metric, words, all->mean()))
            .text("chart", small_chart(metric.chart, sentence_of(metric, *all, Period::Day, words), words));
    }
    return cards;
}

Document render_metric(const PageView& view, const MetricPage& page) {
    const bool in_copy = view.face.files.has_value();
    const std::string to_root = (in_copy && page.period != Period::Day ? "../" : "") + root_from(view.face, "../");
    const Words& words = Words::of(view.face.language);
    const MetricView& metric = page.metric;
    const Piece all = metric.chart.sum();
    Fields fields;
    fields.text("root", to_root)
        .text("back", words.text("back", {{"page", view.face.name}}))
        .text("name", metric.name)
        .text("periods_label", words.text("period"))
        .list("periods", period_fields(page, words, in_copy))
        .text("title", words.text(words_of(page.period).key))
        .text_if_any("suffix", metric.suffix)
        .text("none", words.text("metric_empty"))
        .flag("empty", !all)
        .text("values", words.text("values"))
        .text("time_column", words.text(page.period == Period::Day ? "time_column" : "day_column"))
        .text("last_label", words.text("last"))
        .text("average_label", words.text("average"))
        .text("lowest_label", words.text("lowest"))
        .text("highest_label", words.text("highest"));
    if (all) add_figures(fields, view, page, *all, words);
    return framed(words,
                  {.face = &view.face,
                   .title = title_on(view.face, words, metric.name),
                   .description = all ? sentence_of(metric, *all, page.period, words) : words.text("metric_empty"),
                   .tone = 'n',
                   .to_root = to_root,
                   .path = "metrics/" + metric.id,
                   .main = render_view("metric", fields),
                   .has_times = true});
}

}  // namespace daymark::site
