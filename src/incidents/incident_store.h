// Every SQL statement on incidents and their updates.
#pragma once

#include "incidents/incident.h"
#include "notices/brief.h"
#include "notices/selection.h"
#include "platform/db/slice.h"

#include <optional>
#include <string>
#include <vector>

namespace daymark::incidents {

/// The incident's own row; updates and affected components have their own statements.
void insert(db::Tx& tx, const Incident& incident);
void update(db::Tx& tx, const Incident& incident);
void erase(db::Tx& tx, const std::string& page_id, const std::string& id);

/// Replaces the list of affected components.
void set_affected(db::Tx& tx, const Incident& incident);

void insert_update(db::Tx& tx, const Update& update);
void change_update(db::Tx& tx, const Update& update);
void erase_update(db::Tx& tx, const std::string& incident_id, const std::string& id);

/// Whole, with updates and affected components. Only through its page.
[[nodiscard]] std::optional<Incident> find(db::Tx& tx, const std::string& page_id, const std::string& id);
[[nodiscard]] Incident require(db::Tx& tx, const std::string& page_id, const std::string& id);

struct Filter {
    std::vector<Status> only;  // empty: all
    std::vector<Status> but_not;
    bool matches_nothing = false;  // an unknown word was asked for
    db::Slice slice;
};
/// Whole incidents, newest start first.
[[nodiscard]] std::vector<Incident> list_of_page(db::Tx& tx, const std::string& page_id, const Filter& filter);
[[nodiscard]] db::Cursor cursor_of(const Incident& incident);

/// Published incidents that are open, and those that began at `since` or later; newest start first, at most `limit`.
/// `among` as in notices::Selection.
[[nodiscard]] std::vector<Incident> list_for_readers(db::Tx& tx, const std::string& page_id, Millis since,
                                                     const std::string& among, std::int64_t limit);

/// Published incidents, newest start first.
[[nodiscard]] std::vector<Incident> list_selected(db::Tx& tx, const std::string& page_id,
                                                  const notices::Selection& selection);

/// All published ones, newest start first.
[[nodiscard]] std::vector<notices::Brief> list_briefs(db::Tx& tx, const std::string& page_id);

}  // namespace daymark::incidents
