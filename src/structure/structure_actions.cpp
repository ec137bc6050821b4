// The plan, carried out.
#include "structure/structure_actions.h"

#include "components/component_actions.h"
#include "components/component_store.h"
#include "metrics/metric_actions.h"
#include "metrics/metric_store.h"
#include "pages/page_actions.h"
#include "pages/page_store.h"
#include "templates/template_actions.h"
#include "templates/template_store.h"

namespace daymark::structure {
namespace {

const db::Slice all{1'000'000, 0, std::nullopt};

void change_components(db::Tx& tx, const Act& act, std::vector<ComponentStep>& steps) {
    for (ComponentStep& step : steps) {
        if (!step.has_work()) continue;
        const bool is_placed = step.is_new() || step.moves;
        if (is_placed && step.group) step.edit.group = {true, steps[*step.group].id};
        if (step.moves && !step.group) step.edit.grouped = false;
        if (step.is_new()) {
            step.id = components::add(tx, act, step.edit).id;
        } else {
            components::edit(tx, act, step.id, step.edit);
        }
    }
}

templates::TemplateDraft draft_of(const templates::TemplateEdit& edit) {
    templates::TemplateDraft draft;
    draft.type = *edit.type;
    draft.name = *edit.name;
    draft.status = *edit.status;
    if (edit.message) draft.message = *edit.message;
    if (edit.notify) draft.notify = *edit.notify;
    if (edit.components) draft.components = *edit.components;
    if (edit.translations) draft.translations = *edit.translations;
    return draft;
}

/// The components have their ids by now.
void change_templates(db::Tx& tx, const Act& act, std::vector<TemplateStep>& steps,
                      const std::vector<ComponentStep>& components) {
    for (TemplateStep& step : steps) {
        if (!step.has_work()) continue;
        if (step.links) {
            step.edit.components.emplace();
            for (const TemplateStep::Link& link : *step.links) {
                step.edit.components->push_back({components[link.component].id, std::nullopt, link.status});
            }
        }
        if (step.is_new()) {
            templates::create(tx, act, draft_of(step.edit));
        } else {
            templates::edit(tx, act, step.id, step.edit);
        }
    }
}

void change_metrics(db::Tx& tx, const Act& act, const std::vector<MetricStep>& steps) {
    for (const MetricStep& step : steps) {
        if (!step.has_work()) continue;
        if (step.is_new()) {
            metrics::create(
                tx, act,
                {*step.edit.name, step.edit.suffix.value_or(""), step.edit.active.value_or(true), step.edit.order});
        } else {
            metrics::edit(tx, act, step.id, step.edit);
        }
    }
}

void carry_out(db::Tx& tx, const Act& act, Plan plan) {
    if (!plan.settings.empty()) pages::edit(tx, act, plan.settings);
    change_components(tx, act, plan.components.steps);
    change_templates(tx, act, plan.templates.steps, plan.components.steps);
    change_metrics(tx, act, plan.metrics.steps);
    for (const Leftover& gone : plan.templates.removed) templates::remove(tx, act, gone.id);
    for (const Leftover& gone : plan.metrics.removed) metrics::remove(tx, act, gone.id);
    for (const Leftover& gone : plan.components.removed) components::remove(tx, act, gone.id);
}

}  // namespace

Stored load(db::Tx& tx, const Act& act) {
    auto page = pages::find(tx, act.page_id);
    if (!page) throw Error::not_found("Page");
    return {*std::move(page), components::list_of_page(tx, act.page_id), templates::list_of_page(tx, act.page_id, all),
            metrics::list_of_page(tx, act.page_id, all)};
}

Changes apply(db::Tx& tx, const Act& act, const Draft& draft) {
    // A transaction that writes sees the page as if it were alone, so the plan holds until it is carried out.
    Plan plan = plan_of(load(tx, act), draft);
    Changes told = plan.told();
    carry_out(tx, act, std::move(plan));
    return told;
}

}  // namespace daymark::structure
