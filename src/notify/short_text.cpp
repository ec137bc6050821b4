// UTF-8 as scalars.
#include "notify/short_text.h"

namespace daymark::notify {
namespace {

/// How many bytes the character at the front has; 0 when it is none.
std::size_t size_of_first(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(0);
    if (first < 0x80) return 1;
    const std::size_t size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || text.size() < size) return 0;
    for (std::size_t i = 1; i < size; ++i) {
        if ((byte(i) & 0xc0U) != 0x80U) return 0;
    }
    // Longer than need be, surrogates, beyond U+10FFFF.
    const bool refused = (first == 0xe0 && byte(1) < 0xa0) || (first == 0xed && byte(1) >= 0xa0) ||
                         (first == 0xf0 && byte(1) < 0x90) || (first == 0xf4 && byte(1) >= 0x90);
    return refused ? 0 : size;
}

}  // namespace

std::u32string scalars_of(std::string_view text) {
    std::u32string scalars;
    while (!text.empty()) {
        const std::size_t size = size_of_first(text);
        char32_t scalar = size == 0 ? U'\uFFFD' : static_cast<unsigned char>(text.front());
        if (size > 1) scalar &= 0x7fU >> size;
        for (std::size_t i = 1; i < size; ++i) scalar = (scalar << 6U) | (static_cast<unsigned char>(text[i]) & 0x3fU);
        scalars += scalar;
        text.remove_prefix(std::max<std::size_t>(size, 1));
    }
    return scalars;
}

}  // namespace daymark::notify
