// An audience group: teammates who see, of a private page, only these components.
#pragma once

#include "platform/base/clock.h"

#include <string>
#include <vector>

namespace daymark::audience_groups {

/// What joins a group to a teammate or a component.
struct Link {
    std::string id;
    std::string target_id;
};

struct AudienceGroup {
    std::string id;
    std::string page_id;
    std::string name;
    std::vector<Link> teammates;
    std::vector<Link> components;
    Millis created_at = 0;
    Millis updated_at = 0;
};

}  // namespace daymark::audience_groups
