// UTF-8 as it may be stored: well-formed, and without NUL.
#pragma once

#include <cstddef>
#include <string_view>

namespace daymark::text {

/// How many bytes the character at the front takes; 0 when there is none that may be stored.
[[nodiscard]] std::size_t character_length(std::string_view text);

/// How many bytes at the front may be stored: all of them, if the text is clean.
[[nodiscard]] std::size_t clean_length(std::string_view text);

}  // namespace daymark::text
