// What is drawn where; glyphs that are missing are told of.
#include "platform/picture/canvas.h"

#include "platform/base/error.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

namespace daymark::picture {
namespace {

const TextStyle style{"Inter, DejaVu Sans, sans-serif 20px", "#000000", 1};

/// The columns of a picture in which something is dark: from the first to the last.
std::pair<int, int> dark_columns(const std::string& png) {
    const Owned<GdkPixbufLoader> loader(gdk_pixbuf_loader_new());
    gdk_pixbuf_loader_write(loader.get(), reinterpret_cast<const guchar*>(png.data()), png.size(), nullptr);
    gdk_pixbuf_loader_close(loader.get(), nullptr);
    const GdkPixbuf* pixels = gdk_pixbuf_loader_get_pixbuf(loader.get());
    const int channels = gdk_pixbuf_get_n_channels(pixels), stride = gdk_pixbuf_get_rowstride(pixels);
    int first = gdk_pixbuf_get_width(pixels), last = -1;
    for (int y = 0; y < gdk_pixbuf_get_height(pixels); ++y) {
        for (int x = 0; x < gdk_pixbuf_get_width(pixels); ++x) {
            if (gdk_pixbuf_read_pixels(pixels)[y * stride + x * channels] > 128) continue;
            first = std::min(first, x);
            last = std::max(last, x);
        }
    }
    return {first, last};
}

std::string drawn(bool right_to_left, const std::string& text) {
    Canvas canvas(200, 40, right_to_left);
    canvas.fill({0, 0, 200, 40}, "#ffffff");
    canvas.text({20, 5, 160, 0}, text, style);
    return canvas.png();
}

TEST(Canvas, BeginsTextsWhereTheLanguageDoes) {
    const auto [left, left_end] = dark_columns(drawn(false, "Acme"));
    EXPECT_NEAR(left, 21, 3);
    EXPECT_LT(left_end, 100);
    const auto [right, right_end] = dark_columns(drawn(true, "Acme"));
    EXPECT_GT(right, 100);
    EXPECT_NEAR(right_end, 178, 3);
}

TEST(Canvas, KeepsTextsWithinTheirPlace) {
    const std::string endless(400, 'm');
    const auto [first, last] = dark_columns(drawn(false, endless));
    EXPECT_GE(first, 20);
    EXPECT_LE(last, 180);
    Canvas canvas(200, 200, false);
    TextStyle three = style;
    three.most_lines = 3;
    EXPECT_EQ(canvas.text_height(160, endless, three), 3 * canvas.text_height(160, "m", three));
}

TEST(Canvas, KnowsWhatItHasNoGlyphFor) {
    Canvas canvas(10, 10, false);
    EXPECT_TRUE(canvas.can_write("Acme <b>&amp;", style));
    EXPECT_FALSE(canvas.can_write("Acme \U0010FFFD", style));
}

TEST(Canvas, DrawsSvgToFit) {
    Canvas canvas(100, 40, false);
    canvas.fill({0, 0, 100, 40}, "#ffffff");
    canvas.svg({60, 0, 40, 40},
               "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 4'><path d='M0 0h4v4H0z'/></svg>");
    EXPECT_EQ(dark_columns(canvas.png()), std::pair(60, 99));
    EXPECT_THROW(canvas.svg({0, 0, 10, 10}, "<svg"), Error);
}

}  // namespace
}  // namespace daymark::picture
