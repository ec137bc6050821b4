// Badges as SVG. Widths come from a table, since a picture cannot ask for those of its reader's fonts.
#include "site/render_badge.h"

#include "pages/colors.h"
#include "site/render_assets.h"
#include "site/render_bar.h"
#include "site/render_headline.h"
#include "site/render_tones.h"
#include "site/render_tree.h"
#include "site/render_view.h"
#include "site/render_words.h"

#include <algorithm>
#include <array>

namespace daymark::site {
namespace {

constexpr std::size_t longest_text = 64;  // characters

/// Advance widths of DejaVu Sans in hundredths of its size, from space to tilde; Verdana's are the same within a few.
constexpr std::array<unsigned char, 95> ascii_widths = {
    32, 40, 46, 84, 64, 95, 78, 27, 39,  39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 34, 34, 84, 84, 84, 53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79,
    60, 79, 69, 63, 61, 73, 68, 99, 69,  61, 69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35, 63,
    63, 28, 28, 58, 28, 97, 63, 61, 63,  63, 41, 52, 39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84};

bool starts_character(char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }

/// By the first byte of a character: its block is all that an estimate needs.
int width_of(unsigned char lead) {
    if (lead >= ' ' && lead < 0x7f) return ascii_widths[lead - ' '];
    if (lead == 0xcc) return 0;     // combining marks
    return lead < 0xe3 ? 68 : 100;  // from U+3000 on stand East Asian letters and emoji
}

/// At most `longest_text` characters; a mark tells of what was cut off.
std::string shortened(std::string_view text) {
    std::size_t characters = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (starts_character(text[i]) && characters++ == longest_text) return std::string(text.substr(0, i)) + "…";
    }
    return std::string(text);
}

std::string upper_case(std::string text) {
    for (char& c : text) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return text;
}

/// Tenths of a pixel as SVG writes them.
std::string pixels(int tenths) {
    return std::to_string(tenths / 10) + (tenths % 10 == 0 ? "" : "." + std::to_string(tenths % 10));
}

/// How a style is drawn, in tenths of a pixel.
struct Look {
    int height, corner, baseline, padding, spacing;
    bool shaded = false, loud = false;
};
Look look_of(BadgeOptions::Style style) {
    switch (style) {
        case BadgeOptions::Style::Plastic:
            return {.height = 180, .corner = 40, .baseline = 130, .padding = 60, .spacing = 0, .shaded = true};
        case BadgeOptions::Style::ForTheBadge:
            return {.height = 280, .corner = 0, .baseline = 180, .padding = 110, .spacing = 10, .loud = true};
        case BadgeOptions::Style::Flat:
            break;
    }
    return {.height = 200, .corner = 30, .baseline = 140, .padding = 60, .spacing = 0};
}

/// Adds the label or the message on the right of what is there; gives the new width.
int add_half(std::vector<Fields>& halves, const Look& look, int left, const std::string& said,
             const std::string& ground) {
    const std::string text = look.loud ? upper_case(said) : said;
    const auto characters = static_cast<int>(std::ranges::count_if(text, starts_character));
    const int length = badge_text_width(text) + look.spacing * characters;
    const int width = length + 2 * look.padding;
    halves.emplace_back()
        .text("text", text)
        .text("ground", ground)
        .text("ink", std::string(pages::ink_on(ground)))
        .text("left", pixels(left))
        .text("half", pixels(width))
        .text("x", pixels(left + look.padding))
        .text("length", pixels(length));
    return left + width;
}

}  // namespace

BadgeOptions BadgeOptions::of(const http::Request& request) {
    BadgeOptions options;
    const std::string_view style = request.query_value("style").value_or("");
    if (style == "plastic") options.style = Style::Plastic;
    if (style == "for-the-badge") options.style = Style::ForTheBadge;
    options.label = shortened(request.query_value("label").value_or(""));
    return options;
}

std::string BadgeOptions::key() const { return std::to_string(static_cast<int>(style)) + label; }

Badge page_badge(const PageView& view) {
    const Headline headline = headline_of(view, Words::of(view.face.language));
    return {view.face.name, headline.text(), headline.tone};
}

Badge component_badge(const PageView& view, const NodeView& node) {
    return {node.name, status_word(Words::of(view.face.language), node.status), letter_of(node.status)};
}

std::optional<Badge> uptime_badge(const PageView& view, const NodeView& node) {
    if (!node.show_uptime) return std::nullopt;
    const Words& words = Words::of(view.face.language);
    const long days = bar_counts(bar_of(node.days)).measured;
    // Guess: the number speaks of the past, the colour of now.
    if (!node.uptime_hundredths || days == 0) return Badge{node.name, words.text("bar_unmeasured"), 'n'};
    return Badge{node.name, words.count("bar_uptime", days, {{"uptime", words.percent(*node.uptime_hundredths)}}),
                 letter_of(node.status)};
}

int badge_text_width(std::string_view text) {
    int hundredths = 0;
    for (const char c : text) {
        if (starts_character(c)) hundredths += width_of(static_cast<unsigned char>(c));
    }
    return (hundredths * 11 + 9) / 10;
}

Document render_badge(const PageFace& face, const Badge& badge, const BadgeOptions& options) {
    const Look look = look_of(options.style);
    const std::string label = options.label.empty() ? shortened(badge.label) : options.label;
    const std::string message = shortened(badge.message);
    std::vector<Fields> halves;
    const int middle = add_half(halves, look, 0, label, "#171a21");
    const int width = add_half(halves, look, middle, message, ground_of(face, badge.tone));
    Fields fields;
    fields.text("title", label + ": " + message)
        .text("width", pixels(width))
        .text("height", pixels(look.height))
        .text("corner", pixels(look.corner))
        .text("baseline", pixels(look.baseline))
        .text("spacing", pixels(look.spacing))
        .flag("shaded", look.shaded)
        .list("halves", std::move(halves));
    return {"image/svg+xml; charset=utf-8", render_view("badge", fields), "default-src 'none'; frame-ancestors *"};
}

}  // namespace daymark::site
