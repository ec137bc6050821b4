// Which bytes may stand where in an HTTP message, as one table.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace daymark::http {

/// Places a byte may be allowed in; a byte of the table is a set of them.
enum CharacterPlace : std::uint8_t {
    InToken = 1,
    InPath = 2,   // raw, apart from '%'
    InQuery = 4,  // raw, apart from '%'
    InValue = 8,
    InHost = 16,
    IsHex = 32,
};

namespace detail {

constexpr void mark(std::array<std::uint8_t, 256>& table, std::string_view characters, CharacterPlace place) {
    for (const char c : characters) {
        auto& entry = table[static_cast<unsigned char>(c)];
        entry = static_cast<std::uint8_t>(entry | place);
    }
}

constexpr std::array<std::uint8_t, 256> make_character_table() {
    constexpr std::string_view alphanumeric = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    std::array<std::uint8_t, 256> table{};
    for (const CharacterPlace place : {InToken, InPath, InQuery, InHost}) mark(table, alphanumeric, place);
    mark(table, "!#$%&'*+-.^_`|~", InToken);
    // What browsers send without escaping it; RFC 3986 allows a little less.
    mark(table, "!$&'()*+,-./:;=@[]^_|~", InPath);
    mark(table, "!$&'()*+,-./:;=@[]^_|~?\\`{}", InQuery);
    mark(table, "-._~", InHost);
    mark(table, "0123456789abcdefABCDEF", IsHex);
    for (unsigned c = 0; c < 256; ++c) {
        const bool control = (c < 0x20 && c != '\t') || c == 0x7f;
        if (!control) table[c] = static_cast<std::uint8_t>(table[c] | InValue);
    }
    return table;
}

inline constexpr std::array<std::uint8_t, 256> character_table = make_character_table();

}  // namespace detail

/// Whether the byte may stand in that place.
[[nodiscard]] constexpr bool is_in(char c, CharacterPlace place) {
    return (detail::character_table[static_cast<unsigned char>(c)] & place) != 0;
}

/// Length of the longest prefix of `text` from `from` on whose bytes all may stand in that place, plus `from`.
[[nodiscard]] constexpr std::size_t skip_while(std::string_view text, std::size_t from, CharacterPlace place) {
    while (from < text.size() && is_in(text[from], place)) ++from;
    return from;
}

}  // namespace daymark::http
