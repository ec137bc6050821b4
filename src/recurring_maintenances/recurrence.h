// When something comes again: a pure function of a rule and an instant.
#pragma once

#include "platform/base/clock.h"
#include "platform/json/codec.h"

#include <array>
#include <string>

namespace daymark::recurring_maintenances {

enum class Every { Daily, Weekdays, Weekly, Monthly, Yearly };

/// From `start` on, at the same time of the wall clock of `zone` (an IANA name).
struct Recurrence {
    Every every = Every::Weekly;
    Millis start = 0;
    std::string zone = "UTC";
};

/// The first occurrence after an instant. Guess: weekdays are Monday to Friday; a day that a month or year does not
/// have is its last one (31 January is followed by 28 February, 29 February by 28 February). A time that a clock change
/// leaves out moves on by the gap; of two such instants it is the first.
[[nodiscard]] Millis next_after(const Recurrence& recurrence, Millis after);

/// The least time between two occurrences, clock changes aside.
[[nodiscard]] Millis shortest_gap(Every every);

}  // namespace daymark::recurring_maintenances

template <>
struct daymark::json::EnumWords<daymark::recurring_maintenances::Every> {
    using Every = daymark::recurring_maintenances::Every;
    static constexpr std::array table{
        std::pair{std::string_view("DAILY"), Every::Daily},   std::pair{std::string_view("WEEKDAYS"), Every::Weekdays},
        std::pair{std::string_view("WEEKLY"), Every::Weekly}, std::pair{std::string_view("MONTHLY"), Every::Monthly},
        std::pair{std::string_view("YEARLY"), Every::Yearly},
    };
};
