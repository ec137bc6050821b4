// Dates and times in the formats that an owner chose, in several languages.
#include "site/render.h"
#include "site/render_words.h"
#include "support/sample_page.h"

#include <gtest/gtest.h>

namespace daymark::site {
namespace {

constexpr Millis at = 1795445520000;  // 2026-11-23T14:52:00Z
constexpr Millis next_year = at + 40 * one_day;

PageFace face_with(const DateFormats& formats, const std::string& zone = "UTC") {
    PageFace face;
    face.zone = zone;
    face.formats = formats;
    return face;
}

TEST(DateForms, TakeThePlaceOfTheLanguagesOwn) {
    const PageFace face = face_with({"dd.MM.yyyy", "MM/yyyy", "h:mm a"}, "Europe/Berlin");
    const Words& english = Words::of("en");
    EXPECT_EQ(english.stamp(face, at, at), "23.11.2026, 3:52 PM CET");
    EXPECT_EQ(english.stamp(face, at, next_year), "23.11.2026, 3:52 PM CET");
    EXPECT_EQ(english.clock(face, at), "3:52 PM");
    EXPECT_EQ(english.short_date(face, at), "23.11.2026");
    EXPECT_EQ(english.short_date(face_with({"EEEE, d MMMM", "", ""}), at), "Nov 23") << "there is no room for it";
    EXPECT_EQ(english.day(face, at), "23.11.2026");
    EXPECT_EQ(english.days(face, at - one_day, at), "22.11.2026 – 23.11.2026");
    EXPECT_EQ(english.month(face, at), "11/2026");
}

TEST(DateForms, SpeakThePagesLanguage) {
    const PageFace named = face_with({"EEEE, d. MMMM yyyy", "LLLL yyyy", "HH:mm"});
    EXPECT_EQ(Words::of("de").day(named, at), "Montag, 23. November 2026");
    EXPECT_EQ(Words::of("cs").day(named, at), "pondělí, 23. listopadu 2026");
    EXPECT_EQ(Words::of("cs").month(named, at), "listopad 2026");
    EXPECT_EQ(Words::of("ar").clock(named, at), "14:52") << "western figures";
    const PageFace local = face_with({"PPP", "", "pp"});
    EXPECT_EQ(Words::of("en").stamp(local, at, at), "November 23, 2026, 2:52:00\u202fPM UTC");
    EXPECT_EQ(Words::of("ja").stamp(local, at, at), "2026年11月23日 14:52:00 UTC");
    EXPECT_EQ(Words::of("de").day(face_with({"P", "", ""}), at), "23.11.2026");
}

TEST(DateForms, MayBeChosenOneByOne) {
    const Words& english = Words::of("en");
    const PageFace time = face_with({"", "", "h:mm a"});
    EXPECT_EQ(english.stamp(time, at, at), "Nov 23, 2:52 PM UTC");
    EXPECT_EQ(english.stamp(time, at, next_year), "Nov 23, 2026, 2:52 PM UTC");
    EXPECT_EQ(english.day(time, at), "Monday, November 23");
    const PageFace date = face_with({"yyyy-MM-dd", "", ""});
    EXPECT_EQ(english.stamp(date, at, at), "2026-11-23, 14:52 UTC");
    EXPECT_EQ(english.clock(date, at), "14:52");
    EXPECT_EQ(english.month(date, at), "November 2026");
}

TEST(DateForms, KeepQuotedTexts) {
    EXPECT_EQ(Words::of("en").day(face_with({"'it''s' d", "", ""}), at), "it's 23");
    EXPECT_EQ(Words::of("en").day(face_with({"d'th''of'MMMM", "", ""}), at), "23th'ofNovember");
    EXPECT_EQ(Words::of("es").day(face_with({"'el'PPPP", "", ""}), at), "ellunes, 23 de noviembre de 2026");
}

TEST(DateForms, UnreadableOnesCountAsNotChosen) {
    EXPECT_EQ(Words::of("en").day(face_with({"QQQ", "", ""}), at), "Monday, November 23");
}

TEST(DateForms, ComeWithTheNamesInThem) {
    const DateForms forms = DateForms::of("de", {"EEE d. MMM 'LLLL'", "LLLL", "h a"});
    ASSERT_EQ(forms.names.size(), 3U);
    EXPECT_EQ(forms.names.at("EEE"), (std::vector<std::string>{"So.", "Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa."}));
    EXPECT_EQ(forms.names.at("MMM").size(), 12U);
    EXPECT_EQ(forms.names.at("MMM").front(), "Jan.");
    EXPECT_EQ(forms.names.at("MMM").back(), "Dez.");
    EXPECT_EQ(forms.names.at("a"), (std::vector<std::string>{"AM", "PM"}));
}

TEST(DateForms, ReachTheScriptOfPagesThatHaveSome) {
    PageView view = test::sample_page_view();
    const std::string plain = render_home(view).body;
    EXPECT_EQ(plain.find("function chosenForm("), std::string::npos) << "the page without them need not carry it";
    view.face.formats = {"d \"MMM\"", "", ""};
    const Document page = render_home(view);
    EXPECT_NE(page.body.find("data-day=\"d &quot;MMM&quot;\" data-stamp=\""), std::string::npos);
    EXPECT_NE(page.body.find("function chosenForm("), std::string::npos);
    EXPECT_NE(page.content_security_policy, render_home(test::sample_page_view()).content_security_policy);
}

}  // namespace
}  // namespace daymark::site
