// What a webhook is told (contract §10), but for "meta", which is each receiver's own.
#pragma once

#include "components/component.h"
#include "incidents/incident.h"
#include "maintenances/maintenance.h"
#include "pages/page.h"
#include "platform/json/json.h"

#include <string>

namespace daymark::notify {

/// `root`: the page's address, without a slash at its end; `headline`: its state in words.
[[nodiscard]] json::object page_payload(const pages::Page& page, const std::string& root, const std::string& headline);

/// As it stood when the update was said; without one, as it stands.
[[nodiscard]] json::object incident_payload(const incidents::Incident& incident, const std::string& update_id,
                                            const std::string& root);
[[nodiscard]] json::object maintenance_payload(const maintenances::Maintenance& maintenance,
                                               const std::string& update_id, const std::string& root);
[[nodiscard]] json::object component_payload(const components::Component& component, const std::string& status);

}  // namespace daymark::notify
