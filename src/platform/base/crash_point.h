// Named places at which a build for tests can be made to die, as if the machine had lost its power there.
#pragma once

#include <string_view>

namespace daymark {

/// Dies when the variable DAYMARK_CRASH names this place, and, with a number behind it ("claim.after_commit:3"), when
/// it comes here for that time. Only builds for tests know the variable.
void crash_point(std::string_view name);

}  // namespace daymark
