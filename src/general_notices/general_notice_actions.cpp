// What can be done with general notices.
#include "general_notices/general_notice_actions.h"

#include "activity/activity.h"
#include "general_notices/general_notice_store.h"
#include "notices/affected_actions.h"
#include "notices/removed.h"
#include "pages/page_actions.h"

#include <algorithm>

namespace daymark::general_notices {
namespace {

json::object summary(const GeneralNotice& of) {
    return {{"name", of.name}, {"message", of.message}, {"published", of.published}};
}

/// Each once, in the order given.
std::vector<std::string> without_repeats(const std::vector<std::string>& ids) {
    std::vector<std::string> once;
    for (const std::string& id : ids) {
        if (std::ranges::find(once, id) == once.end()) once.push_back(id);
    }
    return once;
}

void apply(db::Tx& tx, const Act& act, const GeneralNoticeEdit& edit, GeneralNotice& target) {
    target.name = edit.name.value_or(target.name);
    target.message = edit.message.value_or(target.message);
    target.notify = edit.notify.value_or(target.notify);
    target.published = edit.should_publish.value_or(target.published);
    if (edit.started) target.started_at = edit.started->at;
    if (edit.ends.given) target.ends_at = edit.ends.value ? std::optional(edit.ends.value->at) : std::nullopt;
    if (edit.translations) target.translations = *edit.translations;
    if (edit.components) {
        notices::require_components(tx, act, *edit.components);
        target.components = without_repeats(*edit.components);
    }
    target.updated_at = act.now;
    if (target.ends_at && *target.ends_at <= target.started_at) {
        throw Error::bad_field("ends", "must lie after the start");
    }
}

/// Guess: told when it comes out, or with another text when that is asked for.
bool tells(const GeneralNotice& before, const GeneralNotice& after, const GeneralNoticeEdit& edit) {
    if (!after.published || !after.notify) return false;
    if (!before.published || !before.notify) return true;
    return edit.notify.has_value() && after.message != before.message;
}

std::optional<events::Event> told(bool tells, const GeneralNotice& notice) {
    if (!tells) return std::nullopt;
    return events::Event{events::Kind::NoticePosted, notice.id, {}, {}, notice.started_at};
}

}  // namespace

GeneralNotice create(db::Tx& tx, const Act& act, const GeneralNoticeDraft& draft) {
    pages::touch(tx, act);
    GeneralNotice made;
    made.id = act.new_id();
    made.page_id = act.page_id;
    made.started_at = made.created_at = act.now;
    apply(tx, act, draft.rest, made);
    insert(tx, made);
    set_components(tx, made);
    activity::record(tx, act,
                     {"general_notices.create", made.id, summary(made), told(made.published && made.notify, made)});
    return made;
}

GeneralNotice edit(db::Tx& tx, const Act& act, const std::string& id, const GeneralNoticeEdit& edit) {
    pages::touch(tx, act);
    const GeneralNotice before = require(tx, act.page_id, id);
    GeneralNotice after = before;
    apply(tx, act, edit, after);
    update(tx, after);
    set_components(tx, after);
    activity::record(tx, act,
                     {"general_notices.edit",
                      id,
                      {{"before", summary(before)}, {"after", summary(after)}},
                      told(tells(before, after, edit), after)});
    return after;
}

void remove(db::Tx& tx, const Act& act, const std::string& id) {
    pages::touch(tx, act);
    const GeneralNotice removed = require(tx, act.page_id, id);
    erase(tx, act.page_id, id);
    if (removed.published && removed.has_begun(act.now)) {
        notices::note_removed(tx, act,
                              {notices::Kind::General, id, removed.started_at, removed.ends_at, removed.components});
    }
    activity::record(tx, act, {"general_notices.remove", id, {{"before", summary(removed)}}});
}

}  // namespace daymark::general_notices
