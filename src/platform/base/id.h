// Ids of records: 25 characters, ordered by time in front, unguessable behind.
#pragma once

#include "platform/base/clock.h"
#include "platform/base/random.h"

#include <mutex>
#include <string>

namespace daymark {

/// Makes ids such as `cmab12cd3001ak9x3f7q2m1tz`: `c`, 8 base36 digits of milliseconds, 3 of a counter, 13 random (67
/// bits). The ids of one process rise strictly, also when the clock steps back. An id is never a secret.
class IdMaker {
public:
    IdMaker(const Clock& clock, Random& random) : clock_(clock), random_(random) {}
    [[nodiscard]] std::string make();

private:
    const Clock& clock_;
    Random& random_;
    std::mutex mutex_;
    Millis last_ms_ = 0;
    unsigned counter_ = 0;
};

/// Whether `text` could be an id at all (`[A-Za-z0-9_-]`, 1 to 64 characters); anything else needs no look-up.
[[nodiscard]] bool looks_like_id(std::string_view text);

}  // namespace daymark
