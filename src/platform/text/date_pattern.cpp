// From the letters of date-fns to those of CLDR, which are mostly the same.
#include "platform/text/date_pattern.h"

#include <algorithm>
#include <optional>

namespace daymark::text {
namespace {

using Kind = DatePart::Kind;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// The text between quotes, taken from the front; '' stands for a quote. One that does not end goes on to the end.
std::string take_quoted(std::string_view& rest) {
    rest.remove_prefix(1);
    if (rest.starts_with('\'')) {
        rest.remove_prefix(1);
        return "'";
    }
    std::string text;
    while (!rest.empty()) {
        const bool quote = rest.front() == '\'';
        if (quote) rest.remove_prefix(1);
        if (quote && !rest.starts_with('\'')) break;
        text += rest.front();
        rest.remove_prefix(1);
    }
    return text;
}

std::size_t run_length(std::string_view rest) { return std::min(rest.find_first_not_of(rest.front()), rest.size()); }

/// Months and weekdays: one or two letters are figures, three to five the short, long and narrow names; date-fns takes
/// more for the long or, of weekdays, for the short one.
std::string name_field(char letter, std::size_t count) {
    if (letter == 'E') return std::string(count == 4 || count == 5 ? count : 3, 'E');
    return std::string(count > 5 ? 4 : count, letter);
}

/// Nothing when CLDR or date-fns does not know the letter, or the page's script could not write it.
std::optional<DatePart> field(char letter, std::size_t count) {
    switch (letter) {
        case 'P':
            return DatePart{Kind::LocalDate, std::string(std::min<std::size_t>(count, 4), 'P')};
        case 'p':  // with the zone if longer, which stands behind every time
            return DatePart{Kind::LocalTime, std::string(std::min<std::size_t>(count, 2), 'p')};
        case 'M':
        case 'L':
        case 'E':
            return DatePart{Kind::Field, name_field(letter, count)};
        case 'a':
            return DatePart{Kind::Field, "a"};
        case 'y':
            return DatePart{Kind::Field, std::string(std::min<std::size_t>(count, 4), 'y')};
        case 'd':
        case 'h':
        case 'H':
        case 'K':
        case 'k':
        case 'm':
        case 's':
            return DatePart{Kind::Field, std::string(std::min<std::size_t>(count, 2), letter)};
        default:
            return std::nullopt;
    }
}

void add_text(std::vector<DatePart>& parts, std::string_view text) {
    if (parts.empty() || parts.back().kind != Kind::Text) parts.push_back({Kind::Text, {}});
    parts.back().text += text;
}

}  // namespace

DatePattern DatePattern::of(std::string_view rest) {
    DatePattern pattern;
    while (!rest.empty()) {
        const char letter = rest.front();
        if (letter == '\'') {
            add_text(pattern.parts, take_quoted(rest));
        } else if (is_letter(letter)) {
            const std::size_t count = run_length(rest);
            const auto made = field(letter, count);
            if (!made) {
                // Not one sum: a compiler takes that for an overrun.
                pattern.problem = "cannot write \"";
                pattern.problem += letter;
                pattern.problem +=
                    "\"; it knows y, M, L, d, E, a, h, H, K, k, m, s, P and p, and other letters in quotes";
                return pattern;
            }
            pattern.parts.push_back(*made);
            rest.remove_prefix(count);
            // Guess: "do", the day as an ordinal, is its figure.
            if (letter == 'd' && count == 1 && rest.starts_with('o')) rest.remove_prefix(1);
        } else {
            add_text(pattern.parts, rest.substr(0, 1));
            rest.remove_prefix(1);
        }
    }
    return pattern;
}

}  // namespace daymark::text
