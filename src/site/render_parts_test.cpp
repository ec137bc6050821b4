// The parts that documents are made of: bars, words, past days, colours.
#include "embedded/files.h"
#include "platform/base/error.h"
#include "platform/base/zone.h"
#include "platform/json/json.h"
#include "site/render_assets.h"
#include "site/render_bar.h"
#include "site/render_notices.h"
#include "site/render_tree.h"
#include "site/render_words.h"
#include "support/sample_page.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>

namespace daymark::site {
namespace {

using components::Status;

std::vector<uptime::Day> operational(std::size_t days) {
    std::vector<uptime::Day> bar(days);
    for (uptime::Day& day : bar) day.worst = Status::Operational;
    return bar;
}

TEST(Bar, DrawsCalmDaysAsOneLine) { EXPECT_EQ(bar_paths(operational(90)), "<path class=\"o\" d=\"M0 14h448\"/>"); }

TEST(Bar, DrawsExceptionalDaysOverTheLine) {
    auto bar = operational(90);
    bar[41].worst = Status::DegradedPerformance;
    bar[68].worst = bar[69].worst = bar[89].worst = Status::PartialOutage;
    EXPECT_EQ(bar_paths(bar),
              "<path class=\"o\" d=\"M0 14h448\"/><path class=\"d\" d=\"M205 14h3\"/>"
              "<path class=\"p\" d=\"M340 14h8M445 14h3\"/>");
}

TEST(Bar, LeavesDaysThatWereNotMeasuredOutOfTheLine) {
    auto bar = operational(90);
    for (std::size_t day = 0; day < 10; ++day) bar[day].worst = std::nullopt;
    bar[10].worst = Status::MajorOutage;
    EXPECT_EQ(bar_paths(bar),
              "<path class=\"n\" d=\"M0 14h48\"/><path class=\"o\" d=\"M50 14h398\"/>"
              "<path class=\"x\" d=\"M50 14h3\"/>");
    EXPECT_EQ(bar_counts(bar).measured, 80);
    EXPECT_EQ(bar_counts(bar).eventful, 1);
}

TEST(Bar, IsAlwaysNinetyDaysLong) {
    const auto young = bar_of(operational(3));
    ASSERT_EQ(young.size(), bar_days);
    EXPECT_FALSE(young[86].worst);
    EXPECT_TRUE(young[87].worst);
    auto old = operational(120);
    old[119].worst = Status::MajorOutage;
    EXPECT_EQ(bar_of(old).back().worst, Status::MajorOutage);
    EXPECT_EQ(bar_of(old).size(), bar_days);
}

TEST(Bar, RoundsMinutesUp) {
    auto bar = operational(90);
    bar[3].down_ms = 1;
    bar[4].down_ms = 41 * one_minute;
    EXPECT_EQ(bar_minutes(bar), (std::map<std::size_t, long>{{3, 1}, {4, 41}}));
}

TEST(Tree, CountsLeavesThroughAllLevels) {
    const LeafCounts counts = count_leaves(test::sample_page_view().tree);
    EXPECT_EQ(counts.all, 50);
    EXPECT_EQ(counts.affected, 2);
    EXPECT_EQ(counts.maintenance, 1);
}

TEST(Tree, ShowsNoBarWhereNoDaysAreShown) {
    PageView view = test::sample_page_view();
    for (NodeView& child : view.tree[4].children) child.days.clear();
    const std::vector<NodeView> api = {view.tree[4]};
    EXPECT_TRUE(render_tree(api, Words::of("en")).minutes.empty());
}

json::object locale_file(std::string_view code) {
    return json::parse(embedded::file("locales/" + std::string(code) + ".json").value()).as_object();
}

std::set<std::string> places_of(std::string_view text) {
    std::set<std::string> places;
    for (std::size_t open = text.find('{'); open != text.npos; open = text.find('{', open + 1)) {
        places.emplace(text.substr(open, text.find('}', open) - open + 1));
    }
    return places;
}

TEST(Words, EveryLanguageHasEveryKeyAndFillsTheSamePlaces) {
    const json::object english = locale_file("en");
    ASSERT_GE(Words::all().size(), 24U);
    for (const Words& words : Words::all()) {
        const json::object file = locale_file(words.code());
        for (const auto& member : file) {
            EXPECT_TRUE(english.contains(member.key()) || member.key() == "cldr") << words.code() << member.key();
        }
        for (const auto& [key, value] : english) {
            ASSERT_TRUE(file.contains(key)) << words.code() << " lacks " << key;
            const auto last = [](const json::value& of) { return of.is_object() ? of.at("other") : of; };
            EXPECT_EQ(places_of(last(file.at(key)).as_string()), places_of(last(value).as_string()))
                << words.code() << " " << key;
        }
    }
}

TEST(Words, EveryLanguageHasTheFormsThatItsCountsTake) {
    for (const Words& words : Words::all()) {
        const json::object file = locale_file(words.code());
        const Grammar grammar(file.contains("cldr") ? std::string(file.at("cldr").as_string()) : words.code());
        for (const auto& [key, value] : file) {
            if (!value.is_object()) continue;
            for (long n = 1; n <= 200; ++n) {  // "none" is said in other words
                const std::string form = grammar.plural_form(n);
                EXPECT_TRUE(value.get_object().contains(form)) << words.code() << " " << key << " " << n << " " << form;
            }
        }
    }
}

/// Keys that are put together from parts.
bool is_built(std::string_view key) { return key.starts_with("headline_") || key == "name" || key == "cldr"; }

TEST(Words, NoKeyIsUnused) {
    std::string sources;
    for (const char* folder : {"site", "notify"}) {
        for (const auto& entry :
             std::filesystem::recursive_directory_iterator(std::filesystem::path(DAYMARK_SOURCE_DIR "/src") / folder)) {
            if (entry.path().extension() != ".cpp" || entry.path().string().ends_with("_test.cpp")) continue;
            std::ifstream file(entry.path());
            sources.append(std::istreambuf_iterator<char>(file), {});
        }
    }
    for (const auto& member : locale_file("en")) {
        const std::string key(member.key());
        const bool ends_a_pair = key.ends_with("_title") || key.ends_with("_detail");  // of the honest error pages
        const std::string stem = ends_a_pair ? key.substr(0, key.rfind('_')) : key;
        EXPECT_TRUE(is_built(key) || sources.find('"' + key + '"') != sources.npos ||
                    sources.find('"' + stem + '"') != sources.npos)
            << key;
    }
}

TEST(Words, FallBackToEnglish) {
    const Words sparse("xx", {{"today", "jetzt"}});
    EXPECT_EQ(sparse.text("today"), "jetzt");
    EXPECT_EQ(sparse.text("components"), "Components");
    EXPECT_EQ(sparse.count("group_count", 2), "2 components");
    EXPECT_EQ(Words::of("tlh").code(), "en");
    EXPECT_EQ(Words::of("../en").code(), "en");
    EXPECT_EQ(Words::of("").code(), "en");
}

TEST(Words, CountInTheGrammarOfTheLanguage) {
    const Grammar arabic("ar");
    const std::vector<std::pair<long, std::string_view>> forms = {{0, "zero"},  {1, "one"},     {2, "two"},
                                                                  {3, "few"},   {10, "few"},    {11, "many"},
                                                                  {99, "many"}, {100, "other"}, {103, "few"}};
    for (const auto& [n, form] : forms) EXPECT_EQ(arabic.plural_form(n), form) << n;
    EXPECT_EQ(Grammar("pl").plural_form(22), "few");
    EXPECT_EQ(Grammar("ja").plural_form(1), "other");
    EXPECT_EQ(Words::of("ar").count("group_count", 2), "مكوّنان");
    EXPECT_EQ(Words::of("en").count("group_count", 1), "1 component");
}

TEST(Words, WriteNumbersDurationsAndDates) {
    const Words& english = Words::of("en");
    EXPECT_EQ(english.percent(10000), "100%");
    EXPECT_EQ(english.percent(9990), "99.90%");
    EXPECT_EQ(english.percent(9905), "99.05%");
    EXPECT_EQ(Words::of("de").percent(9997), "99,97\u00a0%");
    EXPECT_EQ(english.duration(30 * one_second), "less than a minute");
    EXPECT_EQ(english.duration(34 * one_minute), "34 min");
    EXPECT_EQ(english.duration(125 * one_minute), "2 hr, 5 min");
    EXPECT_EQ(english.duration(2 * one_hour), "2 hr");
    EXPECT_EQ(english.duration(76 * one_hour + one_minute), "3 days, 4 hr");
    constexpr Millis at = 1795445520000;  // 2026-11-23T14:52:00Z
    PageFace utc, berlin;
    berlin.zone = "Europe/Berlin";
    EXPECT_EQ(english.stamp(utc, at, at), "Nov 23, 14:52 UTC");
    EXPECT_EQ(english.stamp(utc, at, at + 40 * one_day), "Nov 23, 2026, 14:52 UTC");
    EXPECT_EQ(Words::of("de").stamp(berlin, at, at), "23. Nov., 15:52 CET");
    EXPECT_EQ(english.exact_stamp(at), "Nov 23, 14:52:00 GMT+0");
    EXPECT_EQ(english.day(utc, at), "Monday, November 23");
    EXPECT_EQ(english.days(utc, at - 3 * one_day, at), "November 20\u2009–\u200923");
    EXPECT_EQ(english.days(utc, at - 24 * one_day, at), "October 30\u2009–\u2009November 23");
    EXPECT_EQ(Words::of("ar").percent(9997), "99.97\u200e%\u200e") << "western figures";
    EXPECT_TRUE(Words::of("he").right_to_left());
    EXPECT_FALSE(Words::of("ja").right_to_left());
}

std::vector<std::string> titles_of(const PageView& view) {
    std::vector<std::string> titles;
    for (const Fields& day : past_days(view, Words::of("en"))) {
        titles.push_back(day.texts.at("title") + (day.flags.at("quiet") ? " -" : " !"));
    }
    return titles;
}

TEST(PastDays, JoinQuietDaysAndKeepTheirOrder) {
    EXPECT_EQ(titles_of(test::sample_page_view()),
              (std::vector<std::string>{"Monday, November 23 !", "Sunday, November 22 -", "Saturday, November 21 !",
                                        "November 17\u2009–\u200920 -"}));
    EXPECT_EQ(titles_of(test::calm_page_view()), std::vector<std::string>{"November 17\u2009–\u200923 -"});
}

TEST(PastDays, ShowANoticeOnTheDayOfThePagesZone) {
    PageView view = test::calm_page_view();
    view.face.zone = "Asia/Tokyo";
    view.day_edges = day_edges("Asia/Tokyo", view.compiled_at, 90);
    view.recent = {test::sample_page_view().recent[0]};
    view.recent[0].started_at = view.day_edges[88];
    view.recent[0].resolved_at = view.day_edges[88] + one_hour;
    EXPECT_EQ(titles_of(view), (std::vector<std::string>{"Monday, November 23 -", "Sunday, November 22 !",
                                                         "November 17\u2009–\u200921 -"}));
}

TEST(PastDays, DoNotFailOnAPageWithoutDays) {
    PageView view = test::calm_page_view();
    view.day_edges.clear();
    EXPECT_TRUE(past_days(view, Words::of("en")).empty());
}

TEST(Notices, GoByWhatTheyDoToThePage) {
    NoticeView notice;
    notice.impact = Status::PartialOutage;
    EXPECT_EQ(notice_tone(notice), 'p');
    notice.impact = Status::Operational;
    EXPECT_EQ(notice_tone(notice), 'n');
    notice.resolved_at = 1;
    EXPECT_EQ(notice_tone(notice), 'o');
    EXPECT_EQ(notice_word(Words::of("en"), "MONITORING"), "Monitoring");
    EXPECT_EQ(notice_word(Words::of("en"), "NEWWORD"), "NEWWORD");
}

TEST(Colors, ReachTheStyleSheetOnlyWhenChosen) {
    PageFace face;
    EXPECT_EQ(owner_colors(face), "");
    face.brand_color = "#1E1E1E";
    face.ok_color = "#00B093";
    face.down_color = "}</style><script>";
    EXPECT_EQ(owner_colors(face), "");
    face.ok_color = "rgb(0,128,0)";
    face.brand_color = "#FFD400";
    EXPECT_EQ(owner_colors(face), ":root{--brand-fill:#ffd400;--brand-ink:#171a21;--o-light:#008000;}");
}

}  // namespace
}  // namespace daymark::site
