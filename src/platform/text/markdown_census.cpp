// The count before parsing.
#include "platform/text/markdown_census.h"

#include <algorithm>

namespace daymark::text {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t length_while(std::string_view text, bool (*holds)(char)) {
    return static_cast<std::size_t>(std::ranges::find_if_not(text, holds) - text.begin());
}

/// Length of the mark of a quote or list item ("> ", "- ", "12. ") that a text begins with; 0 if there is none.
std::size_t mark_length(std::string_view text) {
    if (text.starts_with('>')) return 1;
    const std::size_t digits = length_while(text, is_digit);
    const std::string_view ends = digits > 0 ? ".)" : "-+*";
    if (digits == text.size() || ends.find(text[digits]) == std::string_view::npos) return 0;
    const std::string_view behind = text.substr(digits + 1);
    return behind.empty() || is_space(behind.front()) ? digits + 1 : 0;
}

std::size_t count_containers(std::string_view line) {
    for (std::size_t count = 0;; ++count) {
        line.remove_prefix(length_while(line, is_space));
        const std::size_t mark = mark_length(line);
        if (mark == 0) return count;
        line.remove_prefix(mark);
    }
}

void count_in_line(MarkdownCensus& census, std::size_t& open, std::string_view line) {
    for (std::size_t i = 0; i < line.size(); ++i) {
        const std::string_view rest = line.substr(i);
        const char c = rest.front();
        if (c == '[') census.open_brackets = std::max(census.open_brackets, ++open);
        if (c == ']' && open > 0) --open;
        if (c == ']') ++census.links;
        if (c == '~') ++census.tildes;
        if (c == '@' || rest.starts_with("://") || rest.starts_with("www.")) ++census.bare_addresses;
    }
}

}  // namespace

MarkdownCensus count_markdown(std::string_view markdown) {
    MarkdownCensus census;
    std::size_t open = 0;
    while (true) {
        const std::size_t end = std::min(markdown.find_first_of("\n\r"), markdown.size());
        const std::string_view line = markdown.substr(0, end);
        if (length_while(line, is_space) == line.size()) open = 0;
        census.containers = std::max(census.containers, count_containers(line));
        count_in_line(census, open, line);
        if (end == markdown.size()) return census;
        ++census.lines;
        markdown.remove_prefix(end + (markdown.substr(end).starts_with("\r\n") ? 2 : 1));
    }
}

}  // namespace daymark::text
