// Metrics as readers see them: cards on the home page, and a page of their own.
#pragma once

#include "site/gather_metrics.h"
#include "site/render.h"
#include "site/render_view.h"
#include "site/render_words.h"

#include <vector>

namespace daymark::site {

/// What the home page shows of each metric.
[[nodiscard]] std::vector<Fields> metric_cards(const PageView& view, const Words& words);

/// `view` gives face and time. Its address is "metrics/<id>", with `?period=` for other periods than the day.
[[nodiscard]] Document render_metric(const PageView& view, const MetricPage& page);

/// "week", as addresses have it; anything else is the day.
[[nodiscard]] Period period_named(std::string_view name);

}  // namespace daymark::site
