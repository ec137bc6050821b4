// Words and times as people type them on a command line.
#pragma once

#include "components/status.h"
#include "incidents/incident.h"
#include "platform/base/clock.h"

#include <optional>
#include <string>
#include <string_view>

namespace daymark::client {

/// In any case, with or without dashes, and short: "operational", "degraded", "partial", "major", "maintenance".
/// Trouble Usage naming the words that are known.
[[nodiscard]] components::Status component_status(std::string_view text);
[[nodiscard]] incidents::Status incident_status(std::string_view text);

/// "API=degraded": the name, and the status behind the last equals sign. Without one there is no status.
struct NamedStatus {
    std::string name;
    std::optional<components::Status> status;
};
[[nodiscard]] NamedStatus named_status(std::string_view text);

/// A time as the API takes it; without a zone it is UTC. Trouble Usage naming the option.
[[nodiscard]] Millis time_from(const std::string& text, const std::string& option);
/// "90m", "2h", "1d", "1h30m"; a bare number is minutes. Whole minutes, at least one.
[[nodiscard]] std::int64_t minutes_from(const std::string& text, const std::string& option);

/// "DEGRADEDPERFORMANCE" → "degraded performance", for people. Unknown words come back in lower case.
[[nodiscard]] std::string spoken(std::string_view word);

}  // namespace daymark::client
