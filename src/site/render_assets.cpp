// What is inlined into pages, and the Content-Security-Policy computed from the very bytes.
#include "site/render_assets.h"

#include "embedded/files.h"
#include "pages/colors.h"
#include "platform/crypto/secret_key.h"
#include "platform/text/trim.h"

#include <algorithm>
#include <array>

namespace daymark::site {
namespace {

std::string without_block_comments(std::string_view source) {
    std::string out;
    while (true) {
        const std::size_t open = source.find("/*");
        out += source.substr(0, open);
        const std::size_t close = open == std::string_view::npos ? open : source.find("*/", open + 2);
        if (close == std::string_view::npos) return out;
        source.remove_prefix(close + 2);
    }
}

std::string_view trimmed(std::string_view line) { return text::trimmed(line, text::blanks_and_line_ends); }

/// Calls `take` with each line, without the spaces around it.
template <class Take>
void each_line(std::string_view source, Take take) {
    while (!source.empty()) {
        const std::size_t end = std::min(source.find('\n'), source.size());
        if (const std::string_view line = trimmed(source.substr(0, end)); !line.empty()) take(line);
        source.remove_prefix(std::min(end + 1, source.size()));
    }
}

/// Drops spaces next to `{`, `}`, `;` and `,`, and after `:`, except within quotes. Our style sheet writes no selector
/// in which a space after a colon matters, and no line that ends inside a value without a comma.
std::string shrunk_css(std::string_view source) {
    std::string joined;
    each_line(without_block_comments(source), [&joined](std::string_view line) { joined.append(line) += ' '; });
    std::string out;
    bool quoted = false;
    for (const char c : joined) {
        if (c == '"') quoted = !quoted;
        const bool after_break = !out.empty() && std::string_view("{};,:").find(out.back()) != std::string_view::npos;
        if (!quoted && c == ' ' && (after_break || out.empty())) continue;
        const bool closes = std::string_view("{};,").find(c) != std::string_view::npos;
        if (!quoted && closes && !out.empty() && out.back() == ' ') out.pop_back();
        if (!quoted && c == '}' && out.back() == ';') out.pop_back();
        out += c;
    }
    return out;
}

/// Drops indentation and lines that are comments. Line breaks stay: scripts rely on them.
std::string shrunk_script(std::string_view source) {
    std::string out;
    each_line(source, [&out](std::string_view line) {
        if (!line.starts_with("//")) out.append(line) += '\n';
    });
    return out;
}

bool is_one_of(char c, std::string_view signs) { return signs.find(c) != std::string_view::npos; }

/// Drops, except within quotes, blanks beside signs, and line ends where a statement cannot end or has ended. The
/// page's script writes no regular expression with quotes or with a blank beside a sign.
std::string tightened(std::string_view script) {
    constexpr std::string_view signs = "={}(),:;?&|<>!*";
    std::string out;
    char quote = 0;
    for (std::size_t i = 0; i < script.size(); ++i) {
        const char c = script[i];
        const char next = i + 1 < script.size() ? script[i + 1] : '\n';
        if (quote == 0) {
            if (c == ' ' && (is_one_of(out.back(), signs) || is_one_of(next, signs))) continue;
            if (c == '\n' && (is_one_of(out.back(), "{,;(") || next == '}')) continue;
            if (c == '}' && out.back() == ';') out.pop_back();
            if (is_one_of(c, "'\"`")) quote = c;
        } else if (c == quote) {
            quote = 0;
        }
        out += c;
    }
    return out;
}

/// Where a colour setting goes.
struct Setting {
    std::string_view property, field;
    const std::string PageFace::*given;
};
constexpr std::array<Setting, 7> settings = {{
    {"--brand-fill", "brandColor", &PageFace::brand_color},
    {"--o-light", "okColor", &PageFace::ok_color},
    {"--d-light", "degradedColor", &PageFace::degraded_color},
    {"--p-light", "disruptedColor", &PageFace::disrupted_color},
    {"--x-light", "downColor", &PageFace::down_color},
    {"--m-light", "noticeColor", &PageFace::notice_color},
    {"--n-light", "unknownColor", &PageFace::unknown_color},
}};

std::optional<std::string> chosen(const PageFace& face, const Setting& setting) {
    return pages::chosen_color(setting.field, face.*setting.given);
}

bool any_of(const PageFace& face, std::initializer_list<std::optional<std::string> PageFace::*> slots) {
    return face.own_code_allowed && std::ranges::any_of(slots, [&face](auto slot) {
               return (face.*slot).has_value() && !(face.*slot)->empty();
           });
}

/// Hashing takes far longer than comparing, and most documents carry the style of the one before.
const std::string& style_source(std::string_view style) {
    thread_local std::string last, source;
    if (last != style || source.empty()) {
        last = style;
        source = hash_source(style);
    }
    return source;
}

const std::string& script_source(bool with_forms) {
    static const std::string plain = hash_source(page_script()), longer = hash_source(page_script(true));
    return with_forms ? longer : plain;
}

}  // namespace

const std::string& page_css() {
    static const std::string css = shrunk_css(embedded::file("site/assets/page.css").value_or(""));
    return css;
}

const std::string& inner_css() {
    static const std::string css = shrunk_css(embedded::file("site/assets/inner.css").value_or(""));
    return css;
}

const std::string& page_script(bool with_forms) {
    static const std::string plain = tightened(shrunk_script(embedded::file("site/assets/page.js").value_or("")));
    static const std::string longer = shrunk_script(embedded::file("site/assets/forms.js").value_or("")) + plain;
    return with_forms ? longer : plain;
}

const std::string& badge_css() {
    static const std::string css = shrunk_css(embedded::file("site/assets/badge.css").value_or(""));
    return css;
}

const std::string& widget_script() {
    static const std::string script = shrunk_script(embedded::file("site/assets/widget.js").value_or(""));
    return script;
}

const std::string& icon_symbols() {
    static const std::string symbols = [] {
        std::string all;
        each_line(embedded::file("site/assets/icons.svg").value_or(""), [&all](std::string_view line) {
            if (line.starts_with("<symbol")) all += line;
        });
        return all;
    }();
    return symbols;
}

std::string_view icon_of(char tone) {
    std::string_view icon = icon_symbols();
    icon.remove_prefix(std::min(icon.find(std::string("id=\"i-") + tone), icon.size()));
    icon.remove_prefix(std::min(icon.find('>') + 1, icon.size()));
    return icon.substr(0, icon.find("</symbol>"));
}

std::string owner_colors(const PageFace& face) {
    std::string rule;
    for (const Setting& setting : settings) {
        const auto color = chosen(face, setting);
        if (!color) continue;
        rule.append(setting.property).append(":").append(*color) += ';';
        if (setting.property == "--brand-fill") rule.append("--brand-ink:").append(pages::ink_on(*color)) += ';';
    }
    return rule.empty() ? rule : ":root{" + rule + "}";
}

std::optional<std::string> owner_color(const PageFace& face, char tone) {
    const std::string property = std::string("--") + tone + "-light";
    const auto* setting = std::ranges::find(settings, property, &Setting::property);
    return setting == settings.end() ? std::nullopt : chosen(face, *setting);
}

bool has_owner_html(const PageFace& face) {
    return any_of(face, {&PageFace::html_in_meta, &PageFace::html_above_header, &PageFace::html_below_header,
                         &PageFace::html_below_summary, &PageFace::html_above_footer, &PageFace::html_below_footer,
                         &PageFace::google_analytics});
}

bool has_owner_css(const PageFace& face) { return any_of(face, {&PageFace::css_global}); }

std::string hash_source(std::string_view bytes) { return "'sha256-" + crypto::sha256_base64(bytes) + "'"; }

std::string policy_for(const PageFace* face, std::string_view style) {
    const bool html = face != nullptr && has_owner_html(*face);
    const bool css = html || (face != nullptr && has_owner_css(*face));
    // Next to a hash 'unsafe-inline' is ignored, so it is the one or the other.
    std::string policy = "default-src 'none'";
    policy += "; style-src " + (css ? "'self' 'unsafe-inline' https:" : style_source(style));
    policy += "; script-src " +
              (html ? "'self' 'unsafe-inline' https:" : script_source(face != nullptr && face->formats.any()));
    policy += "; img-src 'self' data: https:";
    if (css) policy += "; font-src 'self' data: https:";
    if (html) policy += "; frame-src https:; media-src 'self' https:";
    policy +=
        html ? "; connect-src 'self' https:; form-action 'self' https:" : "; connect-src 'self'; form-action 'self'";
    // In a document itself a browser does not hear of frames.
    if (face != nullptr && face->files) return policy + " " + face->files->server_url + "; base-uri 'none'";
    return policy + "; base-uri 'none'; frame-ancestors 'none'";
}

}  // namespace daymark::site
