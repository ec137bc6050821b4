// The plan as a whole, and how it is told.
#include "structure/plan.h"

namespace daymark::structure {
namespace {

void plan_settings(const Stored& stored, const Settings& wanted, Plan& plan) {
    const json::object before = settings_of(stored.page).values;
    for (const auto& [name, after] : settings_with(stored.page, wanted).values) {
        note(plan.settings_changed, name, before.at(name), after);
    }
    for (const FieldChange& change : plan.settings_changed) plan.settings[change.name] = change.after;
}

template <class S>
void tell(Changes& told, const std::string& kind, const Part<S>& part) {
    for (const S& step : part.steps) {
        if (!step.has_work()) continue;
        told.changes.push_back({step.is_new() ? Action::Add : Action::Change, kind, step.name, step.changed});
    }
    for (const Leftover& gone : part.removed) told.changes.push_back({Action::Remove, kind, gone.name, {}});
    for (const Leftover& extra : part.extras) told.extras.push_back({kind, extra.name});
}

}  // namespace

Changes Plan::told() const {
    Changes told;
    if (!settings_changed.empty()) told.changes.push_back({Action::Change, "settings", "", settings_changed});
    tell(told, "component", components);
    tell(told, "template", templates);
    tell(told, "metric", metrics);
    return told;
}

Plan plan_of(const Stored& stored, const Draft& draft) {
    Plan plan;
    if (draft.settings) plan_settings(stored, *draft.settings, plan);
    plan.components = plan_components(stored, draft);
    plan.templates = plan_templates(stored, draft, plan.components.steps);
    plan.metrics = plan_metrics(stored, draft);
    return plan;
}

}  // namespace daymark::structure
