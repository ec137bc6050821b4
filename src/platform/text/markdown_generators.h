// Test support: texts made to cost a Markdown renderer as much as possible for their length.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace daymark::text {

struct CostlyText {
    std::string_view name;
    /// A text of at most `size` bytes.
    std::string (*make)(std::size_t size);
};

inline std::string repeated(std::string_view piece, std::size_t size) {
    std::string out;
    while (out.size() + piece.size() <= size) out += piece;
    return out;
}

/// Half of the text opens, the other half closes.
inline std::string wrapped(std::string_view opening, std::string_view closing, std::size_t size) {
    const std::size_t rounds = size / (opening.size() + closing.size());
    return repeated(opening, rounds * opening.size()) + repeated(closing, rounds * closing.size());
}

/// Runs of one character, each a character longer than the one before.
inline std::string growing_runs(char c, std::size_t size) {
    std::string out;
    for (std::size_t length = 1; out.size() + length + 2 <= size; ++length) out += "e" + std::string(length, c) + " ";
    return out;
}

inline std::string after(const std::string& head, std::string_view piece, std::size_t size) {
    return head + repeated(piece, size - head.size());
}

/// A definition with a long address, used as often as fits.
inline std::string long_reference(std::size_t size) {
    return after("[a]: https://x.io/" + std::string(size / 2, 'x') + "\n\n", "[a] ", size);
}

/// Many definitions, and as many uses of names that are not among them.
inline std::string many_references(std::size_t size) {
    std::string out;
    for (int i = 0; out.size() + 24 < size / 2; ++i) out += "[r" + std::to_string(i) + "]: https://x.io\n";
    out += "\n";
    for (int i = 0; out.size() + 12 < size; ++i) out += "[q" + std::to_string(i) + "] ";
    return out;
}

inline std::string wide_table(std::size_t size) {
    return repeated("|a", size / 3) + "\n" + repeated("|-", size / 3) + "\n" + repeated("|a", size / 3);
}

inline std::string deep_list(std::size_t size) {
    std::string out;
    for (std::size_t depth = 0; out.size() + 2 * depth + 4 <= size; ++depth)
        out += std::string(2 * depth, ' ') + "- a\n";
    return out;
}

