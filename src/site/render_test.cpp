// Whole documents: what they say, what they let through, what they weigh.
#include "site/render.h"

#include "embedded/files.h"
#include "platform/crypto/secret_key.h"
#include "platform/json/json.h"
#include "site/render_assets.h"
#include "site/render_headline.h"
#include "support/html_tokens.h"
#include "support/sample_page.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <atomic>
#include <set>
#include <thread>

namespace daymark::site {
namespace {

using components::PageStatus;
using components::Status;

// Without gmock's matchers: when they fail they print the whole document.
testing::AssertionResult has(const std::string& text, const std::string& part) {
    if (text.find(part) != std::string::npos) return testing::AssertionSuccess();
    return testing::AssertionFailure() << "nowhere stands " << part;
}

testing::AssertionResult lacks(const std::string& text, const std::string& part) {
    const std::size_t at = text.find(part);
    if (at == std::string::npos) return testing::AssertionSuccess();
    return testing::AssertionFailure() << "there stands " << text.substr(at < 60 ? 0 : at - 60, 120 + part.size());
}

/// Bytes as a browser downloads them, at the level the server uses at first.
std::size_t gzip_size(const std::string& text) {
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    const std::size_t size = stream.total_out;
    deflateEnd(&stream);
    return size;
}

/// The contents of the n-th element of that name.
std::string inside(const std::string& html, const std::string& element, std::size_t index = 0) {
    for (const test::HtmlToken& token : test::read_html(html)) {
        if (token.kind == test::HtmlToken::Kind::Text && token.name == element && index-- == 0) return token.text;
    }
    return {};
}

std::string between(const std::string& text, const std::string& from, const std::string& to) {
    const std::size_t start = text.find(from);
    if (start == std::string::npos) return {};
    return text.substr(start + from.size(), text.find(to, start + from.size()) - start - from.size());
}

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
        documents.push_back(render_missing(&view.face, MissingReason::Gone));
    }
    documents.push_back(render_missing(nullptr, MissingReason::NoSuchPage));
    return documents;
}

TEST(Headline, HasASentenceForEachOfTheSeventeenStates) {
    const std::vector<std::pair<PageStatus, std::string>> sentences = {
        {PageStatus::Up, "All systems operational"},
        {PageStatus::HasIssues, "Experiencing issues"},
        {PageStatus::AllUnderMaintenance, "System Under Maintenance"},
        {PageStatus::AllDegradedPerformance, "Experiencing degraded performance"},
        {PageStatus::AllPartialOutage, "Experiencing partial outage"},
        {PageStatus::AllMinorOutage, "Experiencing minor outage"},
        {PageStatus::AllMajorOutage, "Experiencing major outage"},
        {PageStatus::SomeUnderMaintenance, "Maintenance in progress"},
        {PageStatus::SomeDegradedPerformance, "Partially degraded service"},
        {PageStatus::SomePartialOutage, "Partial system outage"},
        {PageStatus::SomeMinorOutage, "Minor system outage"},
        {PageStatus::SomeMajorOutage, "Major system outage"},
        {PageStatus::OneUnderMaintenance, "Mail under maintenance"},
        {PageStatus::OneDegradedPerformance, "Mail experiencing degraded performance"},
        {PageStatus::OnePartialOutage, "Mail experiencing partial outage"},
        {PageStatus::OneMinorOutage, "Mail experiencing minor outage"},
        {PageStatus::OneMajorOutage, "Mail experiencing major outage"},
    };
    for (const auto& [state, sentence] : sentences) {
        PageView view = test::calm_page_view();
        view.fine = state;
        NodeView& mail = view.tree[5].children[1];
        mail.name = "Mail";
        const std::string_view word = components::wire_name(state);
        if (word.starts_with("ONE")) mail.status = *components::status_from(word.substr(3));
        EXPECT_EQ(headline_of(view, Words::of("en")).text(), sentence) << word;
        EXPECT_TRUE(has(render_home(view).body, "<title>" + sentence + " · Kestrel</title>"));
    }
    PageView view = test::calm_page_view();
    view.fine = PageStatus::UnderMaintenance;
    EXPECT_EQ(headline_of(view, Words::of("en")).text(), "Maintenance in progress");
}

