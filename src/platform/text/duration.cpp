// Lengths of time in compact English.
#include "platform/text/duration.h"

namespace daymark::text {
namespace {

std::string pair_of(Millis large, const char* large_unit, Millis small, const char* small_unit) {
    std::string text = std::to_string(large) + large_unit;
    if (small > 0) text += " " + std::to_string(small) + small_unit;
    return text;
}

}  // namespace

std::string duration_text(Millis length) {
    if (length < one_minute) return "under a minute";
    if (length < one_hour) return std::to_string(length / one_minute) + " min";
    if (length < one_day) return pair_of(length / one_hour, " h", length % one_hour / one_minute, " min");
    return pair_of(length / one_day, " d", length % one_day / one_hour, " h");
}

}  // namespace daymark::text
