// Icons as SVG, and pictures drawn on a canvas.
#include "site/render_pictures.h"

#include "platform/crypto/secret_key.h"
#include "platform/picture/canvas.h"
#include "site/render_assets.h"
#include "site/render_tones.h"
#include "site/render_words.h"

namespace daymark::site {
namespace {

using picture::Canvas;
using picture::TextStyle;

std::string icon_svg(const PageFace& face, char tone) {
    const std::string fill = fill_of(face, tone).light;
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 16 16\"><style>*{fill:none;stroke-width:1.7;"
           "stroke-linecap:round;stroke-linejoin:round}path{stroke:#fff}circle,.f{fill:" +
           fill + ";stroke:none}.h{fill:#fff;stroke:none}</style>" + std::string(icon_of(tone)) + "</svg>";
}

char tone_of(const PageView& view) { return headline_of(view, Words::of(view.face.language)).tone; }

std::string little_endian(std::size_t value, int bytes) {
    std::string out;
    for (int i = 0; i < bytes; ++i, value >>= 8) out += static_cast<char>(value & 0xff);
    return out;
}

/// The old format takes a PNG as it is: a head, and a directory of one entry.
std::string ico_of(const std::string& png, int side) {
    constexpr std::size_t head = 22;
    return little_endian(0, 2) + little_endian(1, 2) + little_endian(1, 2) +
           little_endian(static_cast<std::size_t>(side), 1) + little_endian(static_cast<std::size_t>(side), 1) +
           little_endian(0, 2) + little_endian(1, 2) + little_endian(32, 2) + little_endian(png.size(), 4) +
           little_endian(head, 4) + png;
}

constexpr int share_width = 1200, share_height = 630;
constexpr double margin = 80, icon_side = 116, gap = 40, band = 20;

TextStyle text_style(const std::string& weight_and_size, const std::string& color, int most_lines) {
    return {"Inter, DejaVu Sans, sans-serif " + weight_and_size, color, most_lines};
}

/// The first of the texts that the machine's fonts have all glyphs for; "" when there is none.
std::string writable(Canvas& canvas, std::initializer_list<std::string> texts, const TextStyle& style) {
    for (const std::string& text : texts) {
        if (canvas.can_write(text, style)) return text;
    }
    return {};
}

TextStyle large_sentence() { return text_style("Bold 76px", "#171a21", 3); }

/// As large as it can be said in full.
TextStyle sentence_style(Canvas& canvas, double width, const std::string& text) {
    TextStyle one_more = large_sentence();
    ++one_more.most_lines;
    const bool fits = canvas.text_height(width, text, one_more) <= canvas.text_height(width, text, large_sentence());
    return fits ? large_sentence() : text_style("Bold 50px", "#171a21", 5);
}

std::string without_scheme(const std::string& address) {
    const std::size_t host = address.find("://");
    return host == std::string::npos ? address : address.substr(host + 3);
}

constexpr double inner = share_width - 2 * margin, beside_icon = inner - icon_side - gap;

/// The icon, and the sentence beside it, around the middle of the picture.
void draw_state(Canvas& canvas, const PageView& view, const Words& words) {
    constexpr double middle = 330;
    const Headline headline = headline_of(view, words);
    const std::string in_english = headline_of(view, Words::of("en")).text();
    const std::string said = writable(canvas, {headline.text(), in_english}, large_sentence());
    const TextStyle style = sentence_style(canvas, beside_icon, said);
    const double top = middle - canvas.text_height(beside_icon, said, style) / 2;
    const double line = canvas.text_height(beside_icon, "A", style);
    const bool mirrored = words.right_to_left();
    canvas.svg({mirrored ? margin + beside_icon + gap : margin, top + (line - icon_side) / 2, icon_side, icon_side},
               icon_svg(view.face, headline.tone));
    canvas.text({mirrored ? margin : margin + icon_side + gap, top, beside_icon, 0}, said, style);
}

void draw_share_picture(Canvas& canvas, const PageView& view, const Words& words) {
    const std::string color = fill_of(view.face, tone_of(view)).light;
    canvas.fill({0, 0, share_width, share_height}, "#ffffff");
    canvas.fill({0, 0, share_width, share_height}, color, 0.07);
    canvas.fill({0, share_height - band, share_width, band}, color);
    const TextStyle name = text_style("Semi-Bold 44px", "#171a21", 1), host = text_style("30px", "#586170", 1);
    canvas.text({margin, 64, inner, 0}, writable(canvas, {view.face.name, view.face.subdomain}, name), name);
    draw_state(canvas, view, words);
    canvas.text({margin, 524, inner, 0}, without_scheme(view.face.root_url), host);
}

}  // namespace

Document render_icon(const PageView& view) {
    return {"image/svg+xml; charset=utf-8", icon_svg(view.face, tone_of(view)),
            "default-src 'none'; style-src 'unsafe-inline'"};
}

Document render_old_icon(const PageView& view) {
    constexpr int side = 32;
    Canvas canvas(side, side, false);
    canvas.svg({0, 0, side, side}, icon_svg(view.face, tone_of(view)));
    return {"image/x-icon", ico_of(canvas.png(), side), "default-src 'none'"};
}

Document render_share_picture(const PageView& view) {
    const Words& words = Words::of(view.face.language);
    Canvas canvas(share_width, share_height, words.right_to_left());
    draw_share_picture(canvas, view, words);
    return {"image/png", canvas.png(), "default-src 'none'"};
}

std::string share_address(const PageFace& face, const Headline& headline) {
    constexpr std::size_t length = 8;
    const std::string look =
        crypto::short_hash(face.name + "\n" + headline.text() + "\n" + fill_of(face, headline.tone).light);
    return std::string(share_path) + "?" + look.substr(0, length);
}

}  // namespace daymark::site
