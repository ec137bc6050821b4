// A count, before parsing, of the things that cost the Markdown parser more than their share.
#pragma once

#include <cstddef>
#include <string_view>

namespace daymark::text {

/// With each of these md4c's time grows by the square, some of them take seconds within 64 KiB.
struct MarkdownCensus {
    std::size_t open_brackets = 0;   // the most '[' open at once; a blank line closes all
    std::size_t links = 0;           // ']', each of which may end one; their cost grows with the lines before them
    std::size_t lines = 1;           // one more than there are line ends
    std::size_t containers = 0;      // the most marks of quotes and list items at the head of one line
    std::size_t bare_addresses = 0;  // what may begin or hold one: "://", "www." and '@'
    std::size_t tildes = 0;
};

/// Looks at every byte once and knows nothing of code or escapes: it may count too much, never too little.
[[nodiscard]] MarkdownCensus count_markdown(std::string_view markdown);

}  // namespace daymark::text
