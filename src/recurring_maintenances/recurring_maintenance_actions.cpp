// What can be done with recurring maintenances.
#include "recurring_maintenances/recurring_maintenance_actions.h"

#include "activity/activity.h"
#include "components/component_store.h"
#include "maintenances/maintenance_actions.h"
#include "pages/page_actions.h"
#include "pages/page_store.h"
#include "platform/telemetry/log.h"

#include <algorithm>

namespace daymark::recurring_maintenances {
namespace {

/// Takes over what an edit names. The window becomes start and duration: an end goes before a duration.
void apply(const json::object& body, RecurringMaintenance& target) {
    RecurringEdit edit{target.every, {}, std::move(target.draft)};
    json::patch(edit, body);
    maintenances::MaintenanceEdit& draft = edit.maintenance;
    target.every = edit.every.value_or(target.every);
    if (edit.until.given) target.until_at = edit.until.value ? std::optional(edit.until.value->at) : std::nullopt;
    if (draft.start) target.start_at = draft.start->at / one_second * one_second;
    if (draft.duration) target.duration_minutes = *draft.duration;
    if (draft.end.value) target.duration_minutes = (draft.end.value->at - target.start_at) / one_minute;
    draft.start.reset();
    draft.duration.reset();
    draft.end = {};
    draft.expand_at = {};
    draft.status.reset();
    target.draft = std::move(draft);
}

void check(const RecurringMaintenance& checked) {
    if (checked.duration_minutes < 1) throw Error::bad_field("duration", "must be at least a minute, or the end later");
    if (checked.duration() > shortest_gap(checked.every)) {
        throw Error::bad_field("duration", "must not reach into the next time");
    }
}

/// Components that were removed since do not hold up the next maintenance.
void drop_missing_components(db::Tx& tx, const Act& act, maintenances::MaintenanceEdit& draft) {
    if (!draft.components) return;
    const auto known = components::list_by_ids(tx, act.page_id, *draft.components);
    std::erase_if(*draft.components, [&](const std::string& id) {
        return std::ranges::find(known, id, &components::Component::id) == known.end();
    });
}

/// Plans the first occurrence that begins after `after` and is not over yet.
void plan_next(db::Tx& tx, const Act& act, RecurringMaintenance& of, Millis after) {
    const std::string zone = pages::find(tx, act.page_id).value().settings.timezone;
    const Millis not_over = act.now - of.duration();
    const Millis next = next_after({of.every, of.start_at, zone}, std::max(after, not_over));
    of.planned_at.reset();
    of.maintenance_id.reset();
    if (of.until_at && next > *of.until_at) return;
    maintenances::MaintenanceEdit draft = of.draft;
    draft.start = json::Time{next};
    draft.duration = of.duration_minutes;
    of.maintenance_id = maintenances::schedule(tx, act, draft).id;
    of.planned_at = next;
}

/// Takes back the planned maintenance, if it is still one. True when it was.
bool take_back_planned(db::Tx& tx, const Act& act, const RecurringMaintenance& of) {
    if (!of.maintenance_id) return false;
    const auto planned = maintenances::find(tx, act.page_id, *of.maintenance_id);
    if (!planned || planned->status != maintenances::Status::NotStartedYet) return false;
    maintenances::remove(tx, act, planned->id);
    return true;
}

json::object summary(const RecurringMaintenance& of) {
    return {{"name", of.draft.name.value_or("")},
            {"every", json::word_of(of.every)},
            {"start", of.start_at},
            {"duration", of.duration_minutes}};
}

bool planned(db::Db& db, const World& world, const Due& due) {
    const Act act{world, {ActorKind::System, {}, {}}, {}, world.clock.now(), due.workspace_id, due.page_id};
    try {
        return db.write([&](db::Tx& tx) {
            pages::touch(tx, act);
            if (!claim(tx, due)) return false;
            RecurringMaintenance of = require(tx, act.page_id, due.id);
            drop_missing_components(tx, act, of.draft);
            plan_next(tx, act, of, due.planned_at);
            update(tx, of);
            return true;
        });
    } catch (const Error& error) {
        telemetry::log(telemetry::Level::Error, "recurring_maintenances.failed",
                       {{"recurring_maintenance", due.id}, {"detail", error.message()}});
        return false;
    }
}

}  // namespace

RecurringMaintenance create(db::Tx& tx, const Act& act, const json::object& body) {
    const auto given = json::read<RecurringDraftBody>(body);
    pages::touch(tx, act);
    RecurringMaintenance made;
    made.id = act.new_id();
    made.page_id = act.page_id;
    made.every = given.every;
    made.created_at = made.updated_at = act.now;
    apply(body, made);
    check(made);
    plan_next(tx, act, made, made.start_at - 1);
    insert(tx, made);
    activity::record(tx, act, {"recurring_maintenances.create", made.id, summary(made)});
    return made;
}

RecurringMaintenance edit(db::Tx& tx, const Act& act, const std::string& id, const json::object& body) {
    pages::touch(tx, act);
    RecurringMaintenance changed = require(tx, act.page_id, id);
    const json::object before = summary(changed);
    apply(body, changed);
    check(changed);
    changed.updated_at = act.now;
    const bool had_begun = changed.planned_at && *changed.planned_at <= act.now;
    const bool none_left = !changed.planned_at;
    if (take_back_planned(tx, act, changed) || none_left) {
        plan_next(tx, act, changed, had_begun || none_left ? act.now : changed.start_at - 1);
    }
    update(tx, changed);
    activity::record(tx, act, {"recurring_maintenances.edit", id, {{"before", before}, {"after", summary(changed)}}});
    return changed;
}

void remove(db::Tx& tx, const Act& act, const std::string& id) {
    pages::touch(tx, act);
    const RecurringMaintenance removed = require(tx, act.page_id, id);
    take_back_planned(tx, act, removed);
    erase(tx, act.page_id, id);
    activity::record(tx, act, {"recurring_maintenances.remove", id, {{"before", summary(removed)}}});
}

int plan_due(db::Db& db, const World& world) {
    constexpr std::int64_t most_at_once = 100;  // what is left is due again at the next call, a second later
    int count = 0;
    for (const Due& due : db.read([&](db::Tx& tx) { return list_due(tx, world.clock.now(), most_at_once); })) {
        if (planned(db, world, due)) ++count;
    }
    return count;
}

}  // namespace daymark::recurring_maintenances
