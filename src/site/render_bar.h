// A component's days as one small drawing: each day is 5 units wide, equal days are one dashed line.
#pragma once

#include "components/status.h"
#include "site/page_view.h"

#include <map>
#include <string>
#include <vector>

namespace daymark::site {

/// Days that a bar draws; narrow screens show the newest 60 or 45 of the same drawing.
inline constexpr std::size_t bar_days = 90;

/// The letter by which the style sheet, the script and the icons know a status; 'n' stands for "not measured".
[[nodiscard]] char letter_of(std::optional<components::Status> status);

/// Exactly `bar_days` days, today last: older ones are cut off, missing ones are not measured.
[[nodiscard]] std::vector<uptime::Day> bar_of(const std::vector<uptime::Day>& days);

/// The `<path>` elements, calm days below, exceptional ones above, one path per status.
[[nodiscard]] std::string bar_paths(const std::vector<uptime::Day>& bar);

/// Day (0 = oldest drawn) → minutes of downtime, for days that have any.
[[nodiscard]] std::map<std::size_t, long> bar_minutes(const std::vector<uptime::Day>& bar);

struct BarCounts {
    long measured = 0;
    long eventful = 0;  // measured and not operational all day
};
[[nodiscard]] BarCounts bar_counts(const std::vector<uptime::Day>& bar);

}  // namespace daymark::site
