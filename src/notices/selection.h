// Which of a page's notices are shown to readers.
#pragma once

#include "platform/base/time_text.h"

#include <cstdint>
#include <string>

namespace daymark::notices {

struct Selection {
    Millis from = 0, to = last_valid_time + 1;  // that began in [from, to)
    std::string component = {};                 // that touch this one; "": all
    std::string among = {};                     // that touch one of these, ids with spaces between; "": all
    std::int64_t limit = 25, offset = 0;
    bool general = true;  // general notices too
};

}  // namespace daymark::notices
