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

enum class Step { Enter, Leave };

struct Event {
    Node node = Node::Text;
    Step step = Step::Enter;
    unsigned number = 0;  // level of a heading, first number of a list
    std::string text;     // decoded text, or the decoded and unchecked address of a link or image (on both steps)
};

/// None when the text goes beyond a limit other than its length.
[[nodiscard]] std::optional<std::vector<Event>> parse_markdown(std::string_view markdown, const MarkdownLimits& limits);

/// Throws BadRequest for a text longer than `limits.bytes`.
void require_markdown_size(std::string_view markdown, const MarkdownLimits& limits);

}  // namespace daymark::text
