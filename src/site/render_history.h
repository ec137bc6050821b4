// The notice history as a page.
#pragma once

#include "site/history.h"
#include "site/render.h"

namespace daymark::site {

/// `view` gives face and time. Its address is "history", or below it when a window or month is named.
[[nodiscard]] Document render_history(const PageView& view, const HistoryView& history);

}  // namespace daymark::site
