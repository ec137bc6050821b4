// The forms that an owner chose for dates and times, in one language.
#pragma once

#include "platform/base/clock.h"

#include <compare>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace daymark::site {

/// Patterns as owners write them (platform/text/date_pattern.h); "" for what the language has of its own.
struct DateFormats {
    std::string date, month, time;

    [[nodiscard]] bool any() const { return !date.empty() || !month.empty() || !time.empty(); }
    auto operator<=>(const DateFormats&) const = default;
};

struct DateForm {
    std::string pattern;  // of CLDR; "" when the language's own form holds
    std::function<std::string(std::string_view zone, Millis at)> write;

    explicit operator bool() const { return !pattern.empty(); }
};

/// Any thread.
struct DateForms {
    DateForm day, month, clock;
    DateForm stamp, stamp_with_year;  // day and clock, when either is chosen
    /// The names that their patterns ask for: {"MMM": ["Jan", …], "EEEE": ["Sunday", …], "a": ["AM", "PM"]}.
    std::map<std::string, std::vector<std::string>> names;

    /// `locale`: a name of CLDR. A pattern that cannot be read counts as not chosen.
    [[nodiscard]] static DateForms of(const std::string& locale, const DateFormats& chosen);
};

}  // namespace daymark::site
