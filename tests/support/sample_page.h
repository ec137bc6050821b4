// A whole page as readers may meet it, made up without a server: for tests of rendering and for looking at.
#pragma once

#include "site/gather_metrics.h"

#include <string>

namespace daymark::test {

/// 50 components in 8 groups (one of them nested), 90 days, one open incident, quiet and eventful past days.
/// Always the same; it is 2026-11-23, 14:52 UTC.
[[nodiscard]] site::PageView sample_page_view();

/// The same page with nothing wrong on it.
[[nodiscard]] site::PageView calm_page_view();

/// Groups in groups in groups, without uptime, with days that were not measured and an incident without texts.
[[nodiscard]] site::PageView deep_page_view();

/// The sample page in a language, with names and texts of hostile shape: markup, marks that turn the line, 255
/// characters without a break.
[[nodiscard]] site::PageView hostile_page_view(const std::string& language);

/// A metric of such a page, as its own page shows it.
[[nodiscard]] site::MetricPage sample_metric_page(const site::PageView& view, site::Period period);

}  // namespace daymark::test
