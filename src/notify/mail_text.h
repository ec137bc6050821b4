// Plain text as mails need it: broken into lines, cut to a length.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace daymark::notify {

/// Breaks lines of more than `width` characters (code points) at blanks; the rest of a list's item stands below its
/// first words. A word is never broken, so that addresses stay whole. Control characters but line ends are gone.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t width = 72);

/// At most so many characters, and bytes once they are HTML, each line end as a paragraph; cut at the end of a word,
/// if there is one, with an ellipsis.
[[nodiscard]] std::string fitting(std::string_view text, std::size_t characters, std::size_t html_bytes);

/// As one line: white space and control characters as single blanks.
[[nodiscard]] std::string one_line(std::string_view text);

}  // namespace daymark::notify
