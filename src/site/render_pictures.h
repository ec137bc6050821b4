// The page's state in pictures: the icon of a tab, and what is shown where people share the page.
#pragma once

#include "site/render.h"
#include "site/render_headline.h"

#include <string>
#include <string_view>

namespace daymark::site {

inline constexpr std::string_view icon_path = "favicon.svg", old_icon_path = "favicon.ico", share_path = "og.png";

[[nodiscard]] Document render_icon(const PageView& view);
/// The same for programs that ask for /favicon.ico.
[[nodiscard]] Document render_old_icon(const PageView& view);

/// 1200 × 630 pixels, in the page's language, as PNG. What the machine has no glyphs for is left out or said in
/// English.
[[nodiscard]] Document render_share_picture(const PageView& view);
/// The picture's address below the page's root in its language; another one whenever it looks different, since chats
/// keep what they fetched.
[[nodiscard]] std::string share_address(const PageFace& face, const Headline& headline);

}  // namespace daymark::site
