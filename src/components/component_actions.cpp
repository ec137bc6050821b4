// What can be done with components.
#include "components/component_actions.h"

#include "activity/activity.h"
#include "components/component_store.h"
#include "components/page_status.h"
#include "pages/page_actions.h"
#include "pages/page_store.h"
#include "users/user.h"

#include <algorithm>

namespace daymark::components {
namespace {

constexpr std::size_t most_named = 1'000;  // each costs several statements of one transaction

/// The parent that the edit asks for: by id, or (as old clients do) by name.
std::optional<std::string> parent_of(db::Tx& tx, const Act& act, const json::Settable<std::string>& wish,
                                     const char* field) {
    if (!wish.value || wish.value->empty()) return std::nullopt;
    if (find(tx, act.page_id, *wish.value)) return *wish.value;
    if (auto id = find_id_by_name(tx, act.page_id, *wish.value)) return id;
    throw Error::bad_field(field, "is not a component of this page");
}

/// Walks up from the wished parent; meeting the component itself would make a circle.
void refuse_circle(db::Tx& tx, const Act& act, const Component& component, const char* field) {
    std::optional<std::string> above = component.group_id;
    for (int level = 0; above && level < 64; ++level) {
        if (*above == component.id)
            throw Error::bad_field(field, "must not be the component itself or one of its children");
        const auto parent = find(tx, act.page_id, *above);
        above = parent ? parent->group_id : std::nullopt;
    }
    if (above) throw Error::bad_field(field, "is nested too deeply");
}

void place_in_group(db::Tx& tx, const Act& act, const ComponentEdit& edit, Component& component) {
    if (edit.grouped == false) {
        component.group_id.reset();
        return;
    }
    if (!edit.group.given && !edit.group_id.given) return;
    const char* field = edit.group.given ? "group" : "groupId";
    component.group_id = parent_of(tx, act, edit.group.given ? edit.group : edit.group_id, field);
    refuse_circle(tx, act, component, field);
}

/// Takes over all that needs no look at other rows; the status is not among it.
void apply(const Act& act, const ComponentEdit& edit, Component& component) {
    if (edit.name) component.name = *edit.name;
    if (edit.description.given) component.description = edit.description.value;
    if (edit.order) {
        if (*edit.order < -last_position || *edit.order > last_position) {
            throw Error::bad_field("order", "must be a whole number of at most 32 bits");
        }
        component.position = *edit.order;
    }
    if (edit.show_uptime) component.show_uptime = *edit.show_uptime;
    if (edit.collapsed) component.collapsed = *edit.collapsed;
    if (edit.start_date.given) {
        component.start_at = edit.start_date.value ? std::optional(edit.start_date.value->at) : std::nullopt;
    }
    if (edit.archived && *edit.archived != component.archived_at.has_value()) {
        component.archived_at = *edit.archived ? std::optional(act.now) : std::nullopt;
    }
    if (edit.translations) component.translations = *edit.translations;
    component.updated_at = act.now;
}

Status worst_open(db::Tx& tx, const std::string& component_id) {
    Status worst = Status::Operational;
    for (const Interval& open : list_open_intervals(tx, component_id)) worst = std::max(worst, open.status);
    return worst;
}

std::vector<Interval> unplanned(std::vector<Interval> intervals) {
    std::erase_if(intervals, [](const Interval& interval) { return interval.planned; });
    return intervals;
}

void set_one(db::Tx& tx, const Act& act, const StatusChange& change, Millis at, const std::string& cause) {
    auto open = unplanned(list_open_intervals(tx, change.component_id));
    // Said again by the same cause: going on with one interval keeps the history small.
    if (open.size() == 1 && open[0].cause == cause && open[0].status == change.status && open[0].from <= at) return;
    const std::optional<Millis> until = next_word(tx, change.component_id, cause, at);
    cut_cause(tx, change.component_id, cause, at);
    open = unplanned(list_open_intervals(tx, change.component_id));
    const bool latest = !until && std::ranges::all_of(open, [at](const Interval& other) { return other.from <= at; });
    // A maintenance that runs goes on behind an incident; only a person's word ends it.
    if (latest) close_open(tx, change.component_id, at, cause.empty() ? Closes::PlannedToo : Closes::Unplanned);
    if (change.status != Status::Operational) {
        insert_interval(tx, {act.new_id(), act.page_id, {change.component_id, change.status, cause, at, until, false}});
    }
    set_status(tx, change.component_id, worst_open(tx, change.component_id), act.now);
}

/// Guess: a status that a notice brings is told by the notice.
std::optional<events::Event> told_of_status(const Component& before, const Component& after) {
    if (before.status == after.status) return std::nullopt;
    return events::Event{events::Kind::ComponentChanged,
                         after.id,
                         {},
                         {{"old_status", wire_name(before.status)}, {"new_status", wire_name(after.status)}}};
}

Component added(db::Tx& tx, const Act& act, const ComponentEdit& draft, const std::string& subdomain) {
    Component component;
    component.id = act.new_id();
    component.page_id = act.page_id;
    component.position = next_position(tx, act.page_id);
    component.created_at = act.now;
    apply(act, draft, component);
    place_in_group(tx, act, draft, component);
    component.unique_email = pages::make_unique_email(act, subdomain, users::slug_of(component.name, "component"));
    insert(tx, component);
    if (draft.status && *draft.status != Status::Operational) {
        set_one(tx, act, {component.id, *draft.status}, act.now, "");
    }
    activity::record(tx, act, {"components.add", component.id, {{"name", component.name}}});
    return component;
}

}  // namespace

Component add(db::Tx& tx, const Act& act, const ComponentEdit& draft) {
    if (!draft.name) throw Error::bad_field("name", "is required");
    pages::touch(tx, act);
    const Component component = added(tx, act, draft, pages::find(tx, act.page_id).value().subdomain);
    refresh_page_status(tx, act);
    return require(tx, act.page_id, component.id);
}

void add_named(db::Tx& tx, const Act& act, const std::vector<std::string>& names) {
    if (names.size() > most_named) throw Error::bad_field("components", "must have at most 1000 entries");
    const std::string subdomain = pages::find(tx, act.page_id).value().subdomain;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const bool blank = names[i].find_first_not_of(" \t\r\n") == std::string::npos;
        if (blank || names[i].size() > 255) {
            throw Error::bad_field("components[" + std::to_string(i) + "]", "must be a name of 1 to 255 bytes");
        }
        ComponentEdit draft;
        draft.name = names[i];
        added(tx, act, draft, subdomain);
    }
}