TEST(Headline, FallsBackWhenNoSingleComponentFitsTheWord) {
    PageView view = test::calm_page_view();
    view.fine = PageStatus::OneMajorOutage;
    EXPECT_EQ(headline_of(view, Words::of("en")).text(), "Major system outage");
    view.tree[0].status = view.tree[1].status = Status::MajorOutage;
    EXPECT_EQ(headline_of(view, Words::of("en")).text(), "Major system outage");
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
        for (const Document& document : {render_home(view), render_notice(view, view.recent[0])}) {
            for (const test::HtmlToken& token : test::read_html(document.body)) {
                for (const auto& [name, value] : token.attributes) EXPECT_TRUE(lacks(value, "{"));
                if (token.name == "style" || token.name == "script") continue;
                EXPECT_TRUE(lacks(token.text, "{"));
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
        const std::string style = crypto::sha256_base64(inside(document.body, "style"));
        const std::string script = crypto::sha256_base64(inside(document.body, "script"));
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
        EXPECT_TRUE(test::skeleton_of(render_missing(&view.face, MissingReason::NotFound).body) == missing) << attack;
    }
    EXPECT_TRUE(has(render_home(with_texts("A&lt;b")).body, "<bdi>A&amp;lt;b</bdi>"));
}

TEST(Escaping, OnlyHarmlessAddressesBecomeLinks) {
    for (const std::string bad :
         {"javascript:alert(1)", "JavaScript://x", " https://x", "data:text/html,x", "//evil.test"}) {
        PageView view = test::sample_page_view();
        view.face.website_url = view.face.logo_url = view.face.favicon_url = bad;
        view.face.public_email = "a@b.test?bcc=x@y.test";
        view.face.twitter = "x/../y";
        const std::string body = render_home(view).body;
        EXPECT_TRUE(lacks(body, "\"" + bad)) << bad;
        EXPECT_TRUE(lacks(body, "mailto:")) << bad;
        EXPECT_TRUE(lacks(body, "x.com")) << bad;
    }
    PageView view = test::sample_page_view();
    view.face.website_url = "HTTPS://www.acme.test:8443/start?x=\"1\"";
    view.face.logo_url = "/uploads/logo.png";
    view.face.twitter = "@acme_ops";
    const std::string body = render_home(view).body;
    EXPECT_TRUE(has(body, "href=\"HTTPS://www.acme.test:8443/start?x=&quot;1&quot;\""));
    EXPECT_TRUE(has(body, "<bdi>acme.test:8443</bdi>"));
    EXPECT_TRUE(has(body, "<img src=\"/uploads/logo.png\" alt=\"Kestrel\""));
    EXPECT_TRUE(has(body, "href=\"https://x.com/acme_ops\""));
    EXPECT_TRUE(has(body, "href=\"mailto:help@kestrel.test\""));
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
        EXPECT_TRUE(lacks(inert.body, part));
    }
    EXPECT_TRUE(lacks(inert.content_security_policy, "unsafe-inline"));

    view.face.own_code_allowed = true;
    const Document own = render_home(view);
    for (const std::string slot : {"above-header\"><b>one", "below-header\"><b>two", "below-summary\"><b>three",
                                   "above-footer\"><b>four", "below-footer\"><b>five"}) {
        EXPECT_TRUE(has(own.body, "<div class=\"custom-html-" + slot));
    }
    EXPECT_EQ(inside(own.body, "style", 1), "h1 { content: \"<\\/style>\" }");
    EXPECT_TRUE(has(own.body, "gtag/js?id=G-ABC123"));
    EXPECT_TRUE(has(own.content_security_policy, "script-src 'self' 'unsafe-inline' https:"));
    EXPECT_TRUE(lacks(own.content_security_policy, "sha256"));
    EXPECT_TRUE(has(own.content_security_policy, "frame-ancestors 'none'"));
}

TEST(OwnCode, AStyleSheetAloneOpensNoDoorForScripts) {
    PageView view = test::sample_page_view();
    view.face.own_code_allowed = true;
    view.face.css_global = "h1 { color: red }";
    const Document document = render_home(view);
    EXPECT_TRUE(has(document.content_security_policy, "style-src 'self' 'unsafe-inline' https:"));
    EXPECT_TRUE(has(document.content_security_policy, "script-src 'sha256-"));
}

