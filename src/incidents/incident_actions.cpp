// What can be done with incidents.
#include "incidents/incident_actions.h"

#include "activity/activity.h"
#include "components/component_actions.h"
#include "components/component_store.h"
#include "incidents/incident_store.h"
#include "notices/affected_actions.h"
#include "notices/removed.h"
#include "pages/page_actions.h"
#include "pages/page_store.h"

#include <algorithm>

namespace daymark::incidents {
namespace {

/// Sets the statuses an incident brings and remembers the worst of each. A draft only remembers.
void bring_statuses(db::Tx& tx, const Act& act, Incident& incident,
                    const std::vector<components::StatusChange>& changes, Millis at) {
    for (const components::StatusChange& change : changes) {
        notices::Affected& affected = notices::entry_of(incident.affected, change.component_id);
        affected.status = std::max(affected.status, change.status);
    }
    raise_impact(incident);
    if (incident.published) components::set_statuses(tx, act, changes, std::min(at, act.now), incident.id);
}

/// What readers were not told while it was a draft becomes true at once.
void publish(db::Tx& tx, const Act& act, Incident& incident) {
    incident.published = true;
    if (!incident.is_open()) return;
    std::vector<components::StatusChange> changes;
    for (const notices::Affected& affected : incident.affected) {
        // Of a component that is only listed, the draft has said nothing.
        if (affected.status != components::Status::Operational)
            changes.push_back({affected.component_id, affected.status});
    }
    components::set_statuses(tx, act, changes, std::min(incident.started_at, act.now), incident.id);
}

void save(db::Tx& tx, const Act& act, Incident& incident) {
    incident.updated_at = act.now;
    update(tx, incident);
    set_affected(tx, incident);
    components::refresh_page_status(tx, act);
}

void sort_updates(Incident& incident) {
    std::ranges::stable_sort(incident.updates, {},
                             [](const Update& update) { return std::pair(update.started_at, update.id); });
}

Update new_update(const Act& act, const Incident& incident) {
    Update update;
    update.id = act.new_id();
    update.notice_id = incident.id;
    update.created_at = update.updated_at = act.now;
    // A reporter's clock may be ahead of ours: what is said now still comes after what was said before.
    update.started_at = incident.updates.empty() ? act.now : std::max(act.now, incident.updates.back().started_at);
    return update;
}

json::object summary(const Incident& incident) {
    return {
        {"name", incident.name}, {"status", json::word_of(incident.status)}, {"impact", wire_name(incident.impact)}};
}

/// Guess: what nobody said in person is told as the page has it for automated incidents.
bool is_silent(db::Tx& tx, const Act& act, const Incident& incident) {
    if (!incident.automated || !act.actor.user_id.empty()) return false;
    const auto page = pages::find(tx, act.page_id);
    return page && !(incident.is_open() ? page->settings.notify_automated_incidents
                                        : page->settings.notify_automated_resolutions);
}

/// What people are told by the latest update; of a draft nothing.
std::optional<events::Event> told(db::Tx& tx, const Act& act, const Incident& incident, bool notify, events::Kind kind,
                                  const std::string& update_id) {
    if (!notify || !incident.published || is_silent(tx, act, incident)) return std::nullopt;
    return events::Event{kind, incident.id, update_id, {}};
}

/// The incident began at another time: its first update and what it set then move along.
void move_start(db::Tx& tx, const Act& act, Incident& incident, Millis to) {
    if (!incident.updates.empty() && incident.updates.front().started_at == incident.started_at) {
        incident.updates.front().started_at = to;
        change_update(tx, incident.updates.front());
        sort_updates(incident);
        follow_updates(incident);
    }
    components::move_cause_start(tx, incident.id, std::min(incident.started_at, act.now), std::min(to, act.now));
    incident.started_at = to;
}

void append_update(db::Tx& tx, Incident& incident, const Update& made) {
    insert_update(tx, made);
    incident.updates.push_back(made);
    sort_updates(incident);
    follow_updates(incident);
}

}  // namespace

Incident open(db::Tx& tx, const Act& act, const IncidentDraft& draft) {
    pages::touch(tx, act);
    notices::require_components(tx, act, draft.components);
    Incident incident;
    incident.id = act.new_id();
    incident.page_id = act.page_id;
    incident.name = draft.name;
    incident.notify = draft.notify;
    incident.published = draft.should_publish;
    incident.automated = draft.automated;
    incident.started_at = draft.started ? draft.started->at : act.now;
    incident.created_at = incident.updated_at = act.now;
    if (!act.actor.user_id.empty()) incident.created_by = act.actor.user_id;
    incident.translations = draft.translations;
    notices::replace(incident.affected, draft.components);
    insert(tx, incident);

    Update first = new_update(act, incident);
    first.status = draft.status;
    first.message = draft.message;
    first.notify = draft.notify;
    first.started_at = incident.started_at;
    if (const auto texts = draft.translations.find("message"); texts != draft.translations.end()) {
        first.translations["message"] = texts->second;
        incident.translations.erase("message");
    }
    append_update(tx, incident, first);
    bring_statuses(tx, act, incident, notices::known_changes(tx, act, draft.statuses), incident.started_at);
    save(tx, act, incident);
    activity::record(tx, act,
                     {"incidents.open", incident.id, summary(incident),
                      told(tx, act, incident, draft.notify, events::Kind::IncidentOpened, first.id)});
    return incident;
}

Incident edit(db::Tx& tx, const Act& act, const std::string& id, const IncidentEdit& edit) {
    pages::touch(tx, act);
    Incident incident = require(tx, act.page_id, id);
    const json::object before = summary(incident);
    if (edit.name) incident.name = *edit.name;
    if (edit.notify) incident.notify = *edit.notify;
    if (edit.translations) incident.translations = *edit.translations;
    if (edit.components) {
        notices::require_components(tx, act, *edit.components);
        notices::replace(incident.affected, *edit.components);
    }
    if (edit.started && edit.started->at != incident.started_at) move_start(tx, act, incident, edit.started->at);
    const bool speaks = notices::says_something_new(edit, incident);
    if (speaks) {
        Update made = new_update(act, incident);
        made.status = edit.status.value_or(incident.status);
        made.message = edit.message.value_or("");
        made.notify = edit.notify.value_or(false);
        append_update(tx, incident, made);
    }
    const bool comes_out = edit.should_publish == true && !incident.published;
    if (comes_out) publish(tx, act, incident);
    bring_statuses(tx, act, incident, notices::known_changes(tx, act, edit.statuses), act.now);
    save(tx, act, incident);
    // Guess: a draft that comes out is told as it was to be told; nobody has heard of it yet.
    const bool tells = comes_out ? incident.notify : speaks && edit.notify.value_or(false);
    const events::Kind kind = comes_out ? events::Kind::IncidentOpened : events::Kind::IncidentUpdated;
    const std::string latest = incident.updates.empty() ? "" : incident.updates.back().id;
    activity::record(tx, act,
                     {"incidents.edit",
                      id,
                      {{"before", before}, {"after", summary(incident)}},
                      told(tx, act, incident, tells, kind, latest)});
    return incident;
}

void remove(db::Tx& tx, const Act& act, const std::string& id) {
    pages::touch(tx, act);
    const Incident incident = require(tx, act.page_id, id);
    components::forget_cause(tx, act, id);
    erase(tx, act.page_id, id);
    if (incident.published) {
        notices::note_removed(tx, act,
                              {notices::Kind::Incident, id, incident.started_at, incident.resolved_at,
                               notices::ids_of(incident.affected)});
    }
    components::refresh_page_status(tx, act);
    activity::record(tx, act, {"incidents.remove", id, summary(incident)});
}

Posted post_update(db::Tx& tx, const Act& act, const std::string& incident_id, const UpdateEdit& draft) {
    pages::touch(tx, act);
    Incident incident = require(tx, act.page_id, incident_id);
    if (!draft.status) throw Error::bad_field("status", "is required");
    // Guess: an empty list means "as before", because a client that only posts a text must not lose what is affected.
    if (draft.components && !draft.components->empty()) {
        notices::require_components(tx, act, *draft.components);
        notices::replace(incident.affected, *draft.components);
    }
    Update made = new_update(act, incident);
    made.status = *draft.status;
    made.message = draft.message.value_or("");
    made.notify = draft.notify.value_or(true);
    if (draft.started) made.started_at = draft.started->at;
    if (draft.translations) made.translations = *draft.translations;
    append_update(tx, incident, made);
    bring_statuses(tx, act, incident, notices::known_changes(tx, act, draft.statuses), made.started_at);
    save(tx, act, incident);
    json::object detail = summary(incident);
    detail["update"] = made.id;
    activity::record(tx, act,
                     {"incidents.post_update", incident_id, detail,
                      told(tx, act, incident, made.notify, events::Kind::IncidentUpdated, made.id)});
    return {std::move(incident), made.id};
}

Incident edit_update(db::Tx& tx, const Act& act, const std::string& incident_id, const std::string& update_id,
                     const UpdateEdit& edit) {
    pages::touch(tx, act);
    Incident incident = require(tx, act.page_id, incident_id);
    Update& changed = incident.updates[notices::index_of(incident.updates, update_id, "Incident update")];
    const std::string before = changed.message;
    if (edit.message) changed.message = *edit.message;
    if (edit.status) changed.status = *edit.status;
    if (edit.notify) changed.notify = *edit.notify;
    if (edit.started) changed.started_at = edit.started->at;
    if (edit.translations) changed.translations = *edit.translations;
    changed.updated_at = act.now;
    change_update(tx, changed);
    const Millis at = changed.started_at;
    json::object detail{{"update", update_id}, {"before", before}, {"after", changed.message}};
    sort_updates(incident);
    follow_updates(incident);
    if (edit.components && !edit.components->empty()) {
        notices::require_components(tx, act, *edit.components);
        notices::replace(incident.affected, *edit.components);
    }
    bring_statuses(tx, act, incident, notices::known_changes(tx, act, edit.statuses), at);
    save(tx, act, incident);
    activity::record(tx, act, {"incidents.edit_update", incident_id, std::move(detail)});
    return incident;
}

void remove_update(db::Tx& tx, const Act& act, const std::string& incident_id, const std::string& update_id) {
    pages::touch(tx, act);
    Incident incident = require(tx, act.page_id, incident_id);
    const auto place = incident.updates.begin() +
                       static_cast<std::ptrdiff_t>(notices::index_of(incident.updates, update_id, "Incident update"));
    json::object detail{{"update", update_id}, {"before", place->message}};
    incident.updates.erase(place);
    erase_update(tx, incident_id, update_id);
    follow_updates(incident);
    save(tx, act, incident);
    activity::record(tx, act, {"incidents.remove_update", incident_id, std::move(detail)});
}

}  // namespace daymark::incidents
