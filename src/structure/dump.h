// From a stored page to the document that describes its structure.
#pragma once

#include "structure/plan.h"

namespace daymark::structure {

[[nodiscard]] View view(const Stored& stored);

}  // namespace daymark::structure