TEST(Languages, SetDirectionAndWords) {
    PageView view = test::sample_page_view();
    view.face.language = "ar";
    EXPECT_TRUE(has(render_home(view).body, "<html lang=\"ar\" dir=\"rtl\""));
    view.face.language = "de";
    EXPECT_TRUE(has(render_home(view).body, "<html lang=\"de\" data-state"));
    EXPECT_TRUE(has(render_home(view).body, "2 von 50 Komponenten betroffen · 1 in Wartung · 1 offener Vorfall"));
    view.face.language = "../secret";
    EXPECT_TRUE(has(render_home(view).body, "<html lang=\"en\""));
}

TEST(Languages, TurnEveryPhysicalSideByLogicalProperties) {
    const std::string css = page_css();
    for (const std::string physical :
         {"margin-left", "margin-right", "padding-left", "padding-right", "text-align:left", "text-align:right",
          "float:", "border-left", "border-right"}) {
        EXPECT_TRUE(lacks(css, physical));
    }
}

TEST(Home, TellsWhatIsWrongAndLinksToIt) {
    const std::string body = render_home(test::sample_page_view()).body;
    EXPECT_TRUE(has(body, "<h1 id=\"now\"><bdi>Webhooks</bdi> experiencing partial outage</h1>"));
    EXPECT_TRUE(has(body, "2 of 50 components affected · 1 under maintenance · 1 open incident"));
    EXPECT_TRUE(has(body, "<a href=\"incident/cmsample00900kestrelpages\">"));
    EXPECT_TRUE(has(body, "23 Nov, 14:38 UTC"));
    EXPECT_TRUE(has(body, "2 of 7 affected"));
    EXPECT_TRUE(has(body, "href=\"./summary.json\""));
    EXPECT_TRUE(lacks(body, "noindex"));
}

TEST(Home, IsWholeWithoutComponentsAndIncidents) {
    PageView view;
    view.face.name = "New";
    const std::string body = render_home(view).body;
    EXPECT_TRUE(has(body, "<h1 id=\"now\">All systems operational</h1>"));
    EXPECT_TRUE(has(body, "<meta name=\"description\" content=\"All systems operational\">"));
    EXPECT_TRUE(lacks(body, "<h2"));
    EXPECT_NO_THROW((void)test::read_html(body));
}

TEST(Home, LinksMaintenancesToTheirOwnAddress) {
    PageView view = test::sample_page_view();
    view.open[0].kind = NoticeKind::Maintenance;
    EXPECT_TRUE(has(render_home(view).body, "<a href=\"maintenance/cmsample00900kestrelpages\">"));
}

TEST(Home, ClaimsNoTimeOfItsOwn) {
    PageView earlier = test::calm_page_view(), later = earlier;
    later.compiled_at += one_hour;
    EXPECT_TRUE(render_home(earlier).body == render_home(later).body);
}

TEST(Home, IsKeptFromSearchWhenPrivate) {
    PageView view = test::sample_page_view();
    view.face.private_page = true;
    EXPECT_TRUE(has(render_home(view).body, "<meta name=\"robots\" content=\"noindex\">"));
}

TEST(Home, OpensGroupsInWhichSomethingIsWrong) {
    PageView view = test::sample_page_view();
    const std::string api = "<details id=\"" + view.tree[4].id + "\"",
                      compute = "<details id=\"" + view.tree[6].id + "\"";
    EXPECT_TRUE(has(render_home(view).body, api + " open>"));
    EXPECT_TRUE(has(render_home(view).body, compute + ">"));
    view.tree[6].collapsed = false;
    EXPECT_TRUE(has(render_home(view).body, compute + " open>"));
}

TEST(Home, NestsGroupsToAnyDepth) {
    const std::string body = render_home(test::deep_page_view()).body;
    for (const std::string level : {"<h3 class=\"nm\"><bdi>First level", "<h4 class=\"nm\"><bdi>Second level",
                                    "<h5 class=\"nm\"><bdi>Third level"}) {
        EXPECT_TRUE(has(body, level));
    }
    EXPECT_TRUE(has(body, "1 of 3 affected"));
    EXPECT_TRUE(has(body, "<span class=\"st x\">Major outage</span>"));
    EXPECT_TRUE(has(body, "aria-label=\"Not measured yet\""));
    EXPECT_TRUE(has(body, "over 23 days"));
    EXPECT_TRUE(has(body, "We know the cause and are working on a fix."));
}

