// Addresses of what stands on sites of others, in every shape that snippets have ever had, and the widget's script.
#pragma once

#include "site/compiled_page.h"

#include <string_view>

namespace daymark::site {

/// The floating widget's script: the same bytes for all pages, languages and states, so that they may be pinned.
[[nodiscard]] const Variants& widget_bytes();

/// "[<language>/][<code>/]widget/script.js". It answers for pages that are not there, too: so it tells of none.
[[nodiscard]] bool is_widget_script(std::string_view path);

/// The path under which a page keeps what an address asks for: "embed-status/light" for
/// "embed-status/0123abcd/light-sm". Other paths are what they are.
[[nodiscard]] std::string_view kept_path(std::string_view path);

inline constexpr std::string_view widget_path = "widget.json", badge_path = "badge.svg";
inline constexpr std::string_view light_badge_path = "embed-status/light", dark_badge_path = "embed-status/dark";

}  // namespace daymark::site
