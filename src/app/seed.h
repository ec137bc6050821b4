// The demo page: a page as it looks after three months of use, for newcomers and for tests.
#pragma once

#include "activity/act.h"
#include "platform/db/db.h"
#include "platform/json/json.h"

#include <string>

namespace daymark::app {

/// Makes the page Acme at the subdomain "acme", with 12 components in groups, incidents of the last 90 days and an open
/// one, all through the verbs. It belongs to the user of `email`, who is signed up when new (demo@acme.example when
/// empty). Does nothing when the page is there. {"created":…,"id":…,"subdomain":…,"email":…}, `email` being the
/// owner's.
[[nodiscard]] json::object seed(db::Db& db, const World& world, const std::string& email);

}  // namespace daymark::app
