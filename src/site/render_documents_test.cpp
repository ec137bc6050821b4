// What holds for every document: well-formed, policed by its own bytes, closed to markup in texts.
#include "platform/crypto/secret_key.h"
#include "site/render_metrics.h"
#include "support/html_tokens.h"
#include "support/sample_page.h"
#include "support/text_checks.h"

#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <thread>

namespace daymark::site {
namespace {

std::vector<PageView> all_views() {
    std::vector<PageView> views = {test::sample_page_view(), test::calm_page_view(), test::deep_page_view(),
                                   test::hostile_page_view("en"), test::hostile_page_view("ar")};
    views.push_back(test::sample_page_view());
    views.back().face.language = "de";
    return views;
}

std::vector<Document> all_documents() {
    std::vector<Document> documents;
    for (const PageView& view : all_views()) {
        documents.push_back(render_home(view));
        for (const NoticeView& notice : view.open) documents.push_back(render_notice(view, notice));
        for (const NoticeView& notice : view.recent) documents.push_back(render_notice(view, notice, "./"));
        for (const Period period : {Period::Day, Period::Week, Period::Month}) {
            documents.push_back(render_metric(view, test::sample_metric_page(view, period)));
        }
        documents.push_back(render_missing(&view.face, MissingReason::Gone));
    }
    documents.push_back(render_missing(nullptr, MissingReason::NoSuchPage));
    return documents;
}

TEST(Documents, AreWellFormedAndFreeOfInlineStylesAndHandlers) {
    for (const Document& document : all_documents()) {
        std::set<std::string> ids;
        std::size_t headlines = 0;
        for (const test::HtmlToken& token : test::read_html(document.body)) {
            if (token.name == "h1" && token.kind == test::HtmlToken::Kind::Start) ++headlines;
            EXPECT_EQ(token.attribute("style"), nullptr);
            for (const auto& [name, value] : token.attributes) EXPECT_FALSE(name.starts_with("on")) << name;
            if (const std::string* id = token.attribute("id")) {
                EXPECT_TRUE(ids.insert(*id).second) << *id << " stands twice";
            }
        }
        EXPECT_EQ(headlines, 1U);
        EXPECT_EQ(document.content_type, "text/html; charset=utf-8");
    }
}

TEST(Documents, LeaveNoPlaceUnfilled) {
    for (const std::string language : {"en", "de", "ar"}) {
        PageView view = test::sample_page_view();
        view.face.language = language;
        for (const Document& document : {render_home(view), render_notice(view, view.recent[0]),
                                         render_metric(view, test::sample_metric_page(view, Period::Day))}) {
            for (const test::HtmlToken& token : test::read_html(document.body)) {
                for (const auto& [name, value] : token.attributes) EXPECT_TRUE(test::lacks(value, "{"));
                if (token.name == "style" || token.name == "script") continue;
                EXPECT_TRUE(test::lacks(token.text, "{"));
                EXPECT_NE(token.text, "?") << "a word is missing";
            }
        }
    }
}

TEST(Documents, AreMadeOnManyThreadsAtOnce) {
    const PageView view = test::sample_page_view();
    const std::string expected = render_home(view).body;
    std::vector<std::thread> threads;
    std::atomic<int> different = 0;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int round = 0; round < 5; ++round) different += render_home(view).body == expected ? 0 : 1;
        });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(different, 0);
}

TEST(Documents, CarryThePolicyOfTheirVeryBytes) {
    for (const Document& document : all_documents()) {
        const std::string style = crypto::sha256_base64(test::text_inside(document.body, "style"));
        const std::string script = crypto::sha256_base64(test::text_inside(document.body, "script"));
        EXPECT_EQ(document.content_security_policy,
                  "default-src 'none'; style-src 'sha256-" + style + "'; script-src 'sha256-" + script +
                      "'; img-src 'self' data: https:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
                      "frame-ancestors 'none'");
    }
}

/// Puts `text` wherever an owner or editor can put a plain text.
PageView with_texts(const std::string& text) {
    PageView view = test::sample_page_view();
    view.face.name = text;
    for (NodeView& node : view.tree) {
        node.name = text;
        node.id = "c" + node.id;
        for (NodeView& child : node.children) child.name = text;
    }
    for (MetricView& metric : view.metrics) metric.name = metric.suffix = text;
    for (auto* notices : {&view.open, &view.recent}) {
        for (NoticeView& notice : *notices) {
            notice.name = text;
            notice.status = text;
            for (AffectedComponent& part : notice.affected) part.name = text;
            for (UpdateView& update : notice.updates) update.status = text;
        }
    }
    return view;
}

