// Notices that readers could see and that were removed.
#pragma once

#include "activity/act.h"
#include "notices/affected.h"
#include "notices/selection.h"
#include "platform/db/db.h"

#include <optional>
#include <string>
#include <vector>

namespace daymark::notices {

enum class Kind { Incident, Maintenance, General };

/// What is still known of one: not a word of what it said.
struct Removed {
    Kind kind = Kind::Incident;
    std::string id;
    Millis started_at = 0;
    std::optional<Millis> ends_at;
    std::vector<std::string> components = {};  // ids
    Millis removed_at = 0;                     // set by note_removed
};

/// For a notice with affected components.
[[nodiscard]] std::vector<std::string> ids_of(const std::vector<Affected>& affected);

void note_removed(db::Tx& tx, const Act& act, const Removed& removed);
[[nodiscard]] bool was_removed(db::Tx& tx, const std::string& page_id, const std::string& id);
/// The latest start first.
[[nodiscard]] std::vector<Removed> list_removed(db::Tx& tx, const std::string& page_id, const Selection& selection);

}  // namespace daymark::notices

template <>
struct daymark::json::EnumWords<daymark::notices::Kind> {
    using Kind = daymark::notices::Kind;
    static constexpr std::array table{
        std::pair{std::string_view("INCIDENT"), Kind::Incident},
        std::pair{std::string_view("MAINTENANCE"), Kind::Maintenance},
        std::pair{std::string_view("GENERAL"), Kind::General},
    };
};
