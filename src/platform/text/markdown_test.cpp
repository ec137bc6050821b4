// Tests of Markdown as HTML and as plain text.
#include "platform/text/markdown.h"

#include "platform/base/error.h"

#include <gtest/gtest.h>

namespace daymark::text {
namespace {

struct Case {
    const char* markdown;
    const char* html;
};

TEST(Markdown, WritesTheContractsForms) {
    EXPECT_EQ(markdown_to_html("We are looking into it."), "<p>We are looking into it.</p>");
    EXPECT_EQ(markdown_to_html("Website"), "<p>Website</p>");
    EXPECT_EQ(markdown_to_html(""), "");
    EXPECT_EQ(markdown_to_html(" \n\n\t"), "");
    EXPECT_EQ(markdown_to_html("See https://example.com/a?b=1&c=2."),
              "<p>See <a href=\"https://example.com/a?b=1&amp;c=2\" rel=\"noopener nofollow\">"
              "https://example.com/a?b=1&amp;c=2</a>.</p>");
}

TEST(Markdown, KnowsTheCommonMarks) {
    for (const Case& row : {
             Case{"*a* _b_ **c** __d__ ***e***",
                  "<p><em>a</em> <em>b</em> <strong>c</strong> <strong>d</strong> <em><strong>e</strong></em></p>"},
             Case{"~~gone~~ `x < y` ``a`b``", "<p><del>gone</del> <code>x &lt; y</code> <code>a`b</code></p>"},
             Case{"a\n\nb", "<p>a</p>\n<p>b</p>"},
             Case{"a\nb", "<p>a<br>b</p>"},
             Case{"a  \nb\\\nc", "<p>a<br>b<br>c</p>"},
             Case{"a\r\nb\rc", "<p>a<br>b<br>c</p>"},
             Case{"# One\n###### Six ##\nTwo\n---", "<h1>One</h1>\n<h6>Six</h6>\n<h2>Two</h2>"},
             Case{"####### seven", "<p>####### seven</p>"},
             Case{"a_b_c and 2*3*4", "<p>a_b_c and 2<em>3</em>4</p>"},
             Case{"\\*not\\* \\<b>", "<p>*not* &lt;b&gt;</p>"},
             Case{"- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"},
             Case{"- a\n  - b\n- c", "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n<li>c</li>\n</ul>"},
             Case{"1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"},
             Case{"7) a", "<ol start=\"7\">\n<li>a</li>\n</ol>"},
             Case{"> a\n> > b", "<blockquote>\n<p>a</p>\n<blockquote>\n<p>b</p>\n</blockquote>\n</blockquote>"},
             Case{"```js\nlet a = '<b>';\n\nx\n```", "<pre><code>let a = &#39;&lt;b&gt;&#39;;\n\nx\n</code></pre>"},
             Case{"    indented", "<pre><code>indented\n</code></pre>"},
             Case{"a\n\n***\n\nb", "<p>a</p>\n<hr>\n<p>b</p>"},
             Case{"| a | b |\n|---|--:|\n| 1 | 2 |",
                  "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n"
                  "<td>2</td>\n</tr>\n</tbody>\n</table>"},
             Case{"&copy; &mdash; &#65; &foo; &amp;lt; AT&T", "<p>© — A &amp;foo; &amp;lt; AT&amp;T</p>"},
             Case{"It's \"fine\"", "<p>It&#39;s &quot;fine&quot;</p>"},
             Case{"Zürich ✓ 日本", "<p>Zürich ✓ 日本</p>"},
         }) {
        EXPECT_EQ(markdown_to_html(row.markdown), row.html) << row.markdown;
    }
}

std::string link(const std::string& address, const std::string& words) {
    return "<p><a href=\"" + address + "\" rel=\"noopener nofollow\">" + words + "</a></p>";
}

TEST(Markdown, LinksToAllowedSchemes) {
    EXPECT_EQ(markdown_to_html("[a *b*](https://x.io/y \"title\")"), link("https://x.io/y", "a <em>b</em>"));
    EXPECT_EQ(markdown_to_html("[a]\n\n[a]: <https://x.io/y z>"), link("https://x.io/yz", "a"));
    EXPECT_EQ(markdown_to_html("<https://x.io>"), link("https://x.io", "https://x.io"));
    EXPECT_EQ(markdown_to_html("www.x.io/y"), link("http://www.x.io/y", "www.x.io/y"));
    EXPECT_EQ(markdown_to_html("me@x.io"), link("mailto:me@x.io", "me@x.io"));
    EXPECT_EQ(markdown_to_html("[call](tel:+4930)"), link("tel:+4930", "call"));
    EXPECT_EQ(markdown_to_html("[a](https://x.io/?q=%22\\\"&quot;)"), link("https://x.io/?q=%22%22%22", "a"));
    EXPECT_EQ(markdown_to_html("[http://a.io](http://b.io)"), link("http://b.io", "http://a.io"));
}

TEST(Markdown, KeepsTheWordsOfLinksItRefuses) {
    for (const char* markdown : {"[words](javascript:alert(1))", "[words](/history)", "[words](ftp://x)", "[words]()",
                                 "[words](<>)", "[words](&#106;avascript:alert(1))"}) {
        EXPECT_EQ(markdown_to_html(markdown), "<p>words</p>") << markdown;
    }
}

TEST(Markdown, ShowsOnlySecureImagesAndTheWordsOfOthers) {
    EXPECT_EQ(markdown_to_html("![a *b* \"c\"\nd](https://x.io/y.png)"),
              "<p><img src=\"https://x.io/y.png\" alt=\"a b &quot;c&quot; d\" loading=\"lazy\"></p>");
    EXPECT_EQ(markdown_to_html("![](https://x.io/y.png)"),
              "<p><img src=\"https://x.io/y.png\" alt=\"\" loading=\"lazy\"></p>");
    EXPECT_EQ(markdown_to_html("![words](http://x.io/y.png)"), "<p>words</p>");
    EXPECT_EQ(markdown_to_html("![a ![b](https://x.io/b) [c](https://x.io/c)](https://x.io/a)"),
              "<p><img src=\"https://x.io/a\" alt=\"a b c\" loading=\"lazy\"></p>");
    EXPECT_EQ(markdown_to_html("[![a](https://x.io/a)](https://x.io)"),
              link("https://x.io", "<img src=\"https://x.io/a\" alt=\"a\" loading=\"lazy\">"));
}

TEST(Markdown, ShowsRawHtmlAsText) {
    EXPECT_EQ(markdown_to_html("<b>x</b>"), "<p>&lt;b&gt;x&lt;/b&gt;</p>");
    EXPECT_EQ(markdown_to_html("<div>\n\n<!-- x -->"), "<p>&lt;div&gt;</p>\n<p>&lt;!-- x --&gt;</p>");
}

TEST(Markdown, RefusesATextThatIsTooLong) {
    EXPECT_NO_THROW((void)markdown_to_html(std::string(64 * 1024, 'a')));
    EXPECT_THROW((void)markdown_to_html(std::string(64 * 1024 + 1, 'a')), Error);
    EXPECT_THROW((void)markdown_to_plain(std::string(64 * 1024 + 1, 'a')), Error);
}

TEST(Markdown, ShowsATextThatCostsTooMuchAsItWasTyped) {
    EXPECT_EQ(markdown_to_html("**a** <b>\nb\n\n\n*c*\r\nd", {.nesting = 0}),
              "<p>**a** &lt;b&gt;<br>b</p>\n<p>*c*<br>d</p>");
    EXPECT_EQ(markdown_to_html("*a*\nb\n\nc\nd", {.nodes = 4}), "<p>*a*<br>b\nc\nd</p>");
    EXPECT_EQ(markdown_to_plain("**a**\n\n*b* *c*", {.nodes = 5}), "**a**\n\n*b* *c*");
    EXPECT_EQ(markdown_to_html("> > a", {.nesting = 2}), "<p>&gt; &gt; a</p>");
    EXPECT_NE(markdown_to_html("> > a", {.nesting = 3}), "<p>&gt; &gt; a</p>");
    EXPECT_EQ(markdown_to_html("|a|b|c|\n|-|-|-|", {.table_columns = 2}), "<p>|a|b|c|<br>|-|-|-|</p>");
    EXPECT_EQ(markdown_to_html("[a [b](https://x.io)", {.open_brackets = 1}), "<p>[a [b](https://x.io)</p>");
    EXPECT_EQ(markdown_to_html("*a* [b](c)", {.link_lines = 0}), "<p>*a* [b](c)</p>");
    EXPECT_EQ(markdown_to_html("*a* ~~b~~", {.tildes = 3}), "<p><em>a</em> ~~b~~</p>");
    EXPECT_EQ(markdown_to_html("*a* www.x.io", {.bare_addresses = 0}), "<p><em>a</em> www.x.io</p>");
    EXPECT_EQ(markdown_to_html("[a][a]\n\n[a]: https://x.io", {.content_bytes = 10}),
              "<p>[a][a]</p>\n<p>[a]: https://x.io</p>");
}

TEST(MarkdownPlain, DropsMarksAndKeepsMeaning) {
    for (const Case& row : {
             Case{"", ""},
             Case{"**We** are `on` it.\n\nMore *soon* &mdash; ~~maybe~~.", "We are on it.\n\nMore soon — maybe."},
             Case{"a\nb", "a\nb"},
             Case{"# Title\ntext", "Title\n\ntext"},
             Case{"intro\n\n- a\n- b\n  1. c\n  2. d\n- e\n\nend", "intro\n\n- a\n- b\n  1. c\n  2. d\n- e\n\nend"},
             Case{"3. a\n4. b", "3. a\n4. b"},
             Case{"> quoted", "quoted"},
             Case{"a\n\n---\n\nb", "a\n\n---\n\nb"},
             Case{"```\nx = 1\n\ny\n```\nz", "x = 1\n\ny\n\nz"},
             Case{"| a | b |\n|---|---|\n| 1 | 2 |\n\nafter", "a | b\n1 | 2\n\nafter"},
             Case{"[our blog](https://x.io/b) and https://x.io and me@x.io",
                  "our blog (https://x.io/b) and https://x.io and me@x.io"},
             Case{"[x](javascript:alert(1)) ![a chart](https://x.io/c.png)", "x a chart"},
             Case{"<b>&lt;</b>", "<b><</b>"},
         }) {
        EXPECT_EQ(markdown_to_plain(row.markdown), row.html) << row.markdown;
    }
}

}  // namespace
}  // namespace daymark::text
