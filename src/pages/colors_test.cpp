// Contrast, and what an owner is told about colours that nobody can make out.
#include "pages/colors.h"

#include <gtest/gtest.h>

namespace daymark::pages {
namespace {

TEST(Colors, AreTakenOnlyInPlainForms) {
    EXPECT_EQ(plain_color("#ABC"), "#aabbcc");
    EXPECT_EQ(plain_color("rgb(1, 2,255)"), "#0102ff");
    for (const std::string_view bad :
         {"", "red", "#12", "#1234", "#gggggg", "rgb(1,2)", "rgb(1,2,256)", "rgb(1,2,3,4)", "rgb(1,2,3)x",
          "rgb(-1,2,3)", "#fff;}body{display:none", "url(x)", "rgb(1,2,3", "rgb(,,)"}) {
        EXPECT_FALSE(plain_color(bad)) << bad;
    }
}

TEST(Colors, HaveTheContrastOfWcag) {
    EXPECT_NEAR(contrast("#000000", "#ffffff"), 21, 0.001);
    EXPECT_NEAR(contrast("#ffffff", "#000000"), 21, 0.001);
    EXPECT_NEAR(contrast("#777777", "#ffffff"), 4.478, 0.001);
    EXPECT_NEAR(contrast("#ff0000", "#ffffff"), 3.998, 0.001);
    EXPECT_NEAR(contrast("#0000ff", "#ffffff"), 8.592, 0.001);
    EXPECT_NEAR(contrast("#123456", "#123456"), 1, 0.001);
}

TEST(Colors, CarryTheInkThatIsReadBest) {
    EXPECT_EQ(ink_on("#ffd400"), "#171a21");
    EXPECT_EQ(ink_on("#1e1e1e"), "#ffffff");
    EXPECT_EQ(ink_on("#ff0000"), "#171a21");
}

TEST(Colors, OfAFreshPageAreNotChosen) {
    EXPECT_FALSE(chosen_color("okColor", "#00B093"));
    EXPECT_EQ(chosen_color("downColor", "#00B093"), "#00b093");
    EXPECT_EQ(chosen_color("okColor", "rgb(0, 128, 0)"), "#008000");
    EXPECT_FALSE(chosen_color("okColor", "green"));
    EXPECT_TRUE(unreadable_colors({}).empty());
}

TEST(Colors, ThatCannotBeMadeOutAreNamedWithOneNearby) {
    PageSettings settings;
    settings.ok_color = "#9FE8C8";
    settings.brand_color = "rgb(0, 128, 128)";
    settings.down_color = "#a00000";
    const auto warnings = unreadable_colors(settings);
    ASSERT_EQ(warnings.size(), 1U);
    EXPECT_EQ(warnings[0].field, "okColor");
    EXPECT_EQ(warnings[0].message,
              "Icons and bars in #9fe8c8 are hard to see on white: the contrast is 1.4 and should be at least 3.0; "
              "#6c9e88 would do");
}

/// Whatever the colour: what is recommended is no reason for another warning.
TEST(Colors, RecommendedOnesAreGoodEnough) {
    for (const char* color : {"#ffffff", "#fefefe", "#ffff00", "#00ffff", "#e0e0e0", "#777777", "#8a8a8a", "#ff4fd8"}) {
        PageSettings settings;
        settings.brand_color = settings.ok_color = settings.unknown_color = color;
        for (const Warning& warning : unreadable_colors(settings)) {
            const std::string better = warning.message.substr(warning.message.rfind('#'), 7);
            PageSettings changed;
            (warning.field == "brandColor" ? changed.brand_color : changed.ok_color) = better;
            EXPECT_TRUE(unreadable_colors(changed).empty()) << warning.message;
        }
    }
}

}  // namespace
}  // namespace daymark::pages
