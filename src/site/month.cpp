// Months.
#include "site/month.h"

namespace daymark::site {

Month::Month(const std::string& zone, int of_year, int number) {
    const int months = of_year * 12 + number - 1;  // since year 0
    year = months / 12;
    month = months % 12 + 1;
    from = day_start(zone, {year, month, 1});
    to = day_start(zone, {(months + 1) / 12, (months + 1) % 12 + 1, 1});
}

Month Month::of(const std::string& zone, Millis at) {
    const LocalDate date = local_date(zone, at);
    return {zone, date.year, date.month};
}

}  // namespace daymark::site
