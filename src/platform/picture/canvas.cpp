// Drawing by Cairo, texts by Pango, SVG by librsvg.
#include "platform/picture/canvas.h"

#include "platform/base/error.h"

#include <librsvg/rsvg.h>
#include <pango/pangocairo.h>

#include <array>
#include <charconv>

namespace daymark::picture {
namespace {

[[noreturn]] void fail(const char* what) {
    throw Error(ErrorCode::Internal, "Internal error", {std::string("picture: ") + what});
}

struct FreeFont {
    void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};

/// Each thread keeps fonts of its own, which weigh some megabytes.
Owned<PangoLayout> layout_of(cairo_t* context, double width, const std::string& text, const TextStyle& style,
                             bool right_to_left) {
    Owned<PangoLayout> layout(pango_cairo_create_layout(context));
    PangoContext* setting = pango_layout_get_context(layout.get());
    pango_context_set_base_dir(setting, right_to_left ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
    const std::unique_ptr<PangoFontDescription, FreeFont> font(pango_font_description_from_string(style.font.c_str()));
    pango_layout_set_font_description(layout.get(), font.get());
    pango_layout_set_auto_dir(layout.get(), FALSE);
    pango_layout_set_alignment(layout.get(), right_to_left ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
    pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
    pango_layout_set_height(layout.get(), -style.most_lines);
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    return layout;
}

double height_of(PangoLayout* layout) {
    int height = 0;
    pango_layout_get_pixel_size(layout, nullptr, &height);
    return height;
}

}  // namespace

Canvas::Canvas(int width, int height, bool right_to_left)
    : surface_(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height)),
      context_(cairo_create(surface_.get())),
      right_to_left_(right_to_left) {
    if (cairo_status(context_.get()) != CAIRO_STATUS_SUCCESS) fail("no canvas");
}

void Canvas::set_color(const std::string& color, double opacity) {
    std::array<double, 3> parts{};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        unsigned value = 0;
        std::from_chars(color.data() + 1 + 2 * i, color.data() + 3 + 2 * i, value, 16);
        parts[i] = value / 255.0;
    }
    cairo_set_source_rgba(context_.get(), parts[0], parts[1], parts[2], opacity);
}

void Canvas::fill(const Place& place, const std::string& color, double opacity) {
    set_color(color, opacity);
    cairo_rectangle(context_.get(), place.x, place.y, place.width, place.height);
    cairo_fill(context_.get());
}

void Canvas::svg(const Place& place, std::string_view source) {
    GError* error = nullptr;
    const auto* bytes = reinterpret_cast<const guint8*>(source.data());
    const Owned<RsvgHandle> drawing(rsvg_handle_new_from_data(bytes, source.size(), &error));
    const RsvgRectangle frame{place.x, place.y, place.width, place.height};
    if (drawing && rsvg_handle_render_document(drawing.get(), context_.get(), &frame, &error) != 0) return;
    const std::string why = error->message;
    g_error_free(error);
    fail(why.c_str());
}

double Canvas::text(const Place& place, const std::string& text, const TextStyle& style) {
    const auto layout = layout_of(context_.get(), place.width, text, style, right_to_left_);
    set_color(style.color, 1);
    cairo_move_to(context_.get(), place.x, place.y);
    pango_cairo_show_layout(context_.get(), layout.get());
    return height_of(layout.get());
}

double Canvas::text_height(double width, const std::string& text, const TextStyle& style) {
    return height_of(layout_of(context_.get(), width, text, style, right_to_left_).get());
}

bool Canvas::can_write(const std::string& text, const TextStyle& style) {
    constexpr double any_width = 1000;
    const auto layout = layout_of(context_.get(), any_width, text, style, right_to_left_);
    return pango_layout_get_unknown_glyphs_count(layout.get()) == 0;
}

std::string Canvas::png() const {
    std::string bytes;
    const auto append = [](void* out, const unsigned char* data, unsigned size) {
        static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(data), size);
        return CAIRO_STATUS_SUCCESS;
    };
    if (cairo_surface_write_to_png_stream(surface_.get(), append, &bytes) != CAIRO_STATUS_SUCCESS) fail("no PNG");
    return bytes;
}

}  // namespace daymark::picture
