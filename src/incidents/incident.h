// An incident and its updates, and the pure rules on them.
#pragma once

#include "notices/affected.h"
#include "notices/update.h"
#include "platform/json/fields.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace daymark::incidents {

enum class Status { Investigating, Identified, Monitoring, Resolved };

using Update = notices::Update<Status>;

struct Incident {
    std::string id;
    std::string page_id;
    std::string name;
    Status status = Status::Investigating;  // that of the latest update
    components::Status impact = components::Status::Operational;
    bool notify = false;
    bool published = true;
    bool automated = false;  // opened by a program of its own accord
    Millis started_at = 0;
    std::optional<Millis> resolved_at;
    std::optional<std::string> created_by;  // a user's id
    json::Translations translations;
    Millis created_at = 0;
    Millis updated_at = 0;
    std::vector<Update> updates;  // oldest first
    std::vector<notices::Affected> affected;

    [[nodiscard]] bool is_open() const { return !resolved_at.has_value(); }
};

/// Minutes from start to resolution, rounded up; nothing while it is open (contract §1.8).
[[nodiscard]] std::optional<std::int64_t> duration_minutes(const Incident& incident);

/// Sets status and resolution from the latest update by start time. Without updates both stay as they are.
void follow_updates(Incident& incident);

/// Raises the impact to the worst of what is affected; it never falls (contract §1.3: kept after recovery).
void raise_impact(Incident& incident);

}  // namespace daymark::incidents

template <>
struct daymark::json::EnumWords<daymark::incidents::Status> {
    using Status = daymark::incidents::Status;
    static constexpr std::array table{
        std::pair{std::string_view("INVESTIGATING"), Status::Investigating},
        std::pair{std::string_view("IDENTIFIED"), Status::Identified},
        std::pair{std::string_view("MONITORING"), Status::Monitoring},
        std::pair{std::string_view("RESOLVED"), Status::Resolved},
    };
};
