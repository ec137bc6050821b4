// A count, before parsing, of the things that cost the Markdown parser more than their share.
#pragma once

#include <cstddef>
#include <string_view>

namespace daymark::text {

/// For each of these md4c's time grows with the square of their number, some to seconds within 64 KiB.
struct MarkdownCensus {
    std::size_t open_brackets = 0;   // the most '[' open at once; a blank line closes all
    std::size_t links = 0;           // "](", "][" and "]:"
    std::size_t bare_addresses = 0;  // what may begin or hold one: "://", "www." and '@'
};

/// Looks at every byte once and knows nothing of code or escapes: it may count too much, never too little.
[[nodiscard]] MarkdownCensus count_markdown(std::string_view markdown);

}  // namespace daymark::text
