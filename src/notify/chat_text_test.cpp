#include "notify/chat_text.h"

#include "support/sample_notice.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace daymark::notify {
namespace {

using test::repeated;

std::string as_it_is(std::string_view text) { return std::string(text); }

/// The text with its addresses in brackets.
std::string marked(std::string_view text) {
    return with_addresses(
        text, [](std::string_view url) { return "[" + std::string(url) + "]"; }, as_it_is);
}

TEST(ChatText, LengthIsCountedInUnitsOfUtf16) {
    EXPECT_EQ(length_of(""), 0U);
    EXPECT_EQ(length_of("aé漢"), 3U);
    EXPECT_EQ(length_of("😀"), 2U);
}

TEST(ChatText, FittedIsTheLongestThatFitsInItsForm) {
    EXPECT_EQ(fitted("a&b", 7, escape_angles), "a&amp;b");
    EXPECT_EQ(fitted("a&b", 6, escape_angles), "a…");
    EXPECT_EQ(fitted("a&b", 0, escape_angles), "");
    EXPECT_EQ(fitted("", 0, escape_angles), "");
    EXPECT_EQ(fitted("😀😀😀", 6, as_it_is), "😀😀😀");
    EXPECT_EQ(fitted("😀😀😀😀", 7, as_it_is), "😀😀…");
    EXPECT_EQ(length_of(fitted(std::string(3'001, 'a'), 3'000, escape_angles)), 3'000U);
    EXPECT_EQ(length_of(fitted(repeated("&"), 3'000, escape_angles)), 2'996U);
    EXPECT_LE(length_of(fitted(repeated("😀"), 3'000, escape_angles)), 3'000U);
}

TEST(ChatText, EscapesThreeCharactersOnly) {
    EXPECT_EQ(escape_angles("<!channel> & \"x\" 'y' *z* \n"), "&lt;!channel&gt; &amp; \"x\" 'y' *z* \n");
}

TEST(ChatText, FindsAddresses) {
    for (const auto& [text, expected] : {
             std::pair{"https://a.example", "[https://a.example]"},
             {"see http://a.example/b?c=1&d=%20#e-f_g.", "see [http://a.example/b?c=1&d=%20#e-f_g]."},
             {"(https://a.example/x), \"https://b.example\"", "([https://a.example/x]), \"[https://b.example]\""},
             {"<https://a.example>https://b.example", "<[https://a.example]>[https://b.example]"},
             {"https://a.example/漢字", "[https://a.example/]漢字"},
             {"https://a.example…", "[https://a.example]…"},
             {"https://a.example|evil https://a.example](x", "[https://a.example]|evil [https://a.example]](x"},
             {"https://a.example\nhttps://b.example", "[https://a.example]\n[https://b.example]"},
             {"xhttps://a.example", "xhttps://a.example"},
             {"https:// http:// https://... http https", "https:// http:// https://... http https"},
             {"ftp://a.example javascript:alert(1) HTTPS://a.example",
              "ftp://a.example javascript:alert(1) HTTPS://a.example"},
             {"httphttps://a.example", "httphttps://a.example"},
             {"", ""},
         }) {
        EXPECT_EQ(marked(text), expected);
    }
}

TEST(ChatText, PiecesAreTheWholeText) {
    for (const std::string& text : {repeated("https://"), repeated("http"), repeated("https://a "), repeated("a"),
                                    repeated("https://."), repeated("\xF0\x9F"), std::string(10, '\0')}) {
        std::string all;
        for (const Piece& piece : pieces_of(text)) all += piece.text;
        EXPECT_EQ(all, text);
    }
}

TEST(ChatText, LinesOfANotice) {
    Notice notice = test::sample_notice();
    EXPECT_EQ(summary_line(notice), "Kestrel has updated their incident: Delayed webhook deliveries");
    EXPECT_EQ(state_line(notice), "Identified · Nov 23, 14:38 UTC");
    EXPECT_EQ(affected_lines(notice), "Webhooks – Partial outage\nREST API – Degraded performance");
    EXPECT_EQ(link_label(notice), "View incident");

    notice.affected.front().status_text = notice.when = notice.view = notice.headline = "";
    EXPECT_EQ(summary_line(notice), "Delayed webhook deliveries");
    EXPECT_EQ(state_line(notice), "Identified");
    EXPECT_EQ(affected_lines(notice), "Webhooks\nREST API – Degraded performance");
    EXPECT_EQ(link_label(notice), "Incident");
    EXPECT_EQ(link_label({}), "→");
    EXPECT_EQ(affected_lines({}), "");
}

TEST(ChatText, AtMostTenComponentsAreNamed) {
    Notice notice;
    const auto name_so_many = [&](std::size_t count) { notice.affected.assign(count, {"API", {}, "Down"}); };
    name_so_many(10);
    EXPECT_EQ(std::ranges::count(affected_lines(notice), '\n'), 9);
    name_so_many(13);
    EXPECT_EQ(std::ranges::count(affected_lines(notice), '\n'), 10);
    EXPECT_TRUE(affected_lines(notice).ends_with("\n+3"));
}

TEST(ChatText, LinesAreNeverLong) {
    Notice notice;
    notice.headline = notice.title = notice.state = notice.when = notice.view = repeated("漢 字");
    notice.affected.assign(1'000, {repeated("漢"), {}, repeated("é")});
    EXPECT_LE(length_of(summary_line(notice)), 500U);
    EXPECT_LE(length_of(state_line(notice)), 200U);
    EXPECT_LE(length_of(affected_lines(notice)), 1'500U);
    EXPECT_LE(length_of(link_label(notice)), 60U);
}

TEST(ChatText, ColorsOfTones) {
    EXPECT_EQ(color_text(Tone::Good), "#299c7d");
    EXPECT_EQ(color_of(Tone::Major), 0xcc2f3cU);
}

}  // namespace
}  // namespace daymark::notify