TEST(Home, GivesTheScriptMinutesPerBarAndDay) {
    const std::string body = render_home(test::sample_page_view()).body;
    const json::value data = json::parse(inside(body, "script", 1));
    EXPECT_EQ(data.at("last"), "2026-11-23");
    std::size_t bars = 0;
    for (std::size_t at = body.find("<svg class=\"b\""); at != std::string::npos;
         at = body.find("<svg class=\"b\"", at + 1))
        ++bars;
    ASSERT_EQ(data.at("minutes").as_array().size(), bars);
    // Four single rows, then the group's own bar, then REST API, GraphQL API and Webhooks.
    EXPECT_EQ(data.at("minutes").as_array()[7].at("89"), 41);
    EXPECT_EQ(data.at("minutes").as_array()[4].at("89"), 41);
}

TEST(Home, AJsonIslandCannotEndItsElement) {
    PageView view = test::sample_page_view();
    EXPECT_TRUE(lacks(inside(render_home(view).body, "script", 1), "<"));
}

TEST(Home, StaysWithinItsWeight) {
    const std::string body = render_home(test::sample_page_view()).body;
    std::size_t elements = 0;
    for (const test::HtmlToken& token : test::read_html(body)) {
        if (token.kind == test::HtmlToken::Kind::Start) ++elements;
    }
    EXPECT_LE(elements, 1200U);
    EXPECT_LE(gzip_size(body), 14U * 1024);
    EXPECT_LE(gzip_size(inside(body, "style")), 5U * 1024);
    EXPECT_LE(gzip_size(inside(body, "script")), 3U * 1024);
}

TEST(Notice, ShowsItsTimelineAndTheWayBack) {
    const PageView view = test::sample_page_view();
    const std::string body = render_notice(view, view.open[0]).body;
    EXPECT_TRUE(has(body, "<p class=\"back\"><a href=\"../\">Back to Kestrel</a></p>"));
    EXPECT_TRUE(has(body, "Not resolved yet"));
    EXPECT_LT(body.find("A queue shard"), body.find("Webhook deliveries arrive"));
    EXPECT_TRUE(has(render_notice(view, view.open[0], "./").body, "<a href=\"./\">Back to Kestrel</a>"));
    const std::string over = render_notice(view, view.recent[0]).body;
    EXPECT_TRUE(has(over, "data-state=\"o\""));
    EXPECT_TRUE(has(over, "after 34 min"));
}

TEST(Missing, SaysWhichKindOfNothingThisIs) {
    const PageView view = test::sample_page_view();
    EXPECT_TRUE(has(render_missing(&view.face, MissingReason::NotFound).body, "There is nothing at this address"));
    EXPECT_TRUE(has(render_missing(&view.face, MissingReason::Gone).body, "This notice was removed"));
    EXPECT_TRUE(has(render_missing(&view.face, MissingReason::NotReady).body, "not ready yet"));
    EXPECT_TRUE(has(render_missing(&view.face, MissingReason::Gone).body,
                    "<a class=\"go\" href=\"https://kestrel.status.test/\">"));
    const std::string nobody = render_missing(nullptr, MissingReason::NoSuchPage).body;
    EXPECT_TRUE(has(nobody, "There is no status page here"));
    EXPECT_TRUE(has(nobody, "noindex"));
    EXPECT_TRUE(lacks(nobody, "<header"));
}

TEST(Script, SurvivesShrinking) {
    const std::string script = page_script();
    EXPECT_TRUE(lacks(script, "\n//"));
    EXPECT_TRUE(lacks(script, "</script"));
    EXPECT_EQ(between(page_css(), ":root{", ";"), "--bg:#f5f6f8");
    EXPECT_TRUE(has(page_css(), "calc((100cqw - 36px) * 28 / 450)"));
    EXPECT_TRUE(has(page_css(), "summary small::after{content:\"\";"));
    EXPECT_TRUE(has(page_css(), ":lang(ar) :is(h1,h2,.brand)"));
}

}  // namespace
}  // namespace daymark::site
