// Metrics as cards and as pages.
#include "site/render_metrics.h"

#include "site/render.h"
#include "support/html_tokens.h"
#include "support/sample_page.h"
#include "support/text_checks.h"

#include <gtest/gtest.h>

namespace daymark::site {
namespace {

std::size_t count_of(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

std::string metric_page(Period period, const std::string& zone = "UTC", const std::string& language = "en") {
    PageView view = test::sample_page_view();
    view.face.zone = zone;
    view.face.language = language;
    return render_metric(view, test::sample_metric_page(view, period)).body;
}

TEST(MetricCards, TellFiguresAndDrawTheDay) {
    const std::string body = render_home(test::sample_page_view()).body;
    EXPECT_TRUE(test::has(body, "<h2 id=\"metrics\">System metrics</h2><p class=\"meta\">Past 24 hours</p>"));
    EXPECT_TRUE(test::has(body, "<a href=\"metrics/cmsample00950kestrelpages\"><bdi>API response time</bdi></a>"));
    EXPECT_TRUE(test::has(body, "<bdi>142<small>ms</small></bdi>"));
    EXPECT_TRUE(test::has(body, "aria-label=\"Past 24 hours: lowest "));
    EXPECT_TRUE(test::has(body, "ms, last 142ms\""));
    EXPECT_EQ(count_of(body, "<svg class=\"c\" viewBox=\"0 0 72 60\""), 3U);
    EXPECT_EQ(count_of(body, "No data came in during this period."), 1U);
    EXPECT_LT(body.find("id=\"parts\""), body.find("id=\"metrics\""));
    EXPECT_LT(body.find("id=\"metrics\""), body.find("id=\"past\""));
}

TEST(MetricCards, AreLeftOutWhereThereAreNone) {
    PageView view = test::sample_page_view();
    view.metrics.clear();
    EXPECT_TRUE(test::lacks(render_home(view).body, "System metrics"));
}

TEST(MetricCards, ShowNoUnitWhereThereIsNone) {
    PageView view = test::sample_page_view();
    view.metrics[0].suffix.clear();
    EXPECT_TRUE(test::has(render_home(view).body, "<bdi>142</bdi>"));
}

TEST(MetricPageOfADay, MarksHoursAndListsThem) {
    const std::string body = metric_page(Period::Day);
    EXPECT_TRUE(test::has(body, "<h1 id=\"now\"><bdi>Requests served</bdi></h1>"));
    EXPECT_TRUE(test::has(body, "<span>15:00</span><span>19:00</span><span>23:00</span><span>03:00</span>"));
    EXPECT_TRUE(test::has(body, "<th scope=\"col\">Time</th>"));
    EXPECT_TRUE(test::has(body, "<th scope=\"row\">Nov 23, 14:00 UTC</th>"));
    EXPECT_EQ(count_of(body, "<th scope=\"row\">"), 24U);
    EXPECT_TRUE(test::has(body, "<p class=\"meta\"><bdi>Nov 22, 15:00 UTC</bdi> – <bdi>Nov 23, 14:52 UTC</bdi></p>"));
    EXPECT_TRUE(test::lacks(body, "Nov 23, 15:00")) << "what has not come is not listed";
    EXPECT_TRUE(test::has(body, "<dd><bdi>12,840/s</bdi> · <time datetime=\"2026-11-23T14:50:00.000Z\">"));
}

TEST(MetricPageOfADay, SpeaksInThePagesZoneAndLanguage) {
    const std::string body = metric_page(Period::Day, "Asia/Kolkata", "de");
    EXPECT_TRUE(test::has(body, "<span>20:30</span><span>00:30</span>"));
    EXPECT_TRUE(test::has(body, "Letzte 24 Stunden: niedrigster Wert "));
    EXPECT_TRUE(test::has(body, "12.840/s"));
}

TEST(MetricPageOfAWeek, MarksAndListsDays) {
    const std::string body = metric_page(Period::Week);
    EXPECT_TRUE(test::has(body, "<span>Nov 17</span><span>Nov 18</span>"));
    EXPECT_TRUE(test::has(body, "<th scope=\"col\">Day</th>"));
    EXPECT_EQ(count_of(body, "<th scope=\"row\">"), 7U);
    EXPECT_LT(body.find("<th scope=\"row\">Monday, November 23"), body.find("<th scope=\"row\">Tuesday, November 17"));
}

TEST(MetricPageOfAMonth, MarksEachFifthDay) {
    const std::string body = metric_page(Period::Month);
    EXPECT_TRUE(test::has(body, "<span>Oct 25</span><span>Oct 30</span><span>Nov 4</span>"));
    EXPECT_EQ(count_of(body, "<th scope=\"row\">"), 30U);
}

TEST(MetricPages, LinkToTheOtherPeriods) {
    const std::string address = "href=\"cmsample00951kestrelpages";
    const std::string body = metric_page(Period::Week);
    EXPECT_TRUE(test::has(body, address + "\">Past 24 hours</a>"));
    EXPECT_TRUE(test::has(body, address + "?period=week\" aria-current=\"page\">Past 7 days</a>"));
    EXPECT_TRUE(test::has(body, address + "?period=month\">Past 30 days</a>"));
    EXPECT_EQ(period_named("month"), Period::Month);
    EXPECT_EQ(period_named("century"), Period::Day);
}

TEST(MetricPages, SayWhenThereIsNothing) {
    PageView view = test::sample_page_view();
    MetricPage page = test::sample_metric_page(view, Period::Day);
    page.metric = view.metrics[3];
    const std::string body = render_metric(view, page).body;
    EXPECT_TRUE(test::has(body, "<p class=\"card none\">No data came in during this period.</p>"));
    EXPECT_TRUE(test::lacks(body, "<svg class=\"c\""));
    EXPECT_TRUE(test::lacks(body, "<table"));
    EXPECT_NO_THROW((void)test::read_html(body));
}

TEST(MetricNumbers, AreShortWhateverTheirSize) {
    const Words& words = Words::of("en");
    EXPECT_EQ(words.number(182.5333), "182.53");
    EXPECT_EQ(words.number(99.995), "99.995");
    EXPECT_EQ(words.number(0.18253), "0.1825");
    EXPECT_EQ(words.number(123456), "123,456");
    EXPECT_EQ(words.number(12345678), "12.35M");
    EXPECT_EQ(words.number(-1e300), "-1E300");
    EXPECT_EQ(words.number(1e-300), "1E-300");
    EXPECT_EQ(words.number(-0.0), "0");
    EXPECT_EQ(Words::of("de").number(1234.5), "1.234,5");
    EXPECT_EQ(Words::of("ar").number(12.5), "12.5") << "western figures";
}

}  // namespace
}  // namespace daymark::site
