// Every SQL statement on maintenances, their updates and transitions.
#pragma once

#include "maintenances/maintenance.h"
#include "notices/brief.h"
#include "notices/selection.h"
#include "platform/db/slice.h"

#include <optional>
#include <string>
#include <vector>

namespace daymark::maintenances {

/// The maintenance's own row; updates, components and transitions have their own statements.
void insert(db::Tx& tx, const Maintenance& maintenance);
void update(db::Tx& tx, const Maintenance& maintenance);
void erase(db::Tx& tx, const std::string& page_id, const std::string& id);

/// Replaces the list of affected components.
void set_affected(db::Tx& tx, const Maintenance& maintenance);

void insert_update(db::Tx& tx, const Update& update);
void change_update(db::Tx& tx, const Update& update);
void erase_update(db::Tx& tx, const std::string& maintenance_id, const std::string& id);

/// Whole, with updates and affected components. Only through its page.
[[nodiscard]] std::optional<Maintenance> find(db::Tx& tx, const std::string& page_id, const std::string& id);
[[nodiscard]] Maintenance require(db::Tx& tx, const std::string& page_id, const std::string& id);

/// Whole maintenances, the latest start first.
[[nodiscard]] std::vector<Maintenance> list_of_page(db::Tx& tx, const std::string& page_id, const db::Slice& slice);
[[nodiscard]] db::Cursor cursor_of(const Maintenance& maintenance);
/// The latest start first.
[[nodiscard]] std::vector<Maintenance> list_selected(db::Tx& tx, const std::string& page_id,
                                                     const notices::Selection& selection);
/// Those that are not over, and those that began at `since` or later; the earliest start first, at most `limit`.
/// `among` as in notices::Selection.
[[nodiscard]] std::vector<Maintenance> list_for_readers(db::Tx& tx, const std::string& page_id, Millis since,
                                                        const std::string& among, std::int64_t limit);

/// Makes the rows of what is still to come say what the plan says. What was done stays done, unless it is due again
/// at another time.
void plan(db::Tx& tx, const Maintenance& maintenance);

struct DueTransition {
    std::string workspace_id, page_id, maintenance_id;
    Transition transition = Transition::Start;
    Millis due_at = 0;
};
/// Of living pages, the longest overdue first; at most `limit`.
[[nodiscard]] std::vector<DueTransition> list_due(db::Tx& tx, Millis now, std::int64_t limit);
/// Marks it as done. False when somebody else did it, or the plan changed meanwhile.
[[nodiscard]] bool claim(db::Tx& tx, const DueTransition& due, Millis now);

/// All of them, the latest start first.
[[nodiscard]] std::vector<notices::Brief> list_briefs(db::Tx& tx, const std::string& page_id);

}  // namespace daymark::maintenances
