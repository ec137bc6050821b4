// Patterns by which people choose how dates and times are written: those of date-fns.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace daymark::text {

struct DatePart {
    enum class Kind {
        Field,      // a field in CLDR's letters: "MMM"
        Text,       // shown as it is
        LocalDate,  // the language's own, from the shortest, "P", to the longest, "PPPP"
        LocalTime   // "p", with seconds "pp"
    };
    Kind kind = Kind::Text;
    std::string text;

    bool operator==(const DatePart&) const = default;
};

struct DatePattern {
    std::vector<DatePart> parts;
    std::string problem;  // what is wrong with it, as the end of a sentence; "" when nothing is

    [[nodiscard]] static DatePattern of(std::string_view pattern);
};

}  // namespace daymark::text
