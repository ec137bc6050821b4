// Breaking and cutting of plain text, by code points; words stay whole.
#include "notify/mail_text.h"

#include <algorithm>
#include <iterator>

namespace daymark::notify {
namespace {

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }
bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

/// Where the words of a list's item, "- " or "12. ", or of an indented line begin.
std::size_t words_of(std::string_view line) {
    constexpr std::size_t deepest = 16;  // further in is no list any more, and would repeat long indentations
    std::size_t at = std::min(line.find_first_not_of(' '), line.size());
    const std::size_t digits = std::min(line.find_first_not_of("0123456789", at), line.size());
    if (line.substr(at, 2) == "- ") {
        at += 2;
    } else if (digits > at && line.substr(digits, 2) == ". ") {
        at = digits + 2;
    }
    return at <= deepest ? at : 0;
}

/// The last blank at or behind `from` within `width` characters, else the first one behind; npos for a line that fits
/// or has none.
std::size_t break_of(std::string_view line, std::size_t from, std::size_t width) {
    std::size_t characters = 0, last = std::string_view::npos;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const bool is_break = line[i] == ' ' && i >= from;
        if (is_break && characters <= width) last = i;
        if (characters > width && last != std::string_view::npos) return last;
        if (is_break && characters > width) return i;
        if (begins_character(line[i])) ++characters;
    }
    return characters > width ? last : std::string_view::npos;
}

std::string_view without_trailing_blanks(std::string_view line) {
    return line.substr(0, line.find_last_not_of(' ') + 1);
}

void wrap_line(std::string& out, std::string_view line, std::size_t width) {
    line = without_trailing_blanks(line);
    const std::string indentation(words_of(line), ' ');
    std::size_t from = indentation.size();
    std::size_t at = break_of(line, from, width);
    while (at != std::string_view::npos) {
        out.append(without_trailing_blanks(line.substr(0, at))).append("\n").append(indentation);
        line.remove_prefix(std::min(line.find_first_not_of(' ', at), line.size()));
        from = 0;
        at = break_of(line, from, width > indentation.size() ? width - indentation.size() : 0);
    }
    out += line;
}

/// How many bytes a character is at most once it is HTML.
std::size_t html_cost(char c) {
    if (c == '\n') return std::string_view("<br></p><p></p>").size();
    if (c == '&' || c == '<' || c == '>' || c == '"' || c == '\'') return std::string_view("&quot;").size();
    return is_control(c) ? 3 : 1;
}

}  // namespace

std::string wrapped(std::string_view text, std::size_t width) {
    std::string clean, out;
    std::ranges::copy_if(text, std::back_inserter(clean), [](char c) { return c == '\n' || !is_control(c); });
    for (std::size_t start = 0; start <= clean.size();) {
        const std::size_t end = std::min(clean.find('\n', start), clean.size());
        if (start > 0) out += '\n';
        wrap_line(out, std::string_view(clean).substr(start, end - start), width);
        start = end + 1;
    }
    return out;
}

std::string fitting(std::string_view text, std::size_t characters, std::size_t html_bytes) {
    constexpr std::string_view ellipsis = "…";
    constexpr std::size_t longest_word = 80;  // where there are no blanks, the cut is between two characters
    std::size_t seen = 0, bytes = 0, cut = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (begins_character(text[i])) {
            if (bytes + ellipsis.size() <= html_bytes && seen < characters) cut = i;
            ++seen;
        }
        bytes += html_cost(text[i]);
        if (seen > characters || bytes > html_bytes) {
            const std::size_t blank = text.substr(0, cut + 1).find_last_of(" \n");
            if (blank != std::string_view::npos && cut - blank <= longest_word) cut = blank;
            const std::size_t end = text.substr(0, cut).find_last_not_of(" \n") + 1;
            return html_bytes < ellipsis.size() ? std::string() : std::string(text.substr(0, end)).append(ellipsis);
        }
    }
    return std::string(text);
}

std::string one_line(std::string_view text) {
    std::string line;
    for (const char c : text) {
        const bool blank = c == ' ' || is_control(c);
        if (!blank) line += c;
        if (blank && !line.empty() && !line.ends_with(' ')) line += ' ';
    }
    if (line.ends_with(' ')) line.pop_back();
    return line;
}

}  // namespace daymark::notify