inline constexpr std::array costly_texts = {
    CostlyText{"letters", [](std::size_t n) { return std::string(n, 'a'); }},
    CostlyText{"quotation marks", [](std::size_t n) { return std::string(n, '"'); }},
    CostlyText{"stars and a letter", [](std::size_t n) { return repeated("*a_ ", n); }},
    CostlyText{"opened emphasis", [](std::size_t n) { return repeated("*a **a ", n); }},
    CostlyText{"nested emphasis", [](std::size_t n) { return wrapped("*a **a ", "b** b*", n); }},
    CostlyText{"closed emphasis", [](std::size_t n) { return repeated("a** b_ ", n); }},
    CostlyText{"growing stars", [](std::size_t n) { return growing_runs('*', n); }},
    CostlyText{"growing backticks", [](std::size_t n) { return growing_runs('`', n); }},
    CostlyText{"growing tildes", [](std::size_t n) { return growing_runs('~', n); }},
    CostlyText{"many code spans", [](std::size_t n) { return repeated("`a` ", n); }},
    CostlyText{"opened brackets", [](std::size_t n) { return std::string(n, '['); }},
    CostlyText{"nested brackets", [](std::size_t n) { return wrapped("[", "]", n); }},
    CostlyText{"nested links", [](std::size_t n) { return wrapped("[a", "](https://x.io)", n); }},
    CostlyText{"nested images", [](std::size_t n) { return wrapped("![a", "](https://x.io)", n); }},
    CostlyText{"brackets and a reference", [](std::size_t n) { return "[a]: b\n\n" + wrapped("[", "]", n - 8); }},
    CostlyText{"brackets, thirty deep",
               [](std::size_t n) { return "[a]: b\n\n" + repeated(wrapped("[", "]", 60), n - 8); }},
    CostlyText{"links cut by line ends", [](std::size_t n) { return repeated("[a](\n", n); }},
    CostlyText{"links behind many lines",
               [](std::size_t n) { return repeated("a\n", n - 5'000) + repeated("[a](\n", 5'000); }},
    CostlyText{"half links", [](std::size_t n) { return repeated("[a](<b", n); }},
    CostlyText{"half titles", [](std::size_t n) { return repeated("[a](b \"", n); }},
    CostlyText{"opened parentheses", [](std::size_t n) { return after("[a](", "(", n); }},
    CostlyText{"bracket pairs", [](std::size_t n) { return repeated("[a][b]", n); }},
    CostlyText{"backslashes and brackets", [](std::size_t n) { return repeated("\\[", n); }},
    CostlyText{"long reference", long_reference},
    CostlyText{"many references", many_references},
    CostlyText{"half definitions", [](std::size_t n) { return repeated("[a]: b\n'", n); }},
    CostlyText{"nested quotes", [](std::size_t n) { return after("", ">", n); }},
    CostlyText{"quoted lines", [](std::size_t n) { return repeated(std::string(60, '>') + "a\n", n); }},
    CostlyText{"deep list", deep_list},
    CostlyText{"deep list and blank lines",
               [](std::size_t n) { return repeated("+ ", n / 2) + repeated("\n", n / 2); }},
    CostlyText{"struck through", [](std::size_t n) { return repeated(" ~~a", n / 2) + repeated("b~~ ", n / 2); }},
    CostlyText{"references on lines", [](std::size_t n) { return after("[a]: b\n\n", "[a]\n", n); }},
    CostlyText{"references apart", [](std::size_t n) { return after("[a]: b\n\n", "[a]x", n); }},
    CostlyText{"many items", [](std::size_t n) { return repeated("- a\n", n); }},
    CostlyText{"empty items", [](std::size_t n) { return repeated("-\n", n); }},
    CostlyText{"list in list in list", [](std::size_t n) { return repeated("- + ", n); }},
    CostlyText{"items and blank lines", [](std::size_t n) { return repeated("* a\n\n\n", n); }},
    CostlyText{"wide table", wide_table},
    CostlyText{"long table", [](std::size_t n) { return after("|a|b|\n|-|-|\n", "|\n", n); }},
    CostlyText{"broad long table",
               [](std::size_t n) { return after(repeated("|a", 256) + "\n" + repeated("|-", 256) + "\n", "|\n", n); }},
    CostlyText{"table heads", [](std::size_t n) { return repeated("|a|\n|-|\n\n", n); }},
    CostlyText{"short lines", [](std::size_t n) { return repeated("a\n", n); }},
    CostlyText{"paragraphs", [](std::size_t n) { return repeated("a\n\n", n); }},
    CostlyText{"rules", [](std::size_t n) { return repeated("***\n", n); }},
    CostlyText{"entities", [](std::size_t n) { return repeated("&lt;&#0;&foo;", n); }},
    CostlyText{"ampersands", [](std::size_t n) { return std::string(n, '&'); }},
    CostlyText{"opened tags", [](std::size_t n) { return repeated("<a href=\"", n); }},
    CostlyText{"opened comments", [](std::size_t n) { return repeated("<!--", n); }},
    CostlyText{"angle addresses", [](std::size_t n) { return repeated("<https:", n); }},
    CostlyText{"bare addresses", [](std::size_t n) { return repeated("https://x.io ", n); }},
    CostlyText{"addresses in a row", [](std::size_t n) { return repeated("http://a:", n); }},
    CostlyText{"addresses in parentheses", [](std::size_t n) { return repeated("(http://a.b", n); }},
    CostlyText{"hosts in parentheses", [](std::size_t n) { return repeated("(www.a.b", n); }},
    CostlyText{"some addresses, then letters",
               [](std::size_t n) { return after(repeated("(www.a.b", 1'600), "x", n); }},
    CostlyText{"hosts in a row", [](std::size_t n) { return repeated("www.a,", n); }},
    CostlyText{"dots", [](std::size_t n) { return repeated("www.", n); }},
    CostlyText{"mail addresses", [](std::size_t n) { return repeated("a@b.", n); }},
    CostlyText{"mail signs", [](std::size_t n) { return repeated("a@", n); }},
    CostlyText{"mail marks", [](std::size_t n) { return repeated("a.b-c+d_e@", n); }},
    CostlyText{"zero bytes", [](std::size_t n) { return std::string(n, '\0'); }},
    CostlyText{"broken UTF-8", [](std::size_t n) { return repeated("\xF0\x9F*\xC3", n); }},
    CostlyText{"tabs", [](std::size_t n) { return repeated("\t- \ta\n", n); }},
    CostlyText{"fences", [](std::size_t n) { return repeated("```\n", n); }},
    CostlyText{"underlined heads", [](std::size_t n) { return repeated("a\n=\n", n); }},
};

}  // namespace daymark::text
