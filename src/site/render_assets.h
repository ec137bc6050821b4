// Style sheets and scripts as they travel to readers, the owner's colours, and the policy that admits them.
#pragma once

#include "site/page_view.h"

#include <optional>
#include <string>
#include <string_view>

namespace daymark::site {

/// Our style sheets and scripts without comments and indentation, made once.
[[nodiscard]] const std::string& page_css();
/// What pages below the home page need besides.
[[nodiscard]] const std::string& inner_css();
/// Longer where the owner chose formats, which it then writes for readers in other zones.
[[nodiscard]] const std::string& page_script(bool with_forms = false);
[[nodiscard]] const std::string& badge_css();
[[nodiscard]] const std::string& widget_script();

/// The glyphs of all statuses as `<symbol>` elements, "i-o" and so on; and what is inside of one of them.
[[nodiscard]] const std::string& icon_symbols();
[[nodiscard]] std::string_view icon_of(char tone);

/// A rule that sets the owner's colours as custom properties; empty when they are all ours.
[[nodiscard]] std::string owner_colors(const PageFace& face);
/// The one that the owner chose for a tone.
[[nodiscard]] std::optional<std::string> owner_color(const PageFace& face, char tone);

/// Whether the page carries HTML, scripts or a style sheet of its owner.
[[nodiscard]] bool has_owner_html(const PageFace& face);
[[nodiscard]] bool has_owner_css(const PageFace& face);

/// The source of a policy that admits a style or script of these very bytes.
[[nodiscard]] std::string hash_source(std::string_view bytes);

/// The Content-Security-Policy under which this very style and the page's script work; wider where the owner's own code
/// is shown.
[[nodiscard]] std::string policy_for(const PageFace* face, std::string_view style);

}  // namespace daymark::site
