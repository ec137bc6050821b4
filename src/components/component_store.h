// Every SQL statement on components and their status history.
#pragma once

#include "components/component.h"
#include "platform/db/slice.h"

#include <optional>
#include <string>
#include <vector>

namespace daymark::components {

void insert(db::Tx& tx, const Component& component);
void update(db::Tx& tx, const Component& component);
void set_status(db::Tx& tx, const std::string& id, Status status, Millis now);
/// Removes it with its history; its children lose their group.
void erase(db::Tx& tx, const std::string& page_id, const std::string& id);

/// Only through its page: an id of another page is not found.
[[nodiscard]] std::optional<Component> find(db::Tx& tx, const std::string& page_id, const std::string& id);
[[nodiscard]] Component require(db::Tx& tx, const std::string& page_id, const std::string& id);
/// All of the page, or a slice of them, in page order; archived ones included.
[[nodiscard]] std::vector<Component> list_of_page(db::Tx& tx, const std::string& page_id);
[[nodiscard]] std::vector<Component> list_of_page(db::Tx& tx, const std::string& page_id, const db::Slice& slice);
[[nodiscard]] db::Cursor cursor_of(const Component& component);
/// Those of `ids` that are on the page, in page order.
[[nodiscard]] std::vector<Component> list_by_ids(db::Tx& tx, const std::string& page_id,
                                                 const std::vector<std::string>& ids);
/// The first component of that name, for clients that name a group instead of giving its id.
[[nodiscard]] std::optional<std::string> find_id_by_name(db::Tx& tx, const std::string& page_id,
                                                         const std::string& name);
/// One after the last, but never beyond `last_position`: of equal ones the older component comes first.
[[nodiscard]] std::int64_t next_position(db::Tx& tx, const std::string& page_id);

struct NewInterval {
    std::string id, page_id;
    Interval interval;
};
void insert_interval(db::Tx& tx, const NewInterval& interval);
/// The open intervals of a component, oldest first.
[[nodiscard]] std::vector<Interval> list_open_intervals(db::Tx& tx, const std::string& component_id);
/// When a cause's word on a component, said of `at`, gives way to its next one; nothing when it is the last.
[[nodiscard]] std::optional<Millis> next_word(db::Tx& tx, const std::string& component_id, const std::string& cause,
                                              Millis at);
/// Of one cause on one component: what began at `at` goes, what spans `at` ends there.
void cut_cause(db::Tx& tx, const std::string& component_id, const std::string& cause, Millis at);
/// Open intervals of all causes end at `at`; those that would end before they began go.
enum class Closes { Unplanned, PlannedToo };
void close_open(db::Tx& tx, const std::string& component_id, Millis at, Closes closes);
/// Open intervals of one cause end at `at`; the ids of the components concerned.
[[nodiscard]] std::vector<std::string> close_cause(db::Tx& tx, const std::string& page_id, const std::string& cause,
                                                   Millis at);
/// Removes all that a cause has set, and returns it, oldest first.
[[nodiscard]] std::vector<Interval> erase_cause(db::Tx& tx, const std::string& page_id, const std::string& cause);
/// Intervals that ended where the erased one began go on to where it ended: it is as if it had never been said.
void go_on_through(db::Tx& tx, const Interval& erased);
/// A cause's intervals that began at `from` begin at `to` instead, unless they end before it.
void move_cause_start(db::Tx& tx, const std::string& cause, Millis from, Millis to);
/// Every interval of the page that reaches past `since`, ordered by component and start.
[[nodiscard]] std::vector<Interval> list_intervals(db::Tx& tx, const std::string& page_id, Millis since);

}  // namespace daymark::components
