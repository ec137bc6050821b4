// Pictures that we draw ourselves: shapes, texts in any script that the machine has a font for, and SVG of our own.
#pragma once

#include "platform/picture/glib.h"

#include <string>
#include <string_view>

namespace daymark::picture {

struct Place {
    double x = 0, y = 0, width = 0, height = 0;
};

struct TextStyle {
    std::string font;    // as Pango describes it: "Inter, sans-serif Semi-Bold 40px"
    std::string color;   // "#rrggbb"
    int most_lines = 1;  // what does not fit ends in a mark
};

class Canvas {
public:
    /// `right_to_left`: texts begin at the right end of their place.
    Canvas(int width, int height, bool right_to_left);

    void fill(const Place& place, const std::string& color, double opacity = 1);
    /// Scaled to fit the place. Only for SVG of our own; throws Error Internal when it cannot be read.
    void svg(const Place& place, std::string_view source);
    /// Breaks the lines; the height they take.
    double text(const Place& place, const std::string& text, const TextStyle& style);
    /// The height that `text` would take.
    [[nodiscard]] double text_height(double width, const std::string& text, const TextStyle& style);
    /// Whether there is a glyph for each of its characters.
    [[nodiscard]] bool can_write(const std::string& text, const TextStyle& style);

    [[nodiscard]] std::string png() const;

private:
    void set_color(const std::string& color, double opacity);

    Owned<cairo_surface_t> surface_;
    Owned<cairo_t> context_;
    bool right_to_left_;
};

}  // namespace daymark::picture
