// date-fns' patterns in CLDR's letters.
#include "platform/text/date_pattern.h"

#include <gtest/gtest.h>

#include <utility>

namespace daymark::text {
namespace {

/// Fields bare, texts in brackets, forms of the language in angles.
std::string read(std::string_view pattern) {
    std::string out;
    for (const DatePart& part : DatePattern::of(pattern).parts) {
        const bool text = part.kind == DatePart::Kind::Text, field = part.kind == DatePart::Kind::Field;
        out += (text ? "[" : field ? "" : "<") + part.text + (text ? "]" : field ? "" : ">");
    }
    return out;
}

TEST(DatePattern, HasCldrsLetters) {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"dd.MM.yyyy", "dd[.]MM[.]yyyy"},
        {"MMMMMM dd, yyyy", "MMMM[ ]dd[, ]yyyy"},
        {"EEEEEE EEEEE EEEE EE", "EEE[ ]EEEEE[ ]EEEE[ ]EEE"},
        {"LLL yy", "LLL[ ]yy"},
        {"HH:mm:ss", "HH[:]mm[:]ss"},
        {"h:mm aaa", "h[:]mm[ ]a"},
        {"MMMM do", "MMMM[ ]d"},
        {"PPPPPP pppp", "<PPPP>[ ]<pp>"},
        {"PPpp", "<PP><pp>"},
        {"", ""},
    };
    for (const auto& [pattern, expected] : cases) EXPECT_EQ(read(pattern), expected) << pattern;
}

TEST(DatePattern, QuotesTexts) {
    EXPECT_EQ(read("d 'de' MMMM"), "d[ de ]MMMM");
    EXPECT_EQ(read("h 'o''clock'"), "h[ o'clock]");
    EXPECT_EQ(read("''yy"), "[']yy");
    EXPECT_EQ(read("'never ends"), "[never ends]");
    EXPECT_EQ(read("d'"), "d[]");
    EXPECT_EQ(read("2日<b>d"), "[2日<]");
}

TEST(DatePattern, NamesTheLetterThatItCannotWrite) {
    for (const std::string pattern : {"Q", "dd.MM.YYYY", "yyyy-MM-ddTHH:mm", "z", "Mo", "de"}) {
        EXPECT_NE(DatePattern::of(pattern).problem, "") << pattern;
    }
    EXPECT_EQ(DatePattern::of("dd Q").problem.find("cannot write \"Q\""), 0U);
    for (const std::string pattern : {"", "'Q'", "2026 – ∞", "PPPPpppp"}) {
        EXPECT_EQ(DatePattern::of(pattern).problem, "") << pattern;
    }
}

}  // namespace
}  // namespace daymark::text
