// Tests of the count before parsing.
#include "platform/text/markdown_census.h"

#include <gtest/gtest.h>

namespace daymark::text {
namespace {

TEST(MarkdownCensus, CountsBracketsOpenAtOnce) {
    EXPECT_EQ(count_markdown("").open_brackets, 0u);
    EXPECT_EQ(count_markdown("[a] [b] ]]] [c]").open_brackets, 1u);
    EXPECT_EQ(count_markdown("[a [b [c] [d]]]").open_brackets, 3u);
    EXPECT_EQ(count_markdown("[a\n[b\n[c").open_brackets, 3u);
}

TEST(MarkdownCensus, ABlankLineClosesAllBrackets) {
    for (const char* text : {"[a\n\n[b", "[a\n \t\n[b", "[a\r\n\r\n[b", "[a\r\r[b"}) {
        EXPECT_EQ(count_markdown(text).open_brackets, 1u) << text;
    }
    EXPECT_EQ(count_markdown("[a\n>\n[b").open_brackets, 2u);
    EXPECT_EQ(count_markdown("[a\r\n[b").open_brackets, 2u);
}

TEST(MarkdownCensus, CountsLinksLinesAndSigns) {
    EXPECT_EQ(count_markdown("[a](b) [c][d]\n[e]: f").links, 4u);
    EXPECT_EQ(count_markdown("").lines, 1u);
    EXPECT_EQ(count_markdown("a\nb\r\nc\rd\n").lines, 5u);
    EXPECT_EQ(count_markdown("https://x.io www.x.io me@x.io x:y").bare_addresses, 3u);
    EXPECT_EQ(count_markdown("~~a~~").tildes, 4u);
}

TEST(MarkdownCensus, CountsTheContainersThatALineOpens) {
    EXPECT_EQ(count_markdown("a > b - c").containers, 0u);
    EXPECT_EQ(count_markdown("-a +b 1.c 12 d").containers, 0u);
    EXPECT_EQ(count_markdown("a\n> > - b\n1. c").containers, 3u);
    EXPECT_EQ(count_markdown("  >>>\t- + * 1. 22) a").containers, 8u);
    EXPECT_EQ(count_markdown("-").containers, 1u);
    EXPECT_EQ(count_markdown("123").containers, 0u);
}

}  // namespace
}  // namespace daymark::text
