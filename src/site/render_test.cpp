// Whole documents: what they say and what they weigh.
#include "site/render.h"

#include "platform/json/json.h"
#include "site/render_assets.h"
#include "site/render_headline.h"
#include "support/html_tokens.h"
#include "support/sample_page.h"
#include "support/text_checks.h"

#include <gtest/gtest.h>

#include <zlib.h>
#include <utility>

namespace daymark::site {
namespace {

using components::PageStatus;
using components::Status;

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

std::string between(const std::string& text, const std::string& from, const std::string& to) {
    const std::size_t start = text.find(from);
    if (start == std::string::npos) return {};
    return text.substr(start + from.size(), text.find(to, start + from.size()) - start - from.size());
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
        EXPECT_TRUE(test::has(render_home(view).body, "<title>" + sentence + " · Kestrel</title>"));
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

TEST(Languages, SetDirectionAndWords) {
    PageView view = test::sample_page_view();
    view.face.language = "ar";
    EXPECT_TRUE(test::has(render_home(view).body, "<html lang=\"ar\" dir=\"rtl\""));
    view.face.language = "de";
    EXPECT_TRUE(test::has(render_home(view).body, "<html lang=\"de\" data-state"));
    EXPECT_TRUE(test::has(render_home(view).body, "2 von 50 Komponenten betroffen · 1 in Wartung · 1 offener Vorfall"));
    view.face.language = "../secret";
    EXPECT_TRUE(test::has(render_home(view).body, "<html lang=\"en\""));
}

TEST(Languages, TurnEveryPhysicalSideByLogicalProperties) {
    const std::string css = page_css();
    for (const std::string physical :
         {"margin-left", "margin-right", "padding-left", "padding-right", "text-align:left", "text-align:right",
          "float:", "border-left", "border-right"}) {
        EXPECT_TRUE(test::lacks(css, physical));
    }
}

TEST(Home, TellsWhatIsWrongAndLinksToIt) {
    const std::string body = render_home(test::sample_page_view()).body;
    EXPECT_TRUE(test::has(body, "<h1 id=\"now\"><bdi>Webhooks</bdi> experiencing partial outage</h1>"));
    EXPECT_TRUE(test::has(body, "2 of 50 components affected · 1 under maintenance · 1 open incident"));
    EXPECT_TRUE(test::has(body, "<a href=\"incident/cmsample00900kestrelpages\">"));
    EXPECT_TRUE(test::has(body, "Nov 23, 14:38 UTC"));
    EXPECT_TRUE(test::has(body, "2 of 7 affected"));
    EXPECT_TRUE(test::has(body, "href=\"./public-api\""));
    EXPECT_TRUE(test::lacks(body, "noindex"));
}

TEST(Home, IsWholeWithoutComponentsAndIncidents) {
    PageView view;
    view.face.name = "New";
    const std::string body = render_home(view).body;
    EXPECT_TRUE(test::has(body, "<h1 id=\"now\">All systems operational</h1>"));
    EXPECT_TRUE(test::has(body, "<meta name=\"description\" content=\"All systems operational\">"));
    EXPECT_TRUE(test::lacks(body, "<section aria"));
    EXPECT_NO_THROW((void)test::read_html(body));
}

TEST(Home, LinksMaintenancesToTheirOwnAddress) {
    PageView view = test::sample_page_view();
    view.maintenances = std::exchange(view.open, {});
    view.maintenances[0].kind = NoticeKind::Maintenance;
    EXPECT_TRUE(test::has(render_home(view).body, "<a href=\"maintenance/cmsample00900kestrelpages\">"));
}

TEST(Home, FoldsWhatIsPlannedForLater) {
    PageView view = test::sample_page_view();
    view.maintenances = std::exchange(view.open, {});
    NoticeView& notice = view.maintenances[0];
    notice.kind = NoticeKind::Maintenance;
    notice.status = "NOTSTARTEDYET";
    notice.ends_at = notice.started_at + one_hour;
    EXPECT_TRUE(test::lacks(render_home(view).body, "Show details"));
    EXPECT_TRUE(test::has(render_home(view).body, "Scheduled for <time"));
    notice.folded = true;
    const std::string body = render_home(view).body;
    EXPECT_TRUE(test::has(body, "<details><summary>Show details</summary>"));
    EXPECT_NO_THROW((void)test::read_html(body));
}

TEST(Home, ClaimsNoTimeOfItsOwn) {
    PageView earlier = test::calm_page_view(), later = earlier;
    later.compiled_at += one_hour;
    EXPECT_TRUE(render_home(earlier).body == render_home(later).body);
}

TEST(Home, IsKeptFromSearchWhenPrivate) {
    PageView view = test::sample_page_view();
    view.face.hidden_from_search = true;
    EXPECT_TRUE(test::has(render_home(view).body, "<meta name=\"robots\" content=\"noindex\">"));
}

TEST(Home, OpensGroupsInWhichSomethingIsWrong) {
    PageView view = test::sample_page_view();
    const std::string api = "<details id=\"" + view.tree[4].id + "\"",
                      compute = "<details id=\"" + view.tree[6].id + "\"";
    EXPECT_TRUE(test::has(render_home(view).body, api + " open>"));
    EXPECT_TRUE(test::has(render_home(view).body, compute + ">"));
    view.tree[6].collapsed = false;
    EXPECT_TRUE(test::has(render_home(view).body, compute + " open>"));
}

TEST(Home, NestsGroupsToAnyDepth) {
    const std::string body = render_home(test::deep_page_view()).body;
    for (const std::string level : {"<h3 class=\"nm\"><bdi>First level", "<h4 class=\"nm\"><bdi>Second level",
                                    "<h5 class=\"nm\"><bdi>Third level"}) {
        EXPECT_TRUE(test::has(body, level));
    }
    EXPECT_TRUE(test::has(body, "1 of 3 affected"));
    EXPECT_TRUE(test::has(body, "<span class=\"st x\">Major outage</span>"));
    EXPECT_TRUE(test::has(body, "aria-label=\"Not measured yet\""));
    EXPECT_TRUE(test::has(body, "over 23 days"));
    EXPECT_TRUE(test::has(body, "We know the cause and are working on a fix."));
}

TEST(Home, GivesTheScriptMinutesPerBarAndDay) {
    const std::string body = render_home(test::sample_page_view()).body;
    const json::value data = json::parse(test::text_inside(body, "script", 1));
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
    EXPECT_TRUE(test::lacks(test::text_inside(render_home(view).body, "script", 1), "<"));
}

TEST(Home, StaysWithinItsWeight) {
    const std::string body = render_home(test::sample_page_view()).body;
    std::size_t elements = 0;
    for (const test::HtmlToken& token : test::read_html(body)) {
        if (token.kind == test::HtmlToken::Kind::Start) ++elements;
    }
    EXPECT_LE(elements, 1200U);
    EXPECT_LE(gzip_size(body), 14U * 1024);
    EXPECT_LE(gzip_size(test::text_inside(body, "style")), 5U * 1024);
    EXPECT_LE(gzip_size(test::text_inside(body, "script")), 3U * 1024);
}

TEST(Notice, ShowsItsTimelineAndTheWayBack) {
    const PageView view = test::sample_page_view();
    const std::string body = render_notice(view, view.open[0]).body;
    EXPECT_TRUE(test::has(body, "<p class=\"back\"><a href=\"../\">Back to Kestrel</a></p>"));
    EXPECT_TRUE(test::has(body, "Not resolved yet"));
    EXPECT_LT(body.find("A queue shard"), body.find("Webhook deliveries arrive"));
    EXPECT_TRUE(test::has(render_notice(view, view.open[0], "./").body, "<a href=\"./\">Back to Kestrel</a>"));
    const std::string over = render_notice(view, view.recent[0]).body;
    EXPECT_TRUE(test::has(over, "data-state=\"o\""));
    EXPECT_TRUE(test::has(over, "after 34 min"));
}

TEST(Missing, SaysWhichKindOfNothingThisIs) {
    const PageView view = test::sample_page_view();
    EXPECT_TRUE(
        test::has(render_missing(&view.face, MissingReason::NotFound).body, "There is nothing at this address"));
    EXPECT_TRUE(test::has(render_missing(&view.face, MissingReason::Gone).body, "This notice was removed"));
    EXPECT_TRUE(test::has(render_missing(&view.face, MissingReason::NotReady).body, "not ready yet"));
    EXPECT_TRUE(test::has(render_missing(&view.face, MissingReason::Gone).body,
                          "<a class=\"go\" href=\"https://kestrel.status.test/\">"));
    const std::string nobody = render_missing(nullptr, MissingReason::NoSuchPage).body;
    EXPECT_TRUE(test::has(nobody, "There is no status page here"));
    EXPECT_TRUE(test::has(nobody, "noindex"));
    EXPECT_TRUE(test::lacks(nobody, "<header"));
}

TEST(Script, SurvivesShrinking) {
    const std::string script = page_script();
    EXPECT_TRUE(test::lacks(script, "\n//"));
    EXPECT_TRUE(test::lacks(script, "</script"));
    EXPECT_TRUE(test::lacks(script, " = "));
    EXPECT_TRUE(test::has(script, "' · '")) << "blanks within quotes stay";
    EXPECT_TRUE(test::has(script, "+from + +length")) << "and those between two plus signs";
    EXPECT_EQ(between(page_css(), ":root{", ";"), "--bg:#f5f6f8");
    EXPECT_TRUE(test::has(page_css(), "calc((100cqw - 36px) * 28 / 450)"));
    EXPECT_TRUE(test::has(page_css(), "summary small::after,.langs summary::after{content:\"\";"));
    EXPECT_TRUE(test::has(page_css(), ":lang(ar) :is(h1,h2,.brand)"));
}

}  // namespace
}  // namespace daymark::site
