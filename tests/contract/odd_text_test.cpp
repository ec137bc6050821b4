// Texts that are unusual but right are kept as they are; what becomes HTML of them harms nobody.
#include "contract/story.h"
#include "platform/text/markdown_oracle.h"

namespace daymark::contract {
namespace {

class OddText : public OnTestApp {
protected:
    Answer component(const std::string& name, const std::string& description) {
        const Answer made =
            app->post("bob", app->acme("/components"), body({{"name", name}, {"description", description}}));
        EXPECT_EQ(made.status, 200) << made.text;
        return made;
    }
    Answer incident(const std::string& name, const std::string& message) {
        const Answer made = app->post("edna", app->acme("/incidents"),
                                      body({{"name", name}, {"status", "IDENTIFIED"}, {"message", message}}));
        EXPECT_EQ(made.status, 200) << made.text;
        return made;
    }
    static void expect_clean(const std::string& html) { EXPECT_EQ(text::HtmlOracle::flaw_in(html), "") << html; }
};
INSTANTIATE_TEST_SUITE_P(Databases, OddText, test::both(), test::kind_name);

TEST_P(OddText, IsKeptByteForByte) {
    for (const char* text : {"🔥 Café 日本 العربية", "\u202Eright to left\u202C", "zero\u200Bwidth\u200D", "e\u0301",
                             "\u2028line\u2029", "\uFEFFmark", "\U0010FFFF", "<script>alert(1)</script>",
                             "a & b < c > d", "'; drop table pages; --", "{{7*7}} ${7*7} <%= 7 %>", "\\ \" ' `",
                             "tab\there", "$1 ?1 :x %s", "\x01\x1F\x7F", "C:\\x\\u0041", "line\r\nbreak"}) {
        const Answer made = component(text, text);
        EXPECT_EQ(made.word("name"), text);
        EXPECT_EQ(made.word("description"), text);
        expect_clean(made.word("nameHtml"));
        expect_clean(made.word("descriptionHtml"));
        EXPECT_EQ(app->get("vera", app->acme("/components/" + made.word("id"))).text, made.text);
        const Answer told = incident(text, text);
        EXPECT_EQ(told.word("name"), text);
        EXPECT_EQ(told.word("updates.0.message"), text);
        expect_clean(told.word("updates.0.messageHtml"));
    }
}

TEST_P(OddText, MarkupIsEscapedInHtml) {
    const Answer made =
        component("<script>alert(1)</script>", "<img src=x onerror=alert(1)>\n\n<b>bold</b> & <!-- x -->");
    for (const char* html : {"nameHtml", "descriptionHtml"}) {
        const std::string shown = made.word(html);
        for (const char* tag : {"<script", "<img", "<b>", "<!--"})
            EXPECT_EQ(shown.find(tag), std::string::npos) << shown;
    }
    EXPECT_NE(made.word("nameHtml").find("&lt;script&gt;"), std::string::npos);
}

TEST_P(OddText, LinksLeadOnlyWhereTheWebLeads) {
    for (const char* link :
         {"[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](java&#115;cript:alert(1))",
          "[x](&#x6A;avascript:alert(1))", "[x](java\\script:alert(1))", "<javascript:alert(1)>", "[x](vbscript:x)",
          "[x](data:text/html,<script>)", "![x](javascript:alert(1))", "[x]: javascript:alert(1)\n\n[x]",
          "[x](\tjavascript:alert(1))", "[x](<java script:alert(1)>)", "[x](https://a.test \"onmouseover=alert(1)\")",
          "[x](https://a.test/\"onclick=\"alert(1))"}) {
        const Answer told = incident("A", link);
        const std::string html = told.word("updates.0.messageHtml");
        expect_clean(html);
        for (const char* bad : {"href=\"javascript", "href=\"vbscript", "href=\"data", "src=\"javascript", "onclick=\"",
                                "onmouseover=\""}) {
            EXPECT_EQ(html.find(bad), std::string::npos) << html;
        }
    }
    EXPECT_EQ(incident("A", "See https://acme.test/x?a=1&b=2").word("updates.0.messageHtml").substr(0, 17),
              "<p>See <a href=\"h");
}

TEST_P(OddText, NamesMayHave255BytesAndMessages64Kilobytes) {
    const std::string longest = std::string(250, 'x') + "é日";
    ASSERT_EQ(longest.size(), 255U);
    EXPECT_EQ(component(longest, std::string(10'000, 'd')).word("name"), longest);
    const std::string message(64 * 1024, 'm');
    EXPECT_EQ(incident(longest, message).word("updates.0.message"), message);
    for (const char* path : {"/components", "/incidents"}) {
        const Answer refused =
            app->post("bob", app->acme(path), body({{"name", longest + "x"}, {"status", "IDENTIFIED"}}));
        EXPECT_EQ(refused.error_field(), "name") << path;
    }
}

TEST_P(OddText, TranslationsHoldAnyLanguageAndText) {
    const json::object texts{{"name", {{"ar", "موقع"}, {"zh-Hant", "網站"}, {"x", "<b>"}, {"fr", nullptr}}}};
    const Answer made = app->post("bob", app->acme("/components"), body({{"name", "A"}, {"translations", texts}}));
    EXPECT_EQ(json::text(made.at("translations")),
              R"({"name":{"ar":"موقع","x":"<b>","zh-Hant":"網站"},"description":null})");
}

TEST_P(OddText, PathologicalMarkdownIsAnsweredSoon) {
    for (const std::string& unit : {std::string("["), std::string("*a_"), std::string("`"), std::string("> "),
                                    std::string("<"), std::string("![["), std::string("- ")}) {
        std::string message;
        while (message.size() + unit.size() <= 64 * 1024) message += unit;
        expect_clean(incident("A", message).word("updates.0.messageHtml"));
    }
}

}  // namespace
}  // namespace daymark::contract
