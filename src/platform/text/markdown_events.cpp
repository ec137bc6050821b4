// The Markdown parser (md4c), turned into events under limits. Its header is included only here.
#include "platform/text/markdown_events.h"

#include "platform/base/error.h"
#include "platform/text/entity.h"
#include "platform/text/markdown_census.h"

#include <md4c.h>

namespace daymark::text {
namespace {

/// What md4c's callbacks answer. Only a negative answer ends the parsing wherever it is given.
enum Answer : int { go_on = 0, give_up = -1 };

/// Takes md4c's callbacks in, counts, and sees to it that what opens also closes, in order: md4c forgets to leave a
/// span whose closing mark lies within the address of a link ("*[a](b*)").
class Sink {
public:
    explicit Sink(const MarkdownLimits& limits) : limits_(limits) {}

    Answer enter(Node node, unsigned number = 0, std::string address = {}) {
        if (open_.size() >= limits_.nesting) return give_up;
        open_.push_back(events_.size());
        return add({node, Step::Enter, number, std::move(address)});
    }
    Answer leave(Node node) {
        if (!is_open(node)) return go_on;
        while (events_[open_.back()].node != node) leave_innermost();
        leave_innermost();
        return within_limits();
    }
    Answer alone(Node node, std::string text = {}) {
        // Neighbouring pieces of text are one node: the parser splits at every character that might have been a mark.
        if (node == Node::Text && !events_.empty() && events_.back().node == Node::Text) {
            content_bytes_ += text.size();
            events_.back().text += text;
            return within_limits();
        }
        return add({node, Step::Enter, 0, std::move(text)});
    }

    [[nodiscard]] const MarkdownLimits& limits() const { return limits_; }
    [[nodiscard]] std::vector<Event> take() { return std::move(events_); }

private:
    /// Whether `node` can be left from here. A span cannot be left from within a block that began after it.
    [[nodiscard]] bool is_open(Node node) const {
        for (std::size_t i = open_.size(); i-- > 0;) {
            const Node found = events_[open_[i]].node;
            if (found == node) return true;
            if (!is_block(node) && is_block(found)) return false;
        }
        return false;
    }
    void leave_innermost() {
        const Event& entered = events_[open_.back()];
        Event left{entered.node, Step::Leave, entered.number, entered.text};
        open_.pop_back();
        (void)add(std::move(left));
    }
    Answer add(Event event) {
        if (event.step == Step::Enter) ++nodes_;
        content_bytes_ += event.text.size();
        events_.push_back(std::move(event));
        return within_limits();
    }
    [[nodiscard]] Answer within_limits() const {
        return nodes_ > limits_.nodes || content_bytes_ > limits_.content_bytes ? give_up : go_on;
    }

