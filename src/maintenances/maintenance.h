// Planned work, its updates, and the pure rules on them.
#pragma once

#include "notices/affected.h"
#include "notices/update.h"
#include "platform/json/fields.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace daymark::maintenances {

enum class Status { NotStartedYet, InProgress, Completed };

using Update = notices::Update<Status>;

struct Maintenance {
    std::string id;
    std::string page_id;
    std::string name;
    Status status = Status::NotStartedYet;  // that of the update made last
    bool notify = false;
    bool notify_start = false;
    bool notify_end = false;
    bool notify_early = false;
    std::optional<std::int64_t> notify_minutes;  // before the start, when notify_early
    bool notify_early_sent = false;
    bool auto_start = false;
    bool auto_end = false;
    bool collapsed = false;
    Millis start_at = 0;
    std::optional<Millis> end_at;
    std::optional<Millis> expand_at;
    std::optional<Millis> resolved_at;
    std::optional<std::string> created_by;  // a user's id
    json::Translations translations;
    Millis created_at = 0;
    Millis updated_at = 0;
    std::vector<Update> updates;  // in the order in which they were made
    std::vector<notices::Affected> affected;

    [[nodiscard]] bool is_over() const { return status == Status::Completed; }
};

/// What happens to a maintenance by itself.
enum class Transition { Remind, Start, End };

/// When a transition is due, as its plan says now; nothing when the plan does not ask for it, or what it would do has
/// come about already.
[[nodiscard]] std::optional<Millis> due_at(const Maintenance& maintenance, Transition transition);

/// Minutes from start to end, rounded up; nothing without an end.
[[nodiscard]] std::optional<std::int64_t> duration_minutes(const Maintenance& maintenance);

}  // namespace daymark::maintenances

template <>
struct daymark::json::EnumWords<daymark::maintenances::Status> {
    using Status = daymark::maintenances::Status;
    static constexpr std::array table{
        std::pair{std::string_view("NOTSTARTEDYET"), Status::NotStartedYet},
        std::pair{std::string_view("INPROGRESS"), Status::InProgress},
        std::pair{std::string_view("COMPLETED"), Status::Completed},
    };
};

template <>
struct daymark::json::EnumWords<daymark::maintenances::Transition> {
    using Transition = daymark::maintenances::Transition;
    static constexpr std::array table{
        std::pair{std::string_view("REMIND"), Transition::Remind},
        std::pair{std::string_view("START"), Transition::Start},
        std::pair{std::string_view("END"), Transition::End},
    };
};
