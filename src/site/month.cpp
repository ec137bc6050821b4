// Months.
#include "site/month.h"

#include "platform/text/number.h"

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

std::optional<std::pair<int, int>> Month::named(std::string_view name) {
    if (name.size() != 7 || name[4] != '-') return std::nullopt;
    const auto year = text::whole_number<int>(name.substr(0, 4)), month = text::whole_number<int>(name.substr(5));
    if (!year || !month || *year < 1970 || *month < 1 || *month > 12) return std::nullopt;
    return std::pair(*year, *month);
}

std::string Month::name(int year, int month) {
    return std::to_string(year) + (month < 10 ? "-0" : "-") + std::to_string(month);
}

}  // namespace daymark::site
