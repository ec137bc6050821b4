// What was learnt from an incident: one text, the last entry of its timeline.
#pragma once

#include "incidents/incident.h"

#include <string>

namespace daymark::incidents {

struct Postmortem {
    std::string incident_id;  // an incident has one at most, so that it needs no id of its own
    std::string message;      // Markdown
    bool notify = false;
    bool published = true;
    Millis started_at = 0;
    json::Translations translations;
    Millis created_at = 0;
    Millis updated_at = 0;
};

/// It ends the timeline: the earliest time it may bear.
[[nodiscard]] inline Millis earliest_postmortem(const Incident& incident) {
    return incident.updates.empty() ? incident.started_at : incident.updates.back().started_at;
}

}  // namespace daymark::incidents
