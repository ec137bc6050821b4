// A number over time: cut into pieces, measured by a scale, drawn as a line. Pure arithmetic.
#pragma once

#include "metrics/metric.h"

#include <optional>
#include <string>
#include <vector>

namespace daymark::site {

/// What the points of a piece of time come to; nothing where none came.
using Piece = std::optional<metrics::Fold>;

struct Chart {
    std::vector<Millis> edges;  // one more than there are pieces
    std::vector<Piece> pieces;  // oldest first

    /// All pieces together.
    [[nodiscard]] Piece sum() const;
};

/// Instants from `from` on, `length` apart, and `to` as the last.
[[nodiscard]] std::vector<Millis> even_edges(Millis from, Millis to, Millis length);

/// Puts each fold, `length` long and numbered since 1970, into the piece in which it begins. What begins outside of all
/// pieces is left out.
[[nodiscard]] Chart cut(const std::vector<metrics::Fold>& folds, Millis length, std::vector<Millis> edges);

/// Round numbers, evenly apart, from at or below the lowest value to at or above the highest.
struct Scale {
    double first = 0;  // in steps
    double step = 1;
    int steps = 1;

    [[nodiscard]] double tick(int number) const { return (first + number) * step; }
    /// In a drawing whose top is 0 and whose bottom is `height`.
    [[nodiscard]] int row_of(double value, int height) const;
};

/// With zero on it, unless the values keep far from it; never so fine that ticks look alike in four digits.
[[nodiscard]] Scale scale_of(double lowest, double highest);

/// The scale of what is drawn: the means of the pieces.
[[nodiscard]] Scale scale_of(const Chart& chart);

/// The `d` of two SVG paths in a box as wide as there are pieces. The line breaks where no points came, and a piece
/// between two breaks is a dash of its width; the area lies between the line and zero, or the edge next to it.
struct Drawing {
    std::string line, area;
};
[[nodiscard]] Drawing drawing_of(const Chart& chart, const Scale& scale, int height);

}  // namespace daymark::site
