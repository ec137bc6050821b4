// Lines and cuts of plain text.
#include "notify/mail_text.h"

#include <gtest/gtest.h>

namespace daymark::notify {
namespace {

std::string times(std::size_t n, std::string_view text) {
    std::string out;
    while (n-- > 0) out += text;
    return out;
}

TEST(Wrapped, BreaksAtTheLastBlankThatFits) {
    EXPECT_EQ(wrapped("one two three", 7), "one two\nthree");
    EXPECT_EQ(wrapped("one two three", 6), "one\ntwo\nthree");
    EXPECT_EQ(wrapped("one two three", 13), "one two three");
    EXPECT_EQ(wrapped("one two three", 12), "one two\nthree");
    EXPECT_EQ(wrapped("one two   three", 7), "one two\nthree");
    EXPECT_EQ(wrapped("one two three   ", 13), "one two three");
}

TEST(Wrapped, NeverBreaksAWord) {
    const std::string address = "https://status.example.com/" + times(90, "x");
    EXPECT_EQ(wrapped(address), address);
    EXPECT_EQ(wrapped("see " + address + " now"), "see\n" + address + "\nnow");
    EXPECT_EQ(wrapped("(" + address + ")."), "(" + address + ").");
    EXPECT_EQ(wrapped(times(100, "字")), times(100, "字")) << "no blanks, no break";
}

TEST(Wrapped, CountsCharactersInsteadOfBytes) {
    EXPECT_EQ(wrapped("ééé ééé", 7), "ééé ééé");
    EXPECT_EQ(wrapped("ééé ééé", 6), "ééé\nééé");
    EXPECT_EQ(wrapped("😀😀 😀", 4), "😀😀 😀");
}

TEST(Wrapped, KeepsLinesAndParagraphs) {
    EXPECT_EQ(wrapped(""), "");
    EXPECT_EQ(wrapped("\n"), "\n");
    EXPECT_EQ(wrapped("a\n\nb\n"), "a\n\nb\n");
    EXPECT_EQ(wrapped("a\r\nb\r"), "a\nb");
    EXPECT_EQ(wrapped("   \nb"), "\nb");
}

TEST(Wrapped, PutsTheRestOfAnItemBelowItsFirstWords) {
    EXPECT_EQ(wrapped("- one two three", 9), "- one two\n  three");
    EXPECT_EQ(wrapped("10. one two", 7), "10. one\n    two");
    EXPECT_EQ(wrapped("  - one two", 8), "  - one\n    two");
    EXPECT_EQ(wrapped("- https://a.example/b", 5), "- https://a.example/b") << "not after the mark";
    EXPECT_EQ(wrapped("10 000 people", 6), "10 000\npeople") << "no item";
}

TEST(Wrapped, DropsControlCharacters) { EXPECT_EQ(wrapped(std::string_view("a\0b\x1b[31mc\x7f", 10)), "ab[31mc"); }

TEST(Wrapped, DoesNotRepeatALongIndentation) {
    const std::string deep = std::string(30'000, ' ') + times(10'000, "ab ");
    EXPECT_LT(wrapped(deep).size(), deep.size() + 1'000);
    EXPECT_LT(wrapped(times(10'000, "1") + ". " + times(10'000, "ab ")).size(), 50'000U);
    EXPECT_EQ(wrapped("a b", 0), "a\nb");
}

TEST(Fitting, LeavesAloneWhatFits) {
    EXPECT_EQ(fitting("", 0, 0), "");
    EXPECT_EQ(fitting("one two", 7, 7), "one two");
    EXPECT_EQ(fitting("ééé", 3, 6), "ééé");
}

TEST(Fitting, CutsAtTheEndOfAWord) {
    EXPECT_EQ(fitting("one two three", 9, 100), "one two…");
    EXPECT_EQ(fitting("one two three", 100, 11), "one two…");
    EXPECT_EQ(fitting("one\n\ntwo three", 7, 100), "one…");
    EXPECT_EQ(fitting(times(100, "字"), 10, 1'000), times(9, "字") + "…") << "without blanks between characters";
    EXPECT_EQ(fitting("a " + times(200, "b"), 101, 1'000), "a " + times(98, "b") + "…") << "an endless word";
}

TEST(Fitting, CountsWhatHtmlMakesOfIt) {
    EXPECT_EQ(fitting(times(1'000, "\""), 1'000, 603), times(100, "\"") + "…");
    EXPECT_LE(fitting(times(1'000, "\n"), 1'000, 600).size(), 40U);
    EXPECT_EQ(fitting("abcdef", 6, 5), "ab…");
    EXPECT_EQ(fitting("abcdef", 0, 100), "…");
    EXPECT_EQ(fitting("abcdef", 6, 2), "");
}

TEST(Fitting, NeverCutsACharacter) {
    const std::string text = times(5, "é😀字");
    for (std::size_t bytes = 0; bytes < text.size(); ++bytes) {
        const std::string cut = fitting(text, 100, bytes);
        ASSERT_LE(cut.size(), bytes);
        if (bytes < 3) continue;
        ASSERT_TRUE(cut.ends_with("…"));
        const std::string kept = cut.substr(0, cut.size() - 3);
        EXPECT_TRUE(text.starts_with(kept));
        EXPECT_NE(static_cast<unsigned char>(text[kept.size()]) & 0xC0U, 0x80U) << bytes;
    }
}

TEST(OneLine, JoinsLinesAndBlanks) {
    EXPECT_EQ(one_line("  a\r\n\tb  c \n"), "a b c");
    EXPECT_EQ(one_line("a\nBcc: eve@example.com"), "a Bcc: eve@example.com");
    EXPECT_EQ(one_line("\n"), "");
}

}  // namespace
}  // namespace daymark::notify
