// The count before parsing.
#include "platform/text/markdown_census.h"

#include <algorithm>

namespace daymark::text {

MarkdownCensus count_markdown(std::string_view markdown) {
    MarkdownCensus census;
    std::size_t open = 0;
    bool blank = true;  // nothing but white space since the last line end
    for (std::size_t i = 0; i < markdown.size(); ++i) {
        const std::string_view rest = markdown.substr(i);
        const char c = rest.front();
        const bool line_end = c == '\n' || (c == '\r' && !rest.starts_with("\r\n"));
        if (line_end && blank) open = 0;
        blank = line_end || (blank && (c == ' ' || c == '\t' || c == '\r'));
        if (c == '[') census.open_brackets = std::max(census.open_brackets, ++open);
        if (c == ']' && open > 0) --open;
        if (rest.starts_with("](") || rest.starts_with("][") || rest.starts_with("]:")) ++census.links;
        if (c == '@' || rest.starts_with("://") || rest.starts_with("www.")) ++census.bare_addresses;
    }
    return census;
}

}  // namespace daymark::text
