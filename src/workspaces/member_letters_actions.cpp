// Verbs on the letters that members get. Readers of pages see none of it, so no page is touched.
#include "workspaces/member_letters_actions.h"

#include "activity/activity.h"
#include "workspaces/member_letters_store.h"
#include "workspaces/workspace_store.h"

namespace daymark::workspaces {
namespace {

WantedLetters wanted_by(db::Tx& tx, const Act& act, const LetterReader& reader) {
    if (reader.chosen) return *reader.chosen;
    return usual_letters(find(tx, act.workspace_id).value().settings);
}

LetterReader caller(db::Tx& tx, const Act& act) {
    auto reader = find_reader_of_user(tx, act.workspace_id, act.actor.user_id);
    if (!reader) throw Error::not_found("Teammate");
    return *std::move(reader);
}

void save(db::Tx& tx, const Act& act, const LetterReader& reader, const WantedLetters& wanted) {
    set_letters(tx, reader.member_id, wanted);
    activity::record(tx, act,
                     {"team.choose_notifications",
                      reader.member_id,
                      {{"before", json::write(wanted_by(tx, act, reader))}, {"after", json::write(wanted)}}});
}

}  // namespace

WantedLetters letters_of(db::Tx& tx, const Act& act) { return wanted_by(tx, act, caller(tx, act)); }

WantedLetters choose_letters(db::Tx& tx, const Act& act, const LettersDraft& draft) {
    const LetterReader reader = caller(tx, act);
    WantedLetters wanted = wanted_by(tx, act, reader);
    wanted.long_incident = draft.long_incident.value_or(wanted.long_incident);
    wanted.weekly_report = draft.weekly_report.value_or(wanted.weekly_report);
    wanted.broken_domain = draft.broken_domain.value_or(wanted.broken_domain);
    save(tx, act, reader, wanted);
    return wanted;
}

std::optional<LetterReader> reader_who_ends(db::Tx& tx, const Act& act, const Ended& ended) {
    return find_reader(tx, act.workspace_id, ended.member_id);
}

void end_letters(db::Tx& tx, const Act& act, const LetterReader& reader, MemberLetter letter) {
    WantedLetters wanted = wanted_by(tx, act, reader);
    bool& on = switch_of(wanted, letter);
    if (!on) return;
    on = false;
    save(tx, act, reader, wanted);
}

}  // namespace daymark::workspaces
