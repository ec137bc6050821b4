// Markdown as plain text.
#include "platform/text/markdown.h"
#include "platform/text/markdown_events.h"
#include "platform/text/safe_url.h"

namespace daymark::text {
namespace {

class PlainWriter {
public:
    void write(const Event& event) {
        if (event.step == Step::Enter)
            enter(event);
        else
            leave(event);
    }
    [[nodiscard]] std::string take() {
        while (out_.ends_with('\n') || out_.ends_with(' ')) out_.pop_back();
        return std::move(out_);
    }

private:
    /// One open list: the number of its next item, 0 for bullets.
    using List = unsigned;

    void enter(const Event& event) {
        switch (event.node) {
            case Node::Text:
                out_ += event.text;
                break;
            case Node::LineBreak:
                out_ += '\n';
                break;
            case Node::Rule:
                start_block(), out_ += "---\n";
                break;
            case Node::Paragraph:
            case Node::Heading:
            case Node::Quote:
            case Node::CodeBlock:
            case Node::Table:
                start_block();
                break;
            case Node::BulletList:
                start_list(0);
                break;
            case Node::NumberedList:
                start_list(event.number);
                break;
            case Node::Item:
                start_item();
                break;
            case Node::Row:
                row_is_empty_ = true;
                break;
            case Node::HeadCell:
            case Node::Cell:
                start_cell();
                break;
            case Node::Link:
                link_text_from_.push_back(out_.size());
                break;
            default:
                break;
        }
    }

    void leave(const Event& event) {
        switch (event.node) {
            case Node::Paragraph:
            case Node::Heading:
            case Node::Item:
            case Node::CodeBlock:
            case Node::Row:
                end_line();
                break;
            case Node::BulletList:
            case Node::NumberedList:
                lists_.pop_back();
                break;
            case Node::Link:
                leave_link(event.text);
                break;
            default:
                break;
        }
    }

    void end_line() {
        if (!out_.empty() && !out_.ends_with('\n')) out_ += '\n';
    }
    /// A blank line before a block, but none between an item's mark and its first words.
    void start_block() {
        if (item_is_fresh()) return;
        end_line();
        if (!out_.empty() && !out_.ends_with("\n\n")) out_ += '\n';
    }
    [[nodiscard]] bool item_is_fresh() const { return !lists_.empty() && out_.size() == item_text_from_; }

    void start_list(List first) {
        if (lists_.empty()) start_block();
        end_line();
        lists_.push_back(first);
    }
    void start_item() {
        end_line();
        out_.append(2 * (lists_.size() - 1), ' ');
        out_ += lists_.back() == 0 ? "- " : std::to_string(lists_.back()) + ". ";
        if (lists_.back() > 0) ++lists_.back();
        item_text_from_ = out_.size();
    }

    void start_cell() {
        if (!row_is_empty_) out_ += " | ";
        row_is_empty_ = false;
    }

    /// The address follows the words, unless they are the address.
    void leave_link(std::string_view address) {
        const std::string words = out_.substr(link_text_from_.back());
        link_text_from_.pop_back();
        const std::optional<std::string> url = safe_url(address, UrlUse::Link);
        if (!url || words == address || url->ends_with(words)) return;
        out_ += " (" + *url + ")";
    }

    std::string out_;
    std::vector<List> lists_;
    std::vector<std::size_t> link_text_from_;
    std::size_t item_text_from_ = 0;
    bool row_is_empty_ = true;
};

}  // namespace

std::string markdown_to_plain(std::string_view markdown, const MarkdownLimits& limits) {
    require_markdown_size(markdown, limits);
    const std::optional<std::vector<Event>> events = parse_markdown(markdown, limits);
    if (!events) return std::string(markdown);
    PlainWriter writer;
    for (const Event& event : *events) writer.write(event);
    return writer.take();
}

}  // namespace daymark::text
