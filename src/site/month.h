// Months as a page's zone cuts them.
#pragma once

#include "platform/base/zone.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace daymark::site {

struct Month {
    int year = 1970, month = 1;  // 1 to 12
    Millis from = 0, to = 0;     // [its first instant, that of the next one)

    /// `month` may lie outside of 1 to 12: 0 is the last one of the year before.
    Month(const std::string& zone, int of_year, int number);
    [[nodiscard]] static Month of(const std::string& zone, Millis at);
    /// Year and month of an address' last part: "2026-02". Nothing before 1970.
    [[nodiscard]] static std::optional<std::pair<int, int>> named(std::string_view name);
    /// "2026-02"
    [[nodiscard]] static std::string name(int year, int month);
};

}  // namespace daymark::site