TEST(Escaping, NoTextBecomesMarkup) {
    const PageView tame = with_texts("Apple");
    const std::string home = test::skeleton_of(render_home(tame).body);
    const std::string notice = test::skeleton_of(render_notice(tame, tame.open[0]).body);
    const auto metric_of = [](const PageView& view) {
        return test::skeleton_of(render_metric(view, test::sample_metric_page(view, Period::Day)).body);
    };
    const std::string metric = metric_of(tame);
    const std::string missing = test::skeleton_of(render_missing(&tame.face, MissingReason::NotFound).body);
    for (const std::string attack : {
             "A<script>alert(1)</script>",
             "A\"><img src=x onerror=alert(1)>",
             "A' onmouseover='alert(1)",
             "A\" style=\"color:red",
             "A</title></style></script><svg/onload=alert(1)>",
             "A<!-- <b>",
             "A]]><![CDATA[",
             "A{{{css}}} {{name}} {{#days}}",
             "A&lt;b&gt;&#x3c;i&#62;",
             "A\xE2\x80\xAE\xE2\x81\xA6 turned",
             "A\x01\x1b\x7f",
         }) {
        const PageView view = with_texts(attack);
        EXPECT_TRUE(test::skeleton_of(render_home(view).body) == home) << attack;
        EXPECT_TRUE(test::skeleton_of(render_notice(view, view.open[0]).body) == notice) << attack;
        EXPECT_TRUE(metric_of(view) == metric) << attack;
        EXPECT_TRUE(test::skeleton_of(render_missing(&view.face, MissingReason::NotFound).body) == missing) << attack;
    }
    EXPECT_TRUE(test::has(render_home(with_texts("A&lt;b")).body, "<bdi>A&amp;lt;b</bdi>"));
}

TEST(Escaping, OnlyHarmlessAddressesBecomeLinks) {
    for (const std::string bad :
         {"javascript:alert(1)", "JavaScript://x", " https://x", "data:text/html,x", "//evil.test"}) {
        PageView view = test::sample_page_view();
        view.face.website_url = view.face.logo_url = view.face.favicon_url = bad;
        view.face.public_email = "a@b.test?bcc=x@y.test";
        view.face.twitter = "x/../y";
        const std::string body = render_home(view).body;
        EXPECT_TRUE(test::lacks(body, "\"" + bad)) << bad;
        EXPECT_TRUE(test::lacks(body, "mailto:")) << bad;
        EXPECT_TRUE(test::lacks(body, "x.com")) << bad;
    }
    PageView view = test::sample_page_view();
    view.face.website_url = "HTTPS://www.acme.test:8443/start?x=\"1\"";
    view.face.logo_url = "/uploads/logo.png";
    view.face.twitter = "@acme_ops";
    const std::string body = render_home(view).body;
    EXPECT_TRUE(test::has(body, "href=\"HTTPS://www.acme.test:8443/start?x=&quot;1&quot;\""));
    EXPECT_TRUE(test::has(body, "<bdi>acme.test:8443</bdi>"));
    EXPECT_TRUE(test::has(body, "<img src=\"/uploads/logo.png\" alt=\"Kestrel\""));
    EXPECT_TRUE(test::has(body, "href=\"https://x.com/acme_ops\""));
    EXPECT_TRUE(test::has(body, "href=\"mailto:help@kestrel.test\""));
}

TEST(OwnCode, IsShownOnlyWhereItMayRun) {
    PageView view = test::sample_page_view();
    view.face.html_in_meta = "<meta name=\"own\" content=\"meta\">";
    view.face.html_above_header = "<b>one</b>";
    view.face.html_below_header = "<b>two</b>";
    view.face.html_below_summary = "<b>three</b>";
    view.face.html_above_footer = "<b>four</b>";
    view.face.html_below_footer = "<b>five</b>";
    view.face.css_global = "h1 { content: \"</style>\" }";
    view.face.google_analytics = "G-ABC123";

    const Document inert = render_home(view);
    for (const std::string part : {"<b>", "name=\"own\"", "</style>\"", "custom-html", "googletagmanager"}) {
        EXPECT_TRUE(test::lacks(inert.body, part));
    }
    EXPECT_TRUE(test::lacks(inert.content_security_policy, "unsafe-inline"));

    view.face.own_code_allowed = true;
    const Document own = render_home(view);
    for (const std::string slot : {"above-header\"><b>one", "below-header\"><b>two", "below-summary\"><b>three",
                                   "above-footer\"><b>four", "below-footer\"><b>five"}) {
        EXPECT_TRUE(test::has(own.body, "<div class=\"custom-html-" + slot));
    }
    EXPECT_EQ(test::text_inside(own.body, "style", 1), "h1 { content: \"<\\/style>\" }");
    EXPECT_TRUE(test::has(own.body, "gtag/js?id=G-ABC123"));
    EXPECT_TRUE(test::has(own.content_security_policy, "script-src 'self' 'unsafe-inline' https:"));
    EXPECT_TRUE(test::lacks(own.content_security_policy, "sha256"));
    EXPECT_TRUE(test::has(own.content_security_policy, "frame-ancestors 'none'"));
}

TEST(OwnCode, AStyleSheetAloneOpensNoDoorForScripts) {
    PageView view = test::sample_page_view();
    view.face.own_code_allowed = true;
    view.face.css_global = "h1 { color: red }";
    const Document document = render_home(view);
    EXPECT_TRUE(test::has(document.content_security_policy, "style-src 'self' 'unsafe-inline' https:"));
    EXPECT_TRUE(test::has(document.content_security_policy, "script-src 'sha256-"));
}

}  // namespace
}  // namespace daymark::site
