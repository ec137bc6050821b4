// Charts: the cutting, the scale, the line.
#include "site/chart.h"

#include <algorithm>
#include <cmath>

namespace daymark::site {
namespace {

using metrics::Fold;

void add(Piece& piece, const Fold& fold) {
    if (!piece) {
        piece = fold;
        return;
    }
    piece->points += fold.points;
    piece->total += fold.total;
    piece->lowest = std::min(piece->lowest, fold.lowest);
    piece->highest = std::max(piece->highest, fold.highest);
}

/// The smallest of 1, 2, 5, 10, 20 … that is not below `least`, whatever its power of ten.
double round_step(double least) {
    const double magnitude = std::pow(10, std::floor(std::log10(least)));
    for (const double digit : {1, 2, 5}) {
        if (least <= digit * magnitude) return digit * magnitude;
    }
    return 10 * magnitude;
}

/// "l1-3 1 2": each piece is one unit to the right of the one before. Numbers part at a minus without a space.
void append_steps(std::string& path, const std::vector<int>& rows) {
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const int down = rows[i] - rows[i - 1];
        path += (i == 1 ? "l1" : " 1") + std::string(down < 0 ? "" : " ") + std::to_string(down);
    }
}

/// A run of pieces that have points, from the piece `start` on.
void append_run(Drawing& drawing, std::size_t start, const std::vector<int>& rows, int zero) {
    // A line goes from middle to middle.
    const bool alone = rows.size() == 1;
    const std::string left = std::to_string(start) + (alone ? "" : ".5");
    std::string path = "M" + left + " " + std::to_string(rows.front());
    if (alone) path += "h1";
    append_steps(path, rows);
    drawing.line += path;
    drawing.area += path + "V" + std::to_string(zero) + "H" + left + "z";
}

}  // namespace

Piece Chart::sum() const {
    Piece all;
    for (const Piece& piece : pieces) {
        if (piece) add(all, *piece);
    }
    return all;
}

std::vector<Millis> even_edges(Millis from, Millis to, Millis length) {
    std::vector<Millis> edges;
    for (Millis at = from; at < to; at += length) edges.push_back(at);
    edges.push_back(to);
    return edges;
}

Chart cut(const std::vector<Fold>& folds, Millis length, std::vector<Millis> edges) {
    Chart chart{std::move(edges), {}};
    chart.pieces.resize(chart.edges.size() - 1);
    for (const Fold& fold : folds) {
        const auto behind = std::ranges::upper_bound(chart.edges, fold.number * length);
        if (behind == chart.edges.begin() || behind == chart.edges.end()) continue;
        add(chart.pieces[static_cast<std::size_t>(behind - chart.edges.begin() - 1)], fold);
    }
    return chart;
}

int Scale::row_of(double value, int height) const {
    const double share = (value / step - first) / steps;
    return static_cast<int>(std::lround((1 - std::clamp(share, 0.0, 1.0)) * height));
}

Scale scale_of(double lowest, double highest) {
    constexpr int wanted_steps = 4;
    constexpr double fineness = 1e-3, smallest = 1e-290;  // below, steps would have no digits left
    const bool flat = lowest == highest;
    if (lowest > 0 && (flat || lowest <= highest / 2)) lowest = 0;
    if (highest < 0 && (flat || highest >= lowest / 2)) highest = 0;
    const double size = std::max(std::abs(lowest), std::abs(highest));
    lowest = std::min(lowest, highest - wanted_steps * fineness * size);
    if (highest - lowest < smallest) highest = lowest + 1;
    const double step = round_step((highest - lowest) / wanted_steps);
    const double first = std::floor(lowest / step), last = std::ceil(highest / step);
    return {first, step, static_cast<int>(last - first)};
}

Scale scale_of(const Chart& chart) {
    std::vector<double> means;
    for (const Piece& piece : chart.pieces) {
        if (piece) means.push_back(piece->mean());
    }
    if (means.empty()) return {};
    const auto [lowest, highest] = std::ranges::minmax(means);
    return scale_of(lowest, highest);
}

Drawing drawing_of(const Chart& chart, const Scale& scale, int height) {
    Drawing drawing;
    const int zero = scale.row_of(0, height);
    std::vector<int> rows;
    for (std::size_t i = 0; i <= chart.pieces.size(); ++i) {
        if (i < chart.pieces.size() && chart.pieces[i]) {
            rows.push_back(scale.row_of(chart.pieces[i]->mean(), height));
        } else if (!rows.empty()) {
            append_run(drawing, i - rows.size(), rows, zero);
            rows.clear();
        }
    }
    return drawing;
}

}  // namespace daymark::site
