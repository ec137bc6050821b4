// Character references of HTML ("&amp;", "&#x41;") as the characters they stand for.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace daymark::text {

/// One Unicode scalar as UTF-8; U+FFFD for surrogates and values beyond U+10FFFF.
[[nodiscard]] std::string utf8_of(char32_t scalar);

/// The characters of one whole reference, from '&' to ';'. None for names that Daymark does not know: such text stays
/// as it was written, with its '&' escaped, so that no browser decodes it later.
[[nodiscard]] std::optional<std::string> decode_entity(std::string_view reference);

}  // namespace daymark::text