Component edit(db::Tx& tx, const Act& act, const std::string& id, const ComponentEdit& edit) {
    pages::touch(tx, act);
    Component component = require(tx, act.page_id, id);
    const json::object before = json::write(view(component, {}));
    apply(act, edit, component);
    place_in_group(tx, act, edit, component);
    update(tx, component);
    // Contract §3: saying the same status again is no change and ends nothing.
    if (edit.status && *edit.status != component.status) set_one(tx, act, {id, *edit.status}, act.now, "");
    refresh_page_status(tx, act);
    Component after = require(tx, act.page_id, id);
    activity::record(tx, act,
                     {"components.edit",
                      id,
                      {{"before", before}, {"after", json::write(view(after, {}))}},
                      told_of_status(component, after)});
    return after;
}

void remove(db::Tx& tx, const Act& act, const std::string& id) {
    pages::touch(tx, act);
    const Component component = require(tx, act.page_id, id);
    erase(tx, act.page_id, id);
    refresh_page_status(tx, act);
    activity::record(tx, act, {"components.remove", id, {{"before", json::write(view(component, {}))}}});
}

void set_statuses(db::Tx& tx, const Act& act, const std::vector<StatusChange>& changes, Millis at,
                  const std::string& cause) {
    for (const StatusChange& change : changes) set_one(tx, act, change, at, cause);
}

void plan_statuses(db::Tx& tx, const Act& act, const std::vector<StatusChange>& changes, Millis at,
                   const std::string& cause) {
    for (const StatusChange& change : changes) {
        cut_cause(tx, change.component_id, cause, at);
        if (change.status != Status::Operational) {
            insert_interval(
                tx, {act.new_id(), act.page_id, {change.component_id, change.status, cause, at, std::nullopt, true}});
        }
        set_status(tx, change.component_id, worst_open(tx, change.component_id), act.now);
    }
}

void end_cause(db::Tx& tx, const Act& act, const std::string& cause, Millis at) {
    for (const std::string& id : close_cause(tx, act.page_id, cause, at)) {
        set_status(tx, id, worst_open(tx, id), act.now);
    }
}

void forget_cause(db::Tx& tx, const Act& act, const std::string& cause) {
    const auto erased = erase_cause(tx, act.page_id, cause);
    for (const Interval& interval : erased) {
        if (!interval.planned) go_on_through(tx, interval);
    }
    for (const Interval& interval : erased) {
        set_status(tx, interval.component_id, worst_open(tx, interval.component_id), act.now);
    }
}

void refresh_page_status(db::Tx& tx, const Act& act) {
    std::vector<Status> leaves;
    for (const Component& component : list_of_page(tx, act.page_id)) {
        if (!component.is_parent && !component.archived_at) leaves.push_back(component.status);
    }
    const OpenNotices open = pages::open_notices(tx, act.page_id);
    pages::set_status(tx, act.page_id, coarse_word(leaves, open), fine_word(leaves, open));
}

}  // namespace daymark::components
