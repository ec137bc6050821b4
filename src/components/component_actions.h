// What can be done with components: add, edit, remove, set their status.
#pragma once

#include "activity/act.h"
#include "components/component.h"
#include "components/component_json.h"
#include "platform/db/db.h"

#include <string>
#include <vector>

namespace daymark::components {

/// Adds a component at the end of the page, or where `order` says. Error BadRequest without a name or with an unknown
/// group.
Component add(db::Tx& tx, const Act& act, const ComponentEdit& draft);
/// Adds operational components of these names, in this order.
void add_named(db::Tx& tx, const Act& act, const std::vector<std::string>& names);
/// Changes what the edit names. A group may not be put inside itself.
Component edit(db::Tx& tx, const Act& act, const std::string& id, const ComponentEdit& edit);
/// Children of a removed group stay, without a group.
void remove(db::Tx& tx, const Act& act, const std::string& id);

/// Sets statuses from `at` on, with the incident that says so as cause (empty: a person).
/// Components of other pages must have been refused before.
/// * What the same cause said of later times stands: a word filed late holds until the next one.
/// * When `at` is not before any other open interval began, the new status is the whole truth: those intervals end.
///   Only a person ends what a maintenance says; an incident stands beside it.
/// * Otherwise (something older is filed late) they go on, and the worst open one is the component's status.
void set_statuses(db::Tx& tx, const Act& act, const std::vector<StatusChange>& changes, Millis at,
                  const std::string& cause);

/// Sets what a maintenance gives components from `at` on, beside whatever else is said of them: the worst open interval
/// is the component's status, so that a maintenance hides no outage and leaves no trace when it ends.
void plan_statuses(db::Tx& tx, const Act& act, const std::vector<StatusChange>& changes, Millis at,
                   const std::string& cause);
/// What a cause says ends at `at`.
void end_cause(db::Tx& tx, const Act& act, const std::string& cause, Millis at);

/// Takes back all that a cause has set; what it had ended goes on.
void forget_cause(db::Tx& tx, const Act& act, const std::string& cause);

/// Works out the page's status words from its components and open notices, and stores them.
/// Called at the end of every verb that could change either.
void refresh_page_status(db::Tx& tx, const Act& act);

}  // namespace daymark::components
