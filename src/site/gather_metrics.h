// Gathers what readers see of a page's metrics.
#pragma once

#include "pages/page.h"
#include "platform/db/db.h"
#include "site/audience.h"
#include "site/page_view.h"

#include <optional>
#include <string>

namespace daymark::site {

/// The spans of time that a metric's own page shows.
enum class Period { Day, Week, Month };

/// A metric on its own page.
struct MetricPage {
    MetricView metric;
    Period period = Period::Day;
    Chart rows;  // the same values for a table: hours of a day, else days of the page's zone
};

/// The metrics that the home page shows, over the past day. Nothing else shows them. Guess: a metric is of the page,
/// so that only those who see all of it see its metrics.
void add_metrics(db::Tx& tx, const pages::Page& page, const Audience& audience, PageView& view);

/// Nothing when the audience sees no such metric on the page.
[[nodiscard]] std::optional<MetricPage> gather_metric(db::Tx& tx, const pages::Page& page, const std::string& id,
                                                      Period period, Millis now, const Audience& audience);

}  // namespace daymark::site
