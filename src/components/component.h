// A part of the service that a page shows, or a group of such parts.
#pragma once

#include "components/status.h"
#include "platform/json/codec.h"

#include <optional>
#include <string>
#include <vector>

namespace daymark::components {

/// The greatest `order`. Clients keep it in 32 bits, and the next one must still fit.
inline constexpr std::int64_t last_position = 2'147'483'647;

struct Component {
    std::string id;
    std::string page_id;
    std::optional<std::string> group_id;
    std::int64_t position = 0;
    std::string name;
    std::optional<std::string> description;  // Markdown
    Status status = Status::Operational;
    bool show_uptime = true;
    bool collapsed = false;
    std::string unique_email;
    std::optional<Millis> start_at;  // before it, nothing was measured
    std::optional<Millis> archived_at;
    json::Translations translations;
    Millis created_at = 0;
    Millis updated_at = 0;
    bool is_parent =
        false;  // has children, archived ones included: then it is a group, and its own status does not count
};

/// A stretch of time with a status other than operational; the open one has no end.
struct Interval {
    std::string component_id;
    Status status = Status::Operational;
    std::string cause;  // id of the incident or maintenance that set it; empty when a person did
    Millis from = 0;
    std::optional<Millis> to;
    bool planned = false;  // a maintenance did
};

/// A wish to set one component's status.
struct StatusChange {
    std::string component_id;
    Status status = Status::Operational;
};

}  // namespace daymark::components
