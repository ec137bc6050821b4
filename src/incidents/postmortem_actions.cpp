// What can be done with postmortems.
#include "incidents/postmortem_actions.h"

#include "activity/activity.h"
#include "incidents/incident_store.h"
#include "incidents/postmortem_store.h"
#include "pages/page_actions.h"

#include <algorithm>

namespace daymark::incidents {
namespace {

json::object summary(const Postmortem& of) { return {{"message", of.message}, {"published", of.published}}; }

/// The incident's page shows something else now.
void mark_changed(db::Tx& tx, const Act& act, Incident& incident) {
    incident.updated_at = act.now;
    update(tx, incident);
}

Millis time_of(const Act& act, const Incident& incident, const PostmortemEdit& edit,
               const std::optional<Postmortem>& before) {
    const Millis earliest = earliest_postmortem(incident);
    if (!edit.started) return std::max(before ? before->started_at : act.now, earliest);
    if (edit.started->at < earliest) {
        throw Error::bad_field("started", "must not lie before the incident's last update");
    }
    return edit.started->at;
}

void apply(const PostmortemEdit& edit, Postmortem& target) {
    target.message = edit.message;
    target.notify = edit.notify.value_or(target.notify);
    target.published = edit.should_publish.value_or(target.published);
    if (edit.translations) target.translations = *edit.translations;
}

/// Guess: told when it comes out, or when that is asked for of one that is out; not again when the same is sent again.
bool tells(const Postmortem& written, const PostmortemEdit& edit, const std::optional<Postmortem>& before) {
    if (!written.published || !written.notify) return false;
    if (!before || !before->published || !before->notify) return true;
    return edit.notify.has_value() && written.message != before->message;
}

}  // namespace

Postmortem write_postmortem(db::Tx& tx, const Act& act, const std::string& incident_id, const PostmortemEdit& edit) {
    pages::touch(tx, act);
    Incident incident = require(tx, act.page_id, incident_id);
    // Guess: while it goes on, there is nothing to look back on.
    if (incident.is_open()) {
        throw Error(ErrorCode::Conflict, "This incident is still open; resolve it before you write its postmortem");
    }
    const auto before = find_postmortem(tx, incident_id);
    Postmortem written = before.value_or(Postmortem());
    written.incident_id = incident_id;
    apply(edit, written);
    written.started_at = time_of(act, incident, edit, before);
    written.updated_at = act.now;
    if (!before) written.created_at = act.now;
    if (before)
        update(tx, written);
    else
        insert(tx, written);
    mark_changed(tx, act, incident);
    json::object detail = summary(written);
    if (before) detail = {{"before", summary(*before)}, {"after", summary(written)}};
    const bool announced = incident.published && tells(written, edit, before);
    activity::record(tx, act,
                     {"incidents.write_postmortem", incident_id, std::move(detail),
                      announced ? std::optional(events::Event{events::Kind::PostmortemWritten, incident_id, {}, {}})
                                : std::nullopt});
    return written;
}

void remove_postmortem(db::Tx& tx, const Act& act, const std::string& incident_id) {
    pages::touch(tx, act);
    Incident incident = require(tx, act.page_id, incident_id);
    const Postmortem removed = require_postmortem(tx, incident_id);
    erase_postmortem(tx, incident_id);
    mark_changed(tx, act, incident);
    activity::record(tx, act, {"incidents.remove_postmortem", incident_id, {{"before", summary(removed)}}});
}

}  // namespace daymark::incidents
