// What stands on other sites: addresses, the script's bytes, the footer badge, the widget's JSON.
#include "site/widgets.h"

#include "embedded/files.h"
#include "platform/base/zone.h"
#include "platform/crypto/secret_key.h"
#include "platform/json/json.h"
#include "platform/text/compress.h"
#include "site/render_assets.h"
#include "site/render_tones.h"
#include "site/render_widgets.h"
#include "support/html_tokens.h"
#include "support/sample_page.h"
#include "support/text_checks.h"

#include <gtest/gtest.h>

#include <regex>

namespace daymark::site {
namespace {

TEST(WidgetAddress, HasEveryShapeOfOldSnippets) {
    for (const char* path : {"widget/script.js", "en/0123abcd/widget/script.js", "pt-BR/0123ABCD/widget/script.js",
                             "0123abcd/widget/script.js", "bg/widget/script.js"}) {
        EXPECT_TRUE(is_widget_script(path)) << path;
    }
    for (const char* path :
         {"", "script.js", "widget/script.jsx", "widget/widget/script.js", "en/0123abc/widget/script.js",
          "en/0123abcg/widget/script.js", "0123abcd/en/widget/script.js", "en/de/widget/script.js", "/widget/script.js",
          "p/acme/widget/script.js", "xwidget/script.js"}) {
        EXPECT_FALSE(is_widget_script(path)) << path;
    }
}

TEST(BadgeAddress, LeadsToOneDocumentForEachTheme) {
    for (const char* path :
         {"embed-status/light", "embed-status/light-sm", "embed-status/light-md", "embed-status/light-lg",
          "embed-status/0123abcd/light-sm", "embed-status/0123ABCD/light"}) {
        EXPECT_EQ(kept_path(path), "embed-status/light") << path;
    }
    EXPECT_EQ(kept_path("embed-status/0123abcd/dark-lg"), "embed-status/dark");
    for (const char* path : {"", "embed-status", "embed-status/", "embed-status/blue", "embed-status/light-xl",
                             "embed-status/0123abc/light", "embed-status/0123abcd/0123abcd/light", "history"}) {
        EXPECT_EQ(kept_path(path), path);
    }
}

TEST(WidgetScript, StaysWithinItsWeightAndSaysNothing) {
    const std::string& script = widget_script();
    EXPECT_LE(text::gzip(script).size(), 3 * 1024U);
    EXPECT_GT(script.size(), 1024U) << "it is there";
    for (const char* word : {"console", "innerHTML", "eval(", "alert", "import", "localhost", "\n//"}) {
        EXPECT_TRUE(test::lacks(script, word));
    }
}

TEST(WidgetScript, MayBeReadFromAnySiteAndKept) {
    const std::string& head = widget_bytes().full[0]->head;
    EXPECT_TRUE(test::has(head, "Access-Control-Allow-Origin: *\r\n"));
    EXPECT_TRUE(test::has(head, "Content-Type: text/javascript; charset=utf-8\r\n"));
    EXPECT_TRUE(test::has(head, "Cache-Control: public, max-age=3600,"));
    EXPECT_TRUE(test::has(head, "ETag: \""));
    EXPECT_EQ(widget_bytes().full[0]->body, widget_script());
}

/// Every colour of a text is one that page.css has.
void expect_tokens_only(const std::string& source) {
    static const std::regex color("#[0-9a-f]{3,8}\\b");
    for (std::sregex_iterator at(source.begin(), source.end(), color), end; at != end; ++at) {
        EXPECT_TRUE(test::has(page_css(), at->str())) << "page.css has no such colour";
    }
}

TEST(WidgetColors, AreThoseOfThePage) {
    const PageView view = test::calm_page_view();
    const std::string& css = page_css();
    for (const char tone : std::string("omdpixn")) {
        const Fill fill = fill_of(view.face, tone);
        const std::string name = std::string("--") + tone + ":";
        EXPECT_TRUE(test::has(css, name));
        EXPECT_TRUE(test::has(css, fill.light));
        EXPECT_TRUE(test::has(css, fill.dark + ")"));
        EXPECT_TRUE(test::has(css, ground_of(view.face, tone)));
    }
    expect_tokens_only(std::regex_replace(widget_script(), std::regex("#10182866"), ""));
    for (const Theme theme : {Theme::Light, Theme::Dark}) {
        expect_tokens_only(test::text_inside(render_footer_badge(view, theme).body, "style"));
    }
}

TEST(FooterBadge, IsSmallAndRunsNothing) {
    for (const Theme theme : {Theme::Light, Theme::Dark}) {
        for (const PageView& view : {test::calm_page_view(), test::sample_page_view(), test::hostile_page_view("ar")}) {
            const Document badge = render_footer_badge(view, theme);
            const bool has_long_names = view.face.language == "ar";
            EXPECT_LE(text::gzip(badge.body).size(), has_long_names ? 1536U : 1024U);
            EXPECT_TRUE(test::lacks(badge.body, "<script"));
            EXPECT_EQ(badge.content_security_policy, "default-src 'none'; style-src 'sha256-" +
                                                         crypto::sha256_base64(test::text_inside(badge.body, "style")) +
                                                         "'; base-uri 'none'; form-action 'none'; frame-ancestors *");
        }
    }
}

TEST(FooterBadge, LinksToThePageInItsLanguage) {
    PageView view = test::calm_page_view();
    view.face.language = "de";
    const std::string german = render_footer_badge(view, Theme::Light).body;
    EXPECT_TRUE(test::has(german, "<html lang=\"de\">"));
    EXPECT_TRUE(test::has(german, "<a href=\"https://kestrel.status.test/de/\" target=\"_top\" "));
    EXPECT_TRUE(test::has(german, "<meta http-equiv=\"refresh\" content=\"60\">"));
    view.face.language = "en";
    EXPECT_TRUE(test::has(render_footer_badge(view, Theme::Dark).body, "<span>All systems operational</span>"));
}

TEST(FooterBadge, ShowsTheStateByItsGlyphToo) {
    const std::string calm = render_footer_badge(test::calm_page_view(), Theme::Light).body;
    EXPECT_TRUE(test::has(calm, std::string(icon_of('o'))));
    EXPECT_TRUE(
        test::lacks(render_footer_badge(test::sample_page_view(), Theme::Light).body, std::string(icon_of('o'))));
    EXPECT_TRUE(test::has(std::string(icon_of('x')), "M4.9.6h6.2"));
}

json::value widget_of(const PageView& view) { return json::parse(render_widget(view).body); }

TEST(Widget, TellsOfOpenIncidents) {
    const PageView view = test::sample_page_view();
    const json::value told = widget_of(view);
    EXPECT_EQ(told.at("page").at("status"), "HASISSUES");
    EXPECT_EQ(told.at("page").at("url"), "https://kestrel.status.test/");
    const json::value& notice = told.at("notices").at(0);
    EXPECT_EQ(notice.at("name"), json::value(view.open[0].name));
    EXPECT_EQ(notice.at("status"), "Identified");
    EXPECT_EQ(notice.at("url"), json::value("https://kestrel.status.test/" + view.open[0].id));
    EXPECT_EQ(notice.at("color"), "light-dark(#bf5a1c,#f2933f)");
    EXPECT_TRUE(notice.at("from").is_null());
}

TEST(Widget, SaysFromWhenAPlannedMaintenanceIsTold) {
    PageView view = test::calm_page_view();
    NoticeView planned;
    planned.kind = NoticeKind::Maintenance;
    planned.id = "cmplan";
    planned.name = "Bigger disks";
    planned.status = "NOTSTARTEDYET";
    planned.started_at = view.compiled_at + 3 * one_day;
    view.maintenances.assign(9, planned);
    const json::value told = widget_of(view);
    ASSERT_EQ(told.at("notices").as_array().size(), 5U);
    EXPECT_EQ(told.at("notices").at(0).at("from"), "2026-11-25T14:52:00.000Z");
    EXPECT_EQ(told.at("notices").at(0).at("status"), "Planned · Nov 26, 14:52 UTC");
}

TEST(Widget, SpeaksTheLanguageAndItsDirection) {
    PageView view = test::sample_page_view();
    view.face.language = "ar";
    const json::value told = widget_of(view);
    EXPECT_EQ(told.at("lang"), "ar");
    EXPECT_EQ(told.at("dir"), "rtl");
    EXPECT_EQ(told.at("page").at("url"), "https://kestrel.status.test/ar/");
    EXPECT_EQ(told.at("notices").at(0).at("url"), json::value("https://kestrel.status.test/ar/" + view.open[0].id));
    EXPECT_EQ(widget_of(test::calm_page_view()).at("notices").as_array().size(), 0U);
}

}  // namespace
}  // namespace daymark::site
