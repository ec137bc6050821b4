// The forms of a mail, from the same content: text line by line, HTML by a view.
#include "notify/mail_content.h"

#include "notify/mail_text.h"
#include "pages/colors.h"
#include "site/render_view.h"
#include "site/render_words.h"

#include <algorithm>

namespace daymark::notify {
namespace {

using site::Fields;

constexpr std::size_t longest_logo = 300;

// --- as text

void add_block(std::string& out, std::string_view text) {
    if (text.empty()) return;
    if (!out.empty()) out += "\n\n";
    out += wrapped(text);
}

void add_address(std::string& out, const std::string& label, const std::string& url) {
    if (url.empty()) return;
    add_block(out, label + "\n" + one_line(url));
}

std::string rows_text(const Content& content) {
    std::string text = content.rows_label;
    for (const Row& row : content.rows) {
        if (!text.empty()) text += '\n';
        text += row.value.empty() ? row.name : "- " + row.name + ": " + row.value;
    }
    return text;
}

std::string write_text(const Content& content) {
    std::string out;
    add_block(out, content.headline);
    const std::string state =
        content.state + (content.when.empty() || content.state.empty() ? "" : " · ") + content.when;
    add_block(out, content.title + (state.empty() ? "" : "\n" + state));
    const std::string shown = fitting(content.text, most_characters, std::string::npos);
    add_block(out, shown);
    if (shown.size() != content.text.size()) add_address(out, content.rest, content.rest_url);
    add_block(out, rows_text(content));
    add_address(out, content.button, content.button_url);
    add_block(out, content.end);
    out += "\n\n-- ";
    const std::string page = content.page + "\n" + one_line(content.page_url);
    out += "\n" + wrapped(content.why.empty() ? page : content.why + "\n\n" + page);
    add_address(out, content.words.text("manage_link"), content.links.manage);
    add_address(out, content.words.text("unsubscribe"), content.links.unsubscribe);
    return out + "\n";
}

// --- as HTML

std::vector<Fields> lines_of(std::string_view paragraph) {
    std::vector<Fields> lines;
    while (!paragraph.empty()) {
        const std::size_t end = std::min(paragraph.find('\n'), paragraph.size());
        lines.emplace_back().text("line", std::string(paragraph.substr(0, end)));
        paragraph.remove_prefix(std::min(end + 1, paragraph.size()));
    }
    return lines;
}

std::vector<Fields> paragraphs_of(std::string_view text) {
    std::vector<Fields> paragraphs;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find("\n\n"), text.size());
        if (end > 0) paragraphs.emplace_back().list("lines", lines_of(text.substr(0, end)));
        text.remove_prefix(std::min(text.find_first_not_of('\n', end), text.size()));
    }
    return paragraphs;
}

/// Safe HTML with the words of its pictures in their place: mails load nothing.
std::string without_pictures(std::string_view html) {
    constexpr std::string_view picture = "<img ", words = "alt=\"";
    std::string out;
    while (true) {
        const std::size_t open = html.find(picture);
        out += html.substr(0, open);
        if (open == std::string_view::npos) return out;
        const std::size_t close = std::min(html.find('>', open), html.size() - 1);
        const std::string_view tag = html.substr(open, close - open);
        if (const std::size_t alt = tag.find(words); alt != std::string_view::npos) {
            const std::string_view rest = tag.substr(alt + words.size());
            out += rest.substr(0, rest.find('"'));
        }
        html.remove_prefix(close + 1);
    }
}

/// No pure black and white: what inverts colours by force keeps the others apart.
std::string softened(std::string_view color) {
    if (color == "#ffffff") return "#fdfdfe";
    return color == "#000000" ? "#0b0c0e" : std::string(color);
}

void add_button(Fields& fields, const Content& content) {
    if (content.button_url.empty()) return;
    const auto chosen = pages::chosen_color("brandColor", content.brand_color);
    const std::string ground = chosen.value_or("#171a21");
    fields.text("button", content.button)
        .text("button_url", content.button_url)
        .text("button_class", chosen ? "c" : "b")
        .text("ground", softened(ground))
        .text("on_ground", softened(pages::ink_on(ground)));
}

void add_look(Fields& fields, const std::string& prefix, const Look& look) {
    fields.text(prefix + "tone", std::string(look.tone))
        .text_if_any(prefix + "glyph", std::string(look.glyph))
        .text(prefix + "ink", std::string(look.ink));
}

std::vector<Fields> row_fields(const Content& content) {
    std::vector<Fields> rows;
    for (const Row& row : content.rows) {
        Fields& fields = rows.emplace_back().text("name", row.name).text("value", row.value);
        if (row.look != nullptr) add_look(fields, "", *row.look);
    }
    return rows;
}

/// All but the text.
Fields frame_of(const Content& content) {
    const bool rtl = content.words.right_to_left();
    Fields fields;
    fields.text("lang", content.words.code())
        .text("dir", rtl ? "rtl" : "ltr")
        .text("text_dir", content.by_people ? "auto"
                          : rtl             ? "rtl"
                                            : "ltr")
        .text("end_side", rtl ? "left" : "right")
        .text("subject", content.subject)
        .text("preheader", fitting(one_line(content.text.empty() ? content.title : content.text), 120, 360))
        .text("page", content.page)
        .text("page_url", content.page_url)
        .text_if_any("headline", content.headline)
        .text("title", content.title)
        .text_if_any("state", content.state)
        .text_if_any("when", content.when)
        .flag("has_rows", !content.rows.empty())
        .text_if_any("rows_label", content.rows_label)
        .list("rows", row_fields(content))
        .text_if_any("end", content.end)
        .text_if_any("why", content.why)
        .text_if_any("manage", content.links.manage)
        .text("manage_label", content.words.text("manage_link"))
        .flag("both", !content.links.manage.empty() && !content.links.unsubscribe.empty())
        .text_if_any("unsubscribe", content.links.unsubscribe)
        .text("unsubscribe_label", content.words.text("unsubscribe"));
    const bool has_logo = content.logo_url.starts_with("https://") && content.logo_url.size() <= longest_logo;
    if (has_logo) fields.text("logo", content.logo_url);
    add_look(fields, "state_", content.look == nullptr ? Look{"q", "", "#586170"} : *content.look);
    add_button(fields, content);
    return fields;
}

/// The text as it is formatted when that fits, else its words, as many as fit.
std::string write_html(const Content& content) {
    Fields frame = frame_of(content);
    const bool short_enough = fitting(content.text, most_characters, most_html) == content.text;
    if (short_enough && content.html.size() < most_html) {
        Fields whole = frame;
        if (content.html.empty())
            whole.list("paragraphs", paragraphs_of(content.text));
        else
            whole.text("html", without_pictures(content.html));
        std::string html = site::render_view("mail", whole);
        if (html.size() <= most_html) return html;
    }
    Fields cut = frame;
    if (!content.rest_url.empty()) cut.text("rest", content.rest).text("rest_url", content.rest_url);
    const std::size_t taken = site::render_view("mail", cut).size() + std::string_view("<p><br></p>").size();
    const std::size_t room = most_html > taken ? most_html - taken : 0;
    const std::string words = fitting(content.text, most_characters, room);
    Fields& shown = words == content.text ? frame : cut;
    return site::render_view("mail", shown.list("paragraphs", paragraphs_of(words)));
}

}  // namespace

MailBody written(const Content& content) {
    return {one_line(content.subject), write_text(content), write_html(content)};
}

}  // namespace daymark::notify
