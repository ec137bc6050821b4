// A teammate: a person in a workspace, with what they may do there.
#pragma once

#include "team/permission.h"
#include "users/user.h"

#include <string>

namespace daymark::team {

struct Teammate {
    std::string id;  // of the membership, not of the person
    std::string workspace_id;
    users::User user;
    Permission permission = Permission::Member;
    Millis created_at = 0;
};

}  // namespace daymark::team
