// Badges as pictures: widths, escaping, options.
#include "site/render_badge.h"

#include "platform/base/zone.h"
#include "support/html_tokens.h"
#include "support/sample_page.h"
#include "support/text_checks.h"

#include <gtest/gtest.h>

namespace daymark::site {
namespace {

BadgeOptions asked(std::vector<std::pair<std::string, std::string>> query) {
    http::Request request;
    request.query = std::move(query);
    return BadgeOptions::of(request);
}

std::string svg(const Badge& badge, const BadgeOptions& options = {}) {
    return render_badge(test::calm_page_view().face, badge, options).body;
}

std::string skeleton(const std::string& picture) { return test::skeleton_of("<!doctype html>" + picture); }

TEST(BadgeWidth, FollowsTheTable) {
    EXPECT_EQ(badge_text_width(""), 0);
    EXPECT_EQ(badge_text_width(" "), 36) << "0.32 of 11 pixels, rounded up";
    EXPECT_EQ(badge_text_width("~"), 93);
    EXPECT_EQ(badge_text_width("il"), 62);
    EXPECT_LT(badge_text_width("iiii"), badge_text_width("MMMM"));
}

TEST(BadgeWidth, CountsCharactersAndNotBytes) {
    EXPECT_EQ(badge_text_width("é"), badge_text_width("ж"));
    EXPECT_EQ(badge_text_width("状"), 110) << "as wide as high";
    EXPECT_EQ(badge_text_width("e\xCC\x81"), badge_text_width("e")) << "a mark takes no room of its own";
}

TEST(Badge, IsAsWideAsItsHalves) {
    const std::string body = svg({"on", "yes", 'o'});
    const int label = badge_text_width("on"), message = badge_text_width("yes");
    const auto pixels = [](int tenths) { return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10); };
    EXPECT_TRUE(test::has(body, " width=\"" + pixels(label + message + 240) + "\" height=\"20\""));
    EXPECT_TRUE(test::has(
        body, "textLength=\"" + pixels(message) + "\" lengthAdjust=\"spacingAndGlyphs\" fill=\"#ffffff\">yes</text>"));
    EXPECT_TRUE(test::has(body, "<title>on: yes</title>"));
    EXPECT_LE(body.size(), 1024U) << body;
}

TEST(Badge, LetsNoTextBecomeMarkup) {
    const std::string tame = skeleton(svg({"name", "state", 'o'}));
    for (const std::string attack : {"</title><script>alert(1)</script>", "\" onload=\"alert(1)", "&lt;<![CDATA["}) {
        EXPECT_EQ(skeleton(svg({attack, attack, 'o'})), tame) << attack;
        EXPECT_EQ(skeleton(svg({"name", "state", 'o'}, asked({{"label", attack}}))), tame) << attack;
    }
    EXPECT_TRUE(test::has(svg({"a", "b", 'o'}, asked({{"label", "<&>\""}})), "&lt;&amp;&gt;&quot;: b"));
    EXPECT_EQ(render_badge(test::calm_page_view().face, {}).content_security_policy,
              "default-src 'none'; frame-ancestors *");
}

TEST(Badge, CutsLongTextsAtACharacter) {
    std::string long_label;
    for (int i = 0; i < 70; ++i) long_label += "ж";
    const BadgeOptions options = asked({{"label", long_label}});
    EXPECT_EQ(options.label.size(), 64 * 2 + std::string("…").size());
    EXPECT_TRUE(options.label.ends_with("ж…"));
    EXPECT_EQ(asked({{"label", long_label.substr(0, 128)}}).label.size(), 128U);
    EXPECT_TRUE(test::lacks(svg({std::string(300, 'x'), "b", 'o'}), std::string(65, 'x')));
}

TEST(Badge, TakesTheStylesItKnowsAndNoOthers) {
    const Badge badge{"Kestrel", "All well", 'o'};
    const auto styled = [&](const char* style) { return svg(badge, asked({{"style", style}})); };
    EXPECT_TRUE(test::has(styled("plastic"), "<linearGradient"));
    EXPECT_TRUE(test::has(styled("for-the-badge"), ">ALL WELL</text>"));
    EXPECT_TRUE(test::has(styled("for-the-badge"), "height=\"28\""));
    for (const char* odd : {"", "flat", "FLAT", "social", "plastic ", "\"><script>"})
        EXPECT_EQ(styled(odd), svg(badge));
    EXPECT_EQ(svg(badge, asked({{"label", ""}, {"colour", "red"}})), svg(badge));
    EXPECT_NE(asked({{"style", "plastic"}}).key(), asked({}).key());
    EXPECT_NE(asked({{"label", "a"}}).key(), asked({{"label", "b"}}).key());
}

TEST(Badge, TellsThePageAndItsComponents) {
    PageView view = test::calm_page_view();
    EXPECT_EQ(page_badge(view).message, "All systems operational");
    EXPECT_EQ(page_badge(view).label, "Kestrel");
    NodeView& node = view.tree.front();
    node.status = components::Status::MajorOutage;
    EXPECT_EQ(component_badge(view, node).message, "Major outage");
    EXPECT_EQ(component_badge(view, node).tone, 'x');
    view.face.language = "de";
    EXPECT_EQ(component_badge(view, node).message, "Schwerer Ausfall");
}

TEST(Badge, TellsAnUptimeOnlyWhereReadersSeeIt) {
    const PageView view = test::calm_page_view();
    NodeView node;
    node.name = "API";
    EXPECT_FALSE(uptime_badge(view, node).has_value());
    node.show_uptime = true;
    EXPECT_EQ(uptime_badge(view, node)->message, "Not measured yet");
    node.days.resize(30, {.worst = components::Status::Operational, .down_ms = 0, .tally = {}});
    node.uptime_hundredths = 9997;
    EXPECT_EQ(uptime_badge(view, node)->message, "99.97% uptime over 30 days");
}

TEST(Badge, TakesTheOwnersColours) {
    PageView view = test::calm_page_view();
    EXPECT_TRUE(test::has(render_badge(view.face, page_badge(view)).body, "fill=\"#0f6b52\""));
    view.face.ok_color = "#ffff00";
    const std::string body = render_badge(view.face, page_badge(view)).body;
    EXPECT_TRUE(test::has(body, "fill=\"#ffff00\""));
    EXPECT_TRUE(test::has(body, "fill=\"#171a21\">All systems")) << "dark ink on a light ground";
    view.face.ok_color = "red\"/><script>";
    EXPECT_TRUE(test::lacks(render_badge(view.face, page_badge(view)).body, "script"));
}

}  // namespace
}  // namespace daymark::site
