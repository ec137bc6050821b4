// What the Markdown parser found, one event after the other: the common ground of the two writers.
#pragma once

#include "platform/text/markdown.h"

#include <optional>
#include <vector>

namespace daymark::text {

enum class Node {
    Paragraph,
    Heading,
    Quote,
    BulletList,
    NumberedList,
    Item,
    CodeBlock,
    Table,
    TableHead,
    TableBody,
    Row,
    HeadCell,
    Cell,
    Emphasis,
    Strong,
    Deleted,
    Code,
    Link,
    Image,
    // These stand alone and are never left.
    Rule,
    LineBreak,
    Text,
};

/// Whether the node may hold paragraphs or is one: it stands on lines of its own.
[[nodiscard]] constexpr bool is_block(Node node) { return node <= Node::Cell; }

enum class Step { Enter, Leave };

struct Event {
    Node node = Node::Text;
    Step step = Step::Enter;
    // On both steps: the level of a heading, the first number of a list.
    unsigned number = 0;
    // The decoded text; on both steps of a link or image its decoded, unchecked address.
    std::string text;
};

/// Every node entered is left again, in order. None when the text goes beyond a limit other than its length.
[[nodiscard]] std::optional<std::vector<Event>> parse_markdown(std::string_view markdown, const MarkdownLimits& limits);

/// Throws BadRequest for a text longer than `limits.bytes`.
void require_markdown_size(std::string_view markdown, const MarkdownLimits& limits);

}  // namespace daymark::text
