// What stands on sites of others: the footer badge as a document, and what the floating widget shows.
#pragma once

#include "site/page_view.h"
#include "site/render.h"

#include <string>

namespace daymark::site {

enum class Theme { Light, Dark };

/// The headline with its glyph as a link to the page, for a frame on another site.
[[nodiscard]] Document render_footer_badge(const PageView& view, Theme theme);

/// The state in the words and with the links of the view's language, ready to be shown.
[[nodiscard]] Document render_widget(const PageView& view);

}  // namespace daymark::site
