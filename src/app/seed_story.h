// What the demo page shows: its components, and what happened to them.
#pragma once

#include "components/status.h"
#include "incidents/incident.h"

#include <span>
#include <string_view>
#include <vector>

namespace daymark::app {

struct DemoComponent {
    std::string_view name;
    std::string_view description;
    std::string_view group;  // empty: stands by itself
};
[[nodiscard]] std::span<const DemoComponent> demo_components();

struct DemoChange {
    std::string_view component;
    components::Status status;
};

struct DemoUpdate {
    int minute;  // after the start
    incidents::Status status;
    std::string_view message;
    std::vector<DemoChange> changes;
};

/// An incident; the first update opens it. A Resolved one makes every touched component operational again.
struct DemoIncident {
    int minutes_ago;
    std::string_view name;
    std::vector<DemoUpdate> updates;
};
/// Oldest first; the last one is open.
[[nodiscard]] const std::vector<DemoIncident>& demo_incidents();

/// Work that is still to come; it will start and end by itself.
struct DemoMaintenance {
    int minutes_ahead;
    int minutes;
    std::string_view name;
    std::string_view message;
    std::string_view component;
};
[[nodiscard]] std::span<const DemoMaintenance> demo_maintenances();

/// A number that machines send.
struct DemoMetric {
    std::string_view name;
    std::string_view suffix;
    double usual;
    double swing;  // between the calm of the night and the rush of the day
};
[[nodiscard]] std::span<const DemoMetric> demo_metrics();

}  // namespace daymark::app
