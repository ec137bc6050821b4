// What can be done with maintenances.
#include "maintenances/maintenance_actions.h"

#include "activity/activity.h"
#include "components/component_actions.h"
#include "notices/affected_actions.h"
#include "notices/removed.h"
#include "pages/page_actions.h"

#include <algorithm>
#include <utility>

namespace daymark::maintenances {
namespace {

using components::StatusChange;

constexpr std::int64_t longest_minutes = 366 * 24 * 60;

std::int64_t checked_minutes(std::int64_t minutes, const char* field) {
    if (minutes < 0 || minutes > longest_minutes) throw Error::bad_field(field, "must be 0 to 527040 minutes");
    return minutes;
}

/// Takes over the window. Contract: an end goes before a duration, and a moved start takes the end along.
void apply_window(const MaintenanceEdit& edit, Maintenance& maintenance) {
    const Millis start = edit.start ? edit.start->at : maintenance.start_at;
    if (maintenance.end_at) *maintenance.end_at += start - maintenance.start_at;
    maintenance.start_at = start;
    if (edit.duration) maintenance.end_at = start + checked_minutes(*edit.duration, "duration") * one_minute;
    if (edit.end.given && (edit.end.value || !edit.duration)) {
        maintenance.end_at = edit.end.value ? std::optional(edit.end.value->at) : std::nullopt;
    }
    if (maintenance.end_at && *maintenance.end_at < start)
        throw Error::bad_field("end", "must not be before the start");
}

/// Takes over all that needs no look at other rows; status and components are not among it.
void apply(const MaintenanceEdit& edit, Maintenance& maintenance) {
    const Millis start_before = maintenance.start_at;
    apply_window(edit, maintenance);
    if (edit.name) maintenance.name = *edit.name;
    if (edit.notify) maintenance.notify = *edit.notify;
    if (edit.notify_start) maintenance.notify_start = *edit.notify_start;
    if (edit.notify_end) maintenance.notify_end = *edit.notify_end;
    if (edit.notify_early) maintenance.notify_early = *edit.notify_early;
    if (edit.auto_start) maintenance.auto_start = *edit.auto_start;
    if (edit.auto_end) maintenance.auto_end = *edit.auto_end;
    if (edit.collapsed) maintenance.collapsed = *edit.collapsed;
    if (edit.expand_at.given) {
        maintenance.expand_at = edit.expand_at.value ? std::optional(edit.expand_at.value->at) : std::nullopt;
    }
    if (edit.notify_minutes.value) {
        maintenance.notify_minutes = checked_minutes(*edit.notify_minutes.value, "notifyMinutes");
    }
    if (edit.translations) maintenance.translations = *edit.translations;
    // Guess: who was reminded of another start is reminded again.
    if (maintenance.start_at > start_before) maintenance.notify_early_sent = false;
}

/// The components named, and the statuses they are to have while it runs.
void apply_components(db::Tx& tx, const Act& act, const std::optional<std::vector<std::string>>& ids,
                      const std::vector<notices::StatusEntry>& statuses, Maintenance& maintenance) {
    constexpr auto usual = components::Status::UnderMaintenance;
    if (ids) {
        notices::require_components(tx, act, *ids);
        notices::replace(maintenance.affected, *ids, usual);
    }
    for (const StatusChange& change : notices::known_changes(tx, act, statuses)) {
        notices::entry_of(maintenance.affected, change.component_id, usual).status = change.status;
    }
}

/// What components are to say because of a maintenance: nothing before it, their statuses from its start on, nothing
/// after its end.
struct Told {
    std::vector<std::pair<std::string, components::Status>> statuses;
    Millis from = 0;
    std::optional<Millis> until;
    friend bool operator==(const Told&, const Told&) = default;
};

Told told_by(const Maintenance& maintenance) {
    Told told;
    if (maintenance.status == Status::NotStartedYet) return told;
    for (const notices::Affected& affected : maintenance.affected) {
        told.statuses.emplace_back(affected.component_id, affected.status);
    }
    // What was started by hand ahead of its plan started when that was said.
    const auto begun = std::ranges::find(maintenance.updates, Status::InProgress, &Update::status);
    told.from =
        begun == maintenance.updates.end() ? maintenance.start_at : std::min(maintenance.start_at, begun->started_at);
    told.until = maintenance.resolved_at;
    return told;
}

/// Only what changed is said anew: a person may have said something else meanwhile.
void tell_components(db::Tx& tx, const Act& act, const std::string& cause, const Told& before, const Told& after) {
    if (before == after) return;
    components::forget_cause(tx, act, cause);
    std::vector<StatusChange> changes;
    for (const auto& [id, status] : after.statuses) changes.push_back({id, status});
    components::plan_statuses(tx, act, changes, std::min(after.from, act.now), cause);
    if (after.until) components::end_cause(tx, act, cause, std::min(*after.until, act.now));
}

void save(db::Tx& tx, const Act& act, Maintenance& maintenance, const Told& before) {
    maintenance.updated_at = act.now;
    update(tx, maintenance);
    set_affected(tx, maintenance);
    plan(tx, maintenance);
    tell_components(tx, act, maintenance.id, before, told_by(maintenance));
    components::refresh_page_status(tx, act);
}

Update new_update(const Act& act, const Maintenance& maintenance) {
    Update made;
    made.id = act.new_id();
    made.notice_id = maintenance.id;
    made.status = maintenance.status;
    made.started_at = made.created_at = made.updated_at = act.now;
    return made;
}

/// The status follows from the update that was made last; it ends when the update that completed it says.
void follow_updates(Maintenance& maintenance) {
    if (maintenance.updates.empty()) return;
    const Update& last = maintenance.updates.back();
    const bool was_over = maintenance.is_over();
    maintenance.status = last.status;
    if (!maintenance.is_over())
        maintenance.resolved_at.reset();
    else if (!was_over || !maintenance.resolved_at)
        maintenance.resolved_at = last.started_at;
}

void append_update(db::Tx& tx, Maintenance& maintenance, const Update& made) {
    insert_update(tx, made);
    maintenance.updates.push_back(made);
    follow_updates(maintenance);
}

json::object summary(const Maintenance& maintenance) {
    return {{"name", maintenance.name}, {"status", json::word_of(maintenance.status)}, {"start", maintenance.start_at}};
}

std::optional<events::Event> news(bool notify, events::Kind kind, const std::string& id, const std::string& update_id) {
    if (!notify) return std::nullopt;
    return events::Event{kind, id, update_id, {}};
}

/// Guess: another time is news when the edit asks for it, or when the maintenance is to be told and has not begun.
std::optional<events::Event> told_of_edit(const Maintenance& after, bool speaks, bool moved,
                                          const MaintenanceEdit& edit) {
    const std::string latest = after.updates.empty() ? "" : after.updates.back().id;
    if (moved && after.status == Status::NotStartedYet)
        return news(edit.notify.value_or(after.notify), events::Kind::MaintenanceMoved, after.id, latest);
    return news(speaks && edit.notify.value_or(false), events::Kind::MaintenanceUpdated, after.id, latest);
}

/// Guess: what is planned starts, ends and is announced by itself unless told; reminders must be asked for.
Maintenance drafted(const Act& act, const MaintenanceEdit& draft) {
    Maintenance made;
    made.id = act.new_id();
    made.page_id = act.page_id;
    made.notify = made.auto_start = made.auto_end = true;
    made.notify_minutes = 60;
    made.start_at = act.now;
    made.created_at = made.updated_at = act.now;
    if (!act.actor.user_id.empty()) made.created_by = act.actor.user_id;
    apply(draft, made);
    return made;
}

}  // namespace

Maintenance schedule(db::Tx& tx, const Act& act, const MaintenanceEdit& draft) {
    if (!draft.name) throw Error::bad_field("name", "is required");
    pages::touch(tx, act);
    Maintenance made = drafted(act, draft);
    apply_components(tx, act, draft.components.value_or(std::vector<std::string>{}), draft.statuses, made);
    Update first = new_update(act, made);
    first.status = draft.status.value_or(Status::NotStartedYet);
    first.message = draft.message.value_or("");
    first.notify = made.notify;
    // Contract: the first update stands at the planned start.
    first.started_at = made.start_at;
    if (const auto texts = made.translations.find("message"); texts != made.translations.end()) {
        first.translations["message"] = texts->second;
        made.translations.erase("message");
    }
    insert(tx, made);
    append_update(tx, made, first);
    if (made.is_over())
        made.resolved_at = std::min(made.end_at.value_or(made.start_at), std::max(act.now, made.start_at));
    save(tx, act, made, {});
    activity::record(tx, act,
                     {"maintenances.schedule", made.id, summary(made),
                      news(made.notify, events::Kind::MaintenancePlanned, made.id, first.id)});
    return made;
}

Maintenance edit(db::Tx& tx, const Act& act, const std::string& id, const MaintenanceEdit& edit) {
    pages::touch(tx, act);
    Maintenance maintenance = require(tx, act.page_id, id);
    const json::object before = summary(maintenance);
    const Told told = told_by(maintenance);
    const auto planned = std::pair(maintenance.start_at, maintenance.end_at);
    apply(edit, maintenance);
    const bool moved = planned != std::pair(maintenance.start_at, maintenance.end_at);
    apply_components(tx, act, edit.components, edit.statuses, maintenance);
    const bool speaks = notices::says_something_new(edit, maintenance);
    if (speaks) {
        Update made = new_update(act, maintenance);
        made.status = edit.status.value_or(maintenance.status);
        made.message = edit.message.value_or("");
        made.notify = edit.notify.value_or(false);
        append_update(tx, maintenance, made);
    }
    save(tx, act, maintenance, told);
    activity::record(tx, act,
                     {"maintenances.edit",
                      id,
                      {{"before", before}, {"after", summary(maintenance)}},
                      told_of_edit(maintenance, speaks, moved, edit)});
    return maintenance;
}

void remove(db::Tx& tx, const Act& act, const std::string& id) {
    pages::touch(tx, act);
    const Maintenance maintenance = require(tx, act.page_id, id);
    components::forget_cause(tx, act, id);
    erase(tx, act.page_id, id);
    notices::note_removed(tx, act,
                          {notices::Kind::Maintenance, id, maintenance.start_at, maintenance.end_at,
                           notices::ids_of(maintenance.affected)});
    components::refresh_page_status(tx, act);
    activity::record(tx, act, {"maintenances.remove", id, summary(maintenance)});
}

Posted post_update(db::Tx& tx, const Act& act, const std::string& maintenance_id, const UpdateEdit& draft) {
    pages::touch(tx, act);
    Maintenance maintenance = require(tx, act.page_id, maintenance_id);
    const Told told = told_by(maintenance);
    MaintenanceEdit window;
    window.end = draft.end;
    apply_window(window, maintenance);
    const bool lists = draft.components && !draft.components->empty();
    apply_components(tx, act, lists ? draft.components : std::nullopt, draft.statuses, maintenance);
    Update made = new_update(act, maintenance);
    made.status = draft.status.value_or(maintenance.status);
    made.message = draft.message.value_or("");
    made.notify = draft.notify.value_or(true);
    if (draft.started) made.started_at = draft.started->at;
    if (draft.translations) made.translations = *draft.translations;
    append_update(tx, maintenance, made);
    save(tx, act, maintenance, told);
    json::object detail = summary(maintenance);
    detail["update"] = made.id;
    activity::record(tx, act,
                     {"maintenances.post_update", maintenance_id, detail,
                      news(made.notify, events::Kind::MaintenanceUpdated, maintenance_id, made.id)});
    return {std::move(maintenance), made.id};
}

Maintenance edit_update(db::Tx& tx, const Act& act, const std::string& maintenance_id, const std::string& update_id,
                        const UpdateEdit& edit) {
    pages::touch(tx, act);
    Maintenance maintenance = require(tx, act.page_id, maintenance_id);
    const Told told = told_by(maintenance);
    MaintenanceEdit window;
    window.end = edit.end;
    apply_window(window, maintenance);
    Update& changed = maintenance.updates[notices::index_of(maintenance.updates, update_id, "Maintenance update")];
    const std::string before = changed.message;
    if (edit.message) changed.message = *edit.message;
    if (edit.status) changed.status = *edit.status;
    if (edit.notify) changed.notify = *edit.notify;
    if (edit.started) changed.started_at = edit.started->at;
    if (edit.translations) changed.translations = *edit.translations;
    changed.updated_at = act.now;
    change_update(tx, changed);
    json::object detail{{"update", update_id}, {"before", before}, {"after", changed.message}};
    follow_updates(maintenance);
    const bool lists = edit.components && !edit.components->empty();
    apply_components(tx, act, lists ? edit.components : std::nullopt, edit.statuses, maintenance);
    save(tx, act, maintenance, told);
    activity::record(tx, act, {"maintenances.edit_update", maintenance_id, std::move(detail)});
    return maintenance;
}

void remove_update(db::Tx& tx, const Act& act, const std::string& maintenance_id, const std::string& update_id) {
    pages::touch(tx, act);
    Maintenance maintenance = require(tx, act.page_id, maintenance_id);
    const Told told = told_by(maintenance);
    const auto place = maintenance.updates.begin() + static_cast<std::ptrdiff_t>(notices::index_of(
                                                         maintenance.updates, update_id, "Maintenance update"));
    json::object detail{{"update", update_id}, {"before", place->message}};
    maintenance.updates.erase(place);
    erase_update(tx, maintenance_id, update_id);
    follow_updates(maintenance);
    save(tx, act, maintenance, told);
    activity::record(tx, act, {"maintenances.remove_update", maintenance_id, std::move(detail)});
}

bool carry_out(db::Tx& tx, const Act& act, const DueTransition& due) {
    // The page first, as everybody does: in another order the clock and a caller would hold each other up.
    pages::touch(tx, act);
    if (!claim(tx, due, act.now)) return false;
    Maintenance maintenance = require(tx, act.page_id, due.maintenance_id);
    const Told told = told_by(maintenance);
    json::object detail{{"late", act.now - due.due_at}};
    if (due.transition == Transition::Remind) {
        maintenance.notify_early_sent = true;
        update(tx, maintenance);
        // After the start, a reminder would only confuse.
        const bool in_time = act.now < maintenance.start_at;
        activity::record(tx, act,
                         {"maintenances.remind", maintenance.id, std::move(detail),
                          news(in_time, events::Kind::MaintenanceSoon, maintenance.id, "")});
        return true;
    }
    const bool starts = due.transition == Transition::Start;
    Update made = new_update(act, maintenance);
    made.status = starts ? Status::InProgress : Status::Completed;
    made.started_at = due.due_at;
    made.notify = starts ? maintenance.notify_start : maintenance.notify_end;
    append_update(tx, maintenance, made);
    save(tx, act, maintenance, told);
    activity::record(tx, act,
                     {starts ? "maintenances.start" : "maintenances.end", maintenance.id, std::move(detail),
                      news(made.notify, starts ? events::Kind::MaintenanceStarted : events::Kind::MaintenanceEnded,
                           maintenance.id, made.id)});
    return true;
}

}  // namespace daymark::maintenances
