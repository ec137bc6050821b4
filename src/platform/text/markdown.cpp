// Markdown as HTML: only what this file writes can come out.
#include "platform/text/markdown.h"

#include "platform/text/html.h"
#include "platform/text/markdown_events.h"
#include "platform/text/safe_url.h"

namespace daymark::text {
namespace {

/// The name of an element without attributes; empty for the others.
std::string_view plain_element(Node node) {
    switch (node) {
        case Node::Paragraph:
            return "p";
        case Node::Quote:
            return "blockquote";
        case Node::BulletList:
            return "ul";
        case Node::Item:
            return "li";
        case Node::Table:
            return "table";
        case Node::TableHead:
            return "thead";
        case Node::TableBody:
            return "tbody";
        case Node::Row:
            return "tr";
        case Node::HeadCell:
            return "th";
        case Node::Cell:
            return "td";
        case Node::Emphasis:
            return "em";
        case Node::Strong:
            return "strong";
        case Node::Deleted:
            return "del";
        case Node::Code:
            return "code";
        default:
            return {};
    }
}

class HtmlWriter {
public:
    void write(const Event& event) {
        // Inside an image only text counts: it is written into the attribute `alt`.
        if (image_depth_ > 0 && event.node != Node::Image) return write_alternative(event);
        if (event.step == Step::Leave) return leave(event);
        enter(event);
    }
    [[nodiscard]] std::string take() {
        while (out_.ends_with('\n')) out_.pop_back();
        return std::move(out_);
    }

private:
    void enter(const Event& event) {
        if (opens_on_new_line(event.node)) new_line();
        switch (event.node) {
            case Node::Text:
                append_escaped(out_, event.text);
                break;
            case Node::LineBreak:
                out_ += "<br>";
                break;
            case Node::Rule:
                out_ += "<hr>\n";
                break;
            case Node::Heading:
                out_ += "<h" + std::to_string(event.number) + ">";
                break;
            case Node::NumberedList:
                enter_numbered_list(event.number);
                break;
            case Node::CodeBlock:
                out_ += "<pre><code>";
                break;
            case Node::Link:
                enter_link(event.text);
                break;
            case Node::Image:
                enter_image(event.text);
                break;
            default:
                out_.append("<").append(plain_element(event.node)).append(">");
        }
    }

    void leave(const Event& event) {
        switch (event.node) {
            case Node::Heading:
                out_ += "</h" + std::to_string(event.number) + ">";
                break;
            case Node::NumberedList:
                out_ += "</ol>";
                break;
            case Node::CodeBlock:
                out_ += "</code></pre>";
                break;
            case Node::Link:
                leave_link(event.text);
                break;
            case Node::Image:
                leave_image(event.text);
                break;
            default:
                out_.append("</").append(plain_element(event.node)).append(">");
        }
        if (is_block(event.node)) out_ += '\n';
    }

    void write_alternative(const Event& event) {
        if (event.node == Node::Text) append_escaped(out_, event.text);
        if (event.node == Node::LineBreak) out_ += ' ';
    }

    void enter_numbered_list(unsigned first) {
        out_ += first == 1 ? "<ol>" : "<ol start=\"" + std::to_string(first) + "\">";
    }

    void enter_link(std::string_view address) {
        // An address found in the words of a link would nest a link in it, which HTML does not allow.
        if (++link_depth_ > 1) return;
        const std::optional<std::string> url = safe_url(address, UrlUse::Link);
        if (!url) return;
        out_ += "<a href=\"";
        append_escaped(out_, *url);
        // Guess: captures of the contract show no `rel`; readers' safety comes first.
        out_ += "\" rel=\"noopener nofollow\">";
    }
    void leave_link(std::string_view address) {
        if (--link_depth_ == 0 && safe_url(address, UrlUse::Link)) out_ += "</a>";
    }

    void enter_image(std::string_view address) {
        if (++image_depth_ > 1) return;
        const std::optional<std::string> url = safe_url(address, UrlUse::Image);
        if (!url) return;
        out_ += "<img src=\"";
        append_escaped(out_, *url);
        out_ += "\" alt=\"";
    }
    void leave_image(std::string_view address) {
        if (--image_depth_ == 0 && safe_url(address, UrlUse::Image)) out_ += "\" loading=\"lazy\">";
    }

    static bool opens_on_new_line(Node node) { return is_block(node) || node == Node::Rule; }
    void new_line() {
        if (!out_.empty() && !out_.ends_with('\n')) out_ += '\n';
    }

    std::string out_;
    int link_depth_ = 0;
    int image_depth_ = 0;
};

/// The text as it was typed: a blank line parts paragraphs, a line end is a break. Past `most_elements` of these, the
/// other line ends stay what they are, so that this way out has a bound as well.
std::string as_typed(std::string_view text, std::size_t most_elements) {
    std::string out = "<p>";
    std::size_t line_ends = 0, elements = 1;
    for (const char c : text) {
        if (c == '\n') ++line_ends;
        if (c == '\n' || c == '\r') continue;
        if (line_ends > 0 && out.size() > 3) {
            const std::string_view part = line_ends == 1 ? "<br>" : "</p>\n<p>";
            out += ++elements > most_elements ? "\n" : part;
        }
        line_ends = 0;
        append_escaped(out, {&c, 1});
    }
    return out + "</p>";
}

}  // namespace

std::string markdown_to_html(std::string_view markdown, const MarkdownLimits& limits) {
    require_markdown_size(markdown, limits);
    const std::optional<std::vector<Event>> events = parse_markdown(markdown, limits);
    if (!events) return as_typed(markdown, limits.nodes / 2);
    HtmlWriter writer;
    for (const Event& event : *events) writer.write(event);
    return writer.take();
}

}  // namespace daymark::text
