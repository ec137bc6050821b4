// What can be done with templates: create, edit, remove, and tell of a notice by one.
#pragma once

#include "activity/act.h"
#include "incidents/incident_actions.h"
#include "platform/db/db.h"
#include "templates/template.h"
#include "templates/template_json.h"

#include <string>

namespace daymark::templates {

/// Error BadRequest naming the entry when `components` holds what is not on the page, or `status` when it is a word of
/// the other type.
Template create(db::Tx& tx, const Act& act, const TemplateDraft& draft);
/// Changes what the edit names.
Template edit(db::Tx& tx, const Act& act, const std::string& id, const TemplateEdit& edit);
/// The template as it was; from now on it cannot be found or used.
Template remove(db::Tx& tx, const Act& act, const std::string& id);

/// Opens an incident as the template says. It is named by its id or its name. Error NotFound when no template for
/// incidents is meant.
incidents::Incident open_incident(db::Tx& tx, const Act& act, const std::string& id_or_name);
/// Adds the template's message and status to an incident, as an update.
incidents::Posted post_update(db::Tx& tx, const Act& act, const std::string& incident_id,
                              const std::string& id_or_name);

}  // namespace daymark::templates
