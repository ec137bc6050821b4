// Lengths of time in compact English.
#pragma once

#include "platform/base/clock.h"

#include <string>

namespace daymark::text {

/// "under a minute", "41 min", "2 h 5 min", "3 d 4 h": the two largest units, rounded down, zeros left out.
/// A negative length, as a clock set back can give, is "under a minute".
[[nodiscard]] std::string duration_text(Millis length);

}  // namespace daymark::text
