// Tells the demo page's story through the verbs, each act at its own time in the past.
#include "app/seed.h"

#include "app/seed_story.h"
#include "components/component_actions.h"
#include "incidents/incident_actions.h"
#include "maintenances/maintenance_actions.h"
#include "metrics/metric_actions.h"
#include "pages/page_actions.h"
#include "pages/page_store.h"
#include "users/user_actions.h"
#include "users/user_store.h"
#include "workspaces/workspace_actions.h"

#include <cmath>
#include <map>
#include <numbers>
#include <set>

namespace daymark::app {
namespace {

constexpr std::string_view subdomain = "acme";
/// Longer ago than the days that a page shows, so that the first bar is a whole day.
constexpr Millis age = 92 * one_day;

using Ids = std::map<std::string_view, std::string>;

users::User owner_of(db::Tx& tx, const Act& act, const std::string& email) {
    const std::string address = email.empty() ? "demo@acme.example" : email;
    if (auto known = users::find_by_email(tx, address)) return std::move(*known);
    return users::sign_up(tx, act, {address, "Demo"});
}

Ids add_components(db::Tx& tx, const Act& act) {
    Ids ids;
    for (const DemoComponent& component : demo_components()) {
        components::ComponentEdit draft;
        if (!component.group.empty() && !ids.contains(component.group)) {
            draft.name = component.group;
            ids[component.group] = components::add(tx, act, draft).id;
        }
        draft.name = component.name;
        draft.start_date = {true, json::Time{act.now}};
        if (!component.description.empty()) draft.description = {true, std::string(component.description)};
        if (!component.group.empty()) draft.group = {true, ids.at(component.group)};
        ids[component.name] = components::add(tx, act, draft).id;
    }
    return ids;
}

std::vector<notices::StatusEntry> entries_of(const DemoUpdate& update, const Ids& ids,
                                             std::set<std::string_view>& touched) {
    std::vector<notices::StatusEntry> entries;
    for (const auto& [component, status] : update.changes) {
        touched.insert(component);
        entries.push_back({ids.at(component), status});
    }
    if (update.status != incidents::Status::Resolved) return entries;
    for (const std::string_view component : touched)
        entries.push_back({ids.at(component), components::Status::Operational});
    return entries;
}

/// Nobody is to be told about an invented past.
void tell(db::Tx& tx, const Act& present, const DemoIncident& incident, const Ids& ids) {
    const Millis start = present.now - incident.minutes_ago * one_minute;
    std::set<std::string_view> touched;
    std::string id;
    for (const DemoUpdate& update : incident.updates) {
        Act act = present;
        act.now = start + update.minute * one_minute;
        const auto entries = entries_of(update, ids, touched);
        if (id.empty()) {
            incidents::IncidentDraft draft;
            draft.name = incident.name;
            draft.status = update.status;
            draft.message = update.message;
            draft.notify = false;
            draft.statuses = entries;
            for (const std::string_view component : touched) draft.components.push_back(ids.at(component));
            id = incidents::open(tx, act, draft).id;
        } else {
            incidents::UpdateEdit draft;
            draft.status = update.status;
            draft.message = update.message;
            draft.notify = false;
            draft.statuses = entries;
            incidents::post_update(tx, act, id, draft);
        }
    }
}

void plan(db::Tx& tx, const Act& present, const DemoMaintenance& maintenance, const Ids& ids) {
    maintenances::MaintenanceEdit draft;
    draft.name = maintenance.name;
    draft.message = maintenance.message;
    draft.components = {ids.at(maintenance.component)};
    draft.start = json::Time{present.now + maintenance.minutes_ahead * one_minute};
    draft.duration = maintenance.minutes;
    draft.notify = false;
    Act act = present;
    act.now -= one_day;
    maintenances::schedule(tx, act, draft);
}

/// A month of it, in steps of a quarter of an hour. The same in every run.
void measure(db::Tx& tx, const Act& act, const DemoMetric& metric) {
    constexpr std::int64_t quarters = 30 * 24 * 4;
    metrics::MetricDraft draft;
    draft.name = metric.name;
    draft.suffix = metric.suffix;
    const std::string id = metrics::create(tx, act, draft).id;
    metrics::PointsDraft points;
    for (std::int64_t i = 0; i < quarters; ++i) {
        const Millis at = act.now - (quarters - 1 - i) * 15 * one_minute;
        const double hour = static_cast<double>(at % one_day) / static_cast<double>(one_hour);
        const double rush = std::sin((hour - 9) / 12 * std::numbers::pi);
        const double noise = static_cast<double>(i * 7919 % 101) / 50 - 1;
        points.data.push_back({json::Time{at}, std::round(metric.usual + metric.swing * (0.7 * rush + 0.3 * noise))});
    }
    metrics::put_points(tx, act, id, points);
}

json::object told(bool created, const pages::Page& page) {
    return {{"created", created}, {"id", page.id}, {"subdomain", page.subdomain}, {"email", page.email}};
}

json::object seed_once(db::Tx& tx, const World& world, const std::string& email) {
    const auto there = pages::find_by_subdomain(tx, std::string(subdomain));
    if (there && !there->deleted_at) return told(false, *there);

    const Millis now = world.clock.now();
    Act act{world, {ActorKind::Command, {}, {}}, {}, now - age, {}, {}};
    const users::User owner = owner_of(tx, act, email);
    act.actor.user_id = owner.id;
    act.workspace_id = workspaces::found(tx, act, {"Acme", std::nullopt, {}}).id;
    pages::PageDraft draft;
    draft.email = owner.email;
    draft.name = "Acme";
    draft.subdomain = subdomain;
    const pages::Page page = pages::create(tx, act, draft);
    act.page_id = page.id;
    const Ids ids = add_components(tx, act);
    act.now = now;
    for (const DemoIncident& incident : demo_incidents()) tell(tx, act, incident, ids);
    for (const DemoMaintenance& maintenance : demo_maintenances()) plan(tx, act, maintenance, ids);
    for (const DemoMetric& metric : demo_metrics()) measure(tx, act, metric);
    // Its revision becomes the present's, by which other nodes see that the page is new.
    pages::touch(tx, act);
    return told(true, page);
}

}  // namespace

json::object seed(db::Db& db, const World& world, const std::string& email) {
    return db.write([&](db::Tx& tx) { return seed_once(tx, world, email); });
}

}  // namespace daymark::app
