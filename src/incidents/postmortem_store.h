// Every SQL statement on postmortems.
#pragma once

#include "incidents/postmortem.h"
#include "platform/db/db.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace daymark::incidents {

void insert(db::Tx& tx, const Postmortem& postmortem);
void update(db::Tx& tx, const Postmortem& postmortem);
void erase_postmortem(db::Tx& tx, const std::string& incident_id);

/// Only through an incident that was found through its page.
[[nodiscard]] std::optional<Postmortem> find_postmortem(db::Tx& tx, const std::string& incident_id);
[[nodiscard]] Postmortem require_postmortem(db::Tx& tx, const std::string& incident_id);

/// What readers see of these incidents, by the incident's id.
[[nodiscard]] std::map<std::string, Postmortem> published_postmortems(db::Tx& tx,
                                                                      const std::vector<std::string>& incident_ids);

}  // namespace daymark::incidents
