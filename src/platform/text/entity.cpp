// Character references of HTML.
#include "platform/text/entity.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace daymark::text {
namespace {

/// The Latin-1 names, in the order of their characters from U+00A0.
constexpr std::array<std::string_view, 96> latin1_names = {
    "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",    "copy",   "ordf",
    "laquo",  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn", "sup2",   "sup3",   "acute",  "micro",
    "para",   "middot", "cedil",  "sup1",   "ordm",   "raquo",  "frac14", "frac12", "frac34", "iquest", "Agrave",
    "Aacute", "Acirc",  "Atilde", "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",
    "Igrave", "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde", "Ouml",
    "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",  "szlig",  "agrave", "aacute",
    "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil", "egrave", "eacute", "ecirc",  "euml",   "igrave",
    "iacute", "icirc",  "iuml",   "eth",    "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide",
    "oslash", "ugrave", "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml",
};

using Named = std::pair<std::string_view, char32_t>;
constexpr std::array other_names = {
    Named{"amp", U'&'},      Named{"lt", U'<'},       Named{"gt", U'>'},       Named{"quot", U'"'},
    Named{"apos", U'\''},    Named{"Tab", U'\t'},     Named{"NewLine", U'\n'}, Named{"excl", U'!'},
    Named{"num", U'#'},      Named{"dollar", U'$'},   Named{"percnt", U'%'},   Named{"lpar", U'('},
    Named{"rpar", U')'},     Named{"ast", U'*'},      Named{"plus", U'+'},     Named{"comma", U','},
    Named{"period", U'.'},   Named{"sol", U'/'},      Named{"colon", U':'},    Named{"semi", U';'},
    Named{"equals", U'='},   Named{"quest", U'?'},    Named{"commat", U'@'},   Named{"lsqb", U'['},
    Named{"bsol", U'\\'},    Named{"rsqb", U']'},     Named{"Hat", U'^'},      Named{"lowbar", U'_'},
    Named{"grave", U'`'},    Named{"lbrace", U'{'},   Named{"vert", U'|'},     Named{"rbrace", U'}'},
    Named{"OElig", 0x152},   Named{"oelig", 0x153},   Named{"Scaron", 0x160},  Named{"scaron", 0x161},
    Named{"ensp", 0x2002},   Named{"emsp", 0x2003},   Named{"thinsp", 0x2009}, Named{"zwnj", 0x200C},
    Named{"zwj", 0x200D},    Named{"ndash", 0x2013},  Named{"mdash", 0x2014},  Named{"lsquo", 0x2018},
    Named{"rsquo", 0x2019},  Named{"sbquo", 0x201A},  Named{"ldquo", 0x201C},  Named{"rdquo", 0x201D},
    Named{"bdquo", 0x201E},  Named{"dagger", 0x2020}, Named{"bull", 0x2022},   Named{"hellip", 0x2026},
    Named{"permil", 0x2030}, Named{"lsaquo", 0x2039}, Named{"rsaquo", 0x203A}, Named{"euro", 0x20AC},
    Named{"trade", 0x2122},  Named{"larr", 0x2190},   Named{"uarr", 0x2191},   Named{"rarr", 0x2192},
    Named{"darr", 0x2193},   Named{"harr", 0x2194},   Named{"minus", 0x2212},  Named{"infin", 0x221E},
    Named{"asymp", 0x2248},  Named{"ne", 0x2260},     Named{"le", 0x2264},     Named{"ge", 0x2265},
    Named{"check", 0x2713},  Named{"cross", 0x2717},
};

std::optional<char32_t> named(std::string_view name) {
    if (const auto* at = std::ranges::find(latin1_names, name); at != latin1_names.end()) {
        return static_cast<char32_t>(0xA0 + (at - latin1_names.begin()));
    }
    if (const auto* at = std::ranges::find(other_names, name, &Named::first); at != other_names.end())
        return at->second;
    return std::nullopt;
}

/// "#65" or "#x41". A number too large to read is no Unicode scalar either.
std::optional<char32_t> numbered(std::string_view digits) {
    const bool hex = digits.starts_with('x') || digits.starts_with('X');
    if (hex) digits.remove_prefix(1);
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, hex ? 16 : 10);
    if (digits.empty() || end != digits.data() + digits.size()) return std::nullopt;
    const bool readable = error == std::errc{} && value != 0;
    return readable ? static_cast<char32_t>(value) : U'\uFFFD';
}

}  // namespace

std::string utf8_of(char32_t scalar) {
    if (scalar > 0x10FFFF || (scalar >= 0xD800 && scalar <= 0xDFFF)) scalar = U'\uFFFD';
    const auto tail = [scalar](unsigned shift) { return static_cast<char>(0x80 | ((scalar >> shift) & 0x3F)); };
    if (scalar < 0x80) return {static_cast<char>(scalar)};
    if (scalar < 0x800) return {static_cast<char>(0xC0 | (scalar >> 6)), tail(0)};
    if (scalar < 0x10000) return {static_cast<char>(0xE0 | (scalar >> 12)), tail(6), tail(0)};
    return {static_cast<char>(0xF0 | (scalar >> 18)), tail(12), tail(6), tail(0)};
}

std::optional<std::string> decode_entity(std::string_view reference) {
    if (reference.size() < 3 || !reference.starts_with('&') || !reference.ends_with(';')) return std::nullopt;
    const std::string_view inner = reference.substr(1, reference.size() - 2);
    const std::optional<char32_t> scalar = inner.starts_with('#') ? numbered(inner.substr(1)) : named(inner);
    if (!scalar) return std::nullopt;
    return utf8_of(*scalar);
}

}  // namespace daymark::text