    const MarkdownLimits& limits_;
    std::vector<Event> events_;
    std::vector<std::size_t> open_;  // where in `events_` the nodes that are still open were entered
    std::size_t nodes_ = 0;
    std::size_t content_bytes_ = 0;
};

std::string decoded(MD_TEXTTYPE type, std::string_view piece) {
    if (type == MD_TEXT_NULLCHAR) return utf8_of(U'\uFFFD');
    if (type == MD_TEXT_ENTITY) return decode_entity(piece).value_or(std::string(piece));
    return std::string(piece);
}

std::string decoded(const MD_ATTRIBUTE& attribute) {
    std::string all;
    if (attribute.size == 0) return all;
    const std::string_view text(attribute.text, attribute.size);
    for (std::size_t i = 0; attribute.substr_offsets[i] < attribute.size; ++i) {
        const std::size_t from = attribute.substr_offsets[i];
        all += decoded(attribute.substr_types[i], text.substr(from, attribute.substr_offsets[i + 1] - from));
    }
    return all;
}

std::optional<Node> node_of(MD_BLOCKTYPE type) {
    switch (type) {
        case MD_BLOCK_P:
            return Node::Paragraph;
        case MD_BLOCK_H:
            return Node::Heading;
        case MD_BLOCK_QUOTE:
            return Node::Quote;
        case MD_BLOCK_UL:
            return Node::BulletList;
        case MD_BLOCK_OL:
            return Node::NumberedList;
        case MD_BLOCK_LI:
            return Node::Item;
        case MD_BLOCK_CODE:
            return Node::CodeBlock;
        case MD_BLOCK_TABLE:
            return Node::Table;
        case MD_BLOCK_THEAD:
            return Node::TableHead;
        case MD_BLOCK_TBODY:
            return Node::TableBody;
        case MD_BLOCK_TR:
            return Node::Row;
        case MD_BLOCK_TH:
            return Node::HeadCell;
        case MD_BLOCK_TD:
            return Node::Cell;
        case MD_BLOCK_HR:
            return Node::Rule;
        case MD_BLOCK_DOC:
        case MD_BLOCK_HTML:
            break;  // raw HTML is switched off
    }
    return std::nullopt;
}

std::optional<Node> node_of(MD_SPANTYPE type) {
    switch (type) {
        case MD_SPAN_EM:
            return Node::Emphasis;
        case MD_SPAN_STRONG:
            return Node::Strong;
        case MD_SPAN_DEL:
            return Node::Deleted;
        case MD_SPAN_CODE:
            return Node::Code;
        case MD_SPAN_A:
            return Node::Link;
        case MD_SPAN_IMG:
            return Node::Image;
        default:
            return std::nullopt;
    }
}

std::string address_of(MD_SPANTYPE type, const void* detail) {
    if (type == MD_SPAN_A) return decoded(static_cast<const MD_SPAN_A_DETAIL*>(detail)->href);
    if (type == MD_SPAN_IMG) return decoded(static_cast<const MD_SPAN_IMG_DETAIL*>(detail)->src);
    return {};
}

unsigned number_of(MD_BLOCKTYPE type, const void* detail) {
    if (type == MD_BLOCK_H) return static_cast<const MD_BLOCK_H_DETAIL*>(detail)->level;
    if (type == MD_BLOCK_OL) return static_cast<const MD_BLOCK_OL_DETAIL*>(detail)->start;
    return 0;
}

Answer enter_block(Sink& sink, MD_BLOCKTYPE type, const void* detail) {
    const std::optional<Node> node = node_of(type);
    if (!node) return go_on;
    if (*node == Node::Rule) return sink.alone(Node::Rule);
    const auto columns_of = [detail] { return static_cast<const MD_BLOCK_TABLE_DETAIL*>(detail)->col_count; };
    if (*node == Node::Table && columns_of() > sink.limits().table_columns) return give_up;
    return sink.enter(*node, number_of(type, detail));
}

Answer enter_span(Sink& sink, MD_SPANTYPE type, const void* detail) {
    const std::optional<Node> node = node_of(type);
    return node ? sink.enter(*node, 0, address_of(type, detail)) : go_on;
}

template <typename Type>
Answer leave(Sink& sink, Type type) {
    const std::optional<Node> node = node_of(type);
    return node ? sink.leave(*node) : go_on;
}

Answer text_piece(Sink& sink, MD_TEXTTYPE type, std::string_view piece) {
    // Guess: a line end typed into a status update is meant as one, so that soft breaks show as well.
    if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR) return sink.alone(Node::LineBreak);
    return sink.alone(Node::Text, decoded(type, piece));
}

/// An exception must not cross the parser's C frames; the only one possible is exhausted memory.
template <typename Call>
int guarded(void* user, Call call) {
    try {
        return call(*static_cast<Sink*>(user));
    } catch (...) {
        return give_up;
    }
}

int on_enter_block(MD_BLOCKTYPE type, void* detail, void* user) {
    return guarded(user, [&](Sink& sink) { return enter_block(sink, type, detail); });
}
int on_leave_block(MD_BLOCKTYPE type, void*, void* user) {
    return guarded(user, [&](Sink& sink) { return leave(sink, type); });
}
int on_enter_span(MD_SPANTYPE type, void* detail, void* user) {
    return guarded(user, [&](Sink& sink) { return enter_span(sink, type, detail); });
}
int on_leave_span(MD_SPANTYPE type, void*, void* user) {
    return guarded(user, [&](Sink& sink) { return leave(sink, type); });
}
int on_text(MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* user) {
    return guarded(user, [&](Sink& sink) { return text_piece(sink, type, {text, size}); });
}

constexpr MD_PARSER parser_with(unsigned flags) {
    return {
        .abi_version = 0,
        .flags = flags,
        .enter_block = on_enter_block,
        .leave_block = on_leave_block,
        .enter_span = on_enter_span,
        .leave_span = on_leave_span,
        .text = on_text,
        .debug_log = nullptr,
        .syntax = nullptr,
    };
}

bool costs_too_much(const MarkdownCensus& census, const MarkdownLimits& limits) {
    return census.open_brackets > limits.open_brackets || census.containers > limits.nesting ||
           census.links * census.lines > limits.link_lines;
}

unsigned flags_for(const MarkdownCensus& census, const MarkdownLimits& limits) {
    unsigned flags = MD_FLAG_NOHTML | MD_FLAG_TABLES;
    if (census.bare_addresses <= limits.bare_addresses) flags |= MD_FLAG_PERMISSIVEAUTOLINKS;
    if (census.tildes <= limits.tildes) flags |= MD_FLAG_STRIKETHROUGH;
    return flags;
}

}  // namespace

std::optional<std::vector<Event>> parse_markdown(std::string_view markdown, const MarkdownLimits& limits) {
    const MarkdownCensus census = count_markdown(markdown);
    if (costs_too_much(census, limits)) return std::nullopt;
    const MD_PARSER parser = parser_with(flags_for(census, limits));
    Sink sink(limits);
    // md4c looks for line ends with strcspn: it reads on to a NUL behind the text, whatever size it was told.
    const std::string terminated(markdown);
    if (md_parse(terminated.data(), static_cast<MD_SIZE>(terminated.size()), &parser, &sink) != go_on) {
        return std::nullopt;
    }
    return sink.take();
}

void require_markdown_size(std::string_view markdown, const MarkdownLimits& limits) {
    if (markdown.size() <= limits.bytes) return;
    throw Error(ErrorCode::BadRequest, "Text is longer than " + std::to_string(limits.bytes) + " bytes");
}

}  // namespace daymark::text
