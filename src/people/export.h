// A page's subscribers as a table that can be imported again.
#pragma once

#include "activity/act.h"
#include "platform/db/db.h"

#include <cstdint>
#include <optional>
#include <string>

namespace daymark::people {

struct Table {
    std::string text;
    std::optional<std::int64_t> next;  // the place to go on behind, when there are more
};

/// Those who came behind place `after`, in that order, at most so many. Addresses of webhooks are shown as lists show
/// them; secrets are not.
[[nodiscard]] Table export_subscribers(db::Db& db, const Act& act, std::int64_t after, std::int64_t most);

/// Some ten megabytes.
inline constexpr std::int64_t most_exported = 50'000;

}  // namespace daymark::people
