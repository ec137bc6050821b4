// Style sheet and script as they travel inside each page, the owner's colours, and the policy that admits them.
#pragma once

#include "site/page_view.h"

#include <optional>
#include <string>
#include <string_view>

namespace daymark::site {

/// Our style sheet and script without comments and indentation, made once.
[[nodiscard]] const std::string& page_css();
[[nodiscard]] const std::string& page_script();

/// `#abc`, `#aabbcc` or `rgb(r,g,b)` as "#rrggbb"; nothing for any other text, which must not reach a style sheet.
[[nodiscard]] std::optional<std::string> plain_color(std::string_view given);

/// A rule that sets the owner's colours as custom properties; empty when they are all ours.
[[nodiscard]] std::string owner_colors(const PageFace& face);

/// Whether the page carries HTML, scripts or a style sheet of its owner.
[[nodiscard]] bool has_owner_html(const PageFace& face);
[[nodiscard]] bool has_owner_css(const PageFace& face);

/// The Content-Security-Policy under which this very style and the page's script work; wider where the owner's own code
/// is shown.
[[nodiscard]] std::string policy_for(const PageFace* face, std::string_view style);

}  // namespace daymark::site
