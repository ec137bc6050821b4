// Every SQL statement on components and their status history.
#include "components/component_store.h"

#include "platform/json/json.h"

#include <algorithm>

namespace daymark::components {
namespace {

// The order of component_from.
#define COMPONENT_COLUMNS                                                                                    \
    "c.id, c.page_id, c.group_id, c.position, c.name, c.description, c.status, c.show_uptime, c.collapsed, " \
    "c.unique_email, c.start_at, c.archived_at, c.translations, c.created_at, c.updated_at, "                \
    "case when exists (select 1 from components k where k.group_id = c.id) then 1 else 0 end"

Status status_of(const std::string& word) { return status_from(word).value_or(Status::Operational); }

Component component_from(const db::Row& row) {
    Component component;
    component.id = row.text(0);
    component.page_id = row.text(1);
    component.group_id = row.maybe_text(2);
    component.position = row.integer(3);
    component.name = row.text(4);
    component.description = row.maybe_text(5);
    component.status = status_of(row.text(6));
    component.show_uptime = row.boolean(7);
    component.collapsed = row.boolean(8);
    component.unique_email = row.text(9);
    component.start_at = row.maybe_integer(10);
    component.archived_at = row.maybe_integer(11);
    component.translations = json::translations_of(row.maybe_text(12));
    component.created_at = row.integer(13);
    component.updated_at = row.integer(14);
    component.is_parent = row.boolean(15);
    return component;
}

std::vector<Component> components_from(const db::Rows& rows) {
    std::vector<Component> components;
    components.reserve(rows.size());
    for (const db::Row& row : rows) components.push_back(component_from(row));
    return components;
}

Interval interval_from(const db::Row& row) {
    return {row.text(0), status_of(row.text(1)), row.text(2), row.integer(3), row.maybe_integer(4), row.boolean(5)};
}

std::vector<Interval> intervals_from(const db::Rows& rows) {
    std::vector<Interval> intervals;
    intervals.reserve(rows.size());
    for (const db::Row& row : rows) intervals.push_back(interval_from(row));
    return intervals;
}

}  // namespace

void insert(db::Tx& tx, const Component& component) {
    tx.execute("components.insert",
               R"(insert into components (id, page_id, group_id, position, name, description, status,
        show_uptime, collapsed, unique_email, start_at, archived_at, translations, created_at, updated_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15))",
               component.id, component.page_id, component.group_id, component.position, component.name,
               component.description, wire_name(component.status), component.show_uptime, component.collapsed,
               component.unique_email, component.start_at, component.archived_at,
               json::column_of(component.translations), component.created_at, component.updated_at);
}

void update(db::Tx& tx, const Component& component) {
    tx.execute("components.update", R"(update components set group_id = $2, position = $3, name = $4, description = $5,
        show_uptime = $6, collapsed = $7, start_at = $8, archived_at = $9, translations = $10, updated_at = $11 where id = $1)",
               component.id, component.group_id, component.position, component.name, component.description,
               component.show_uptime, component.collapsed, component.start_at, component.archived_at,
               json::column_of(component.translations), component.updated_at);
}

void set_status(db::Tx& tx, const std::string& id, Status status, Millis now) {
    tx.execute("components.set_status", "update components set status = $2, updated_at = $3 where id = $1", id,
               wire_name(status), now);
}

void erase(db::Tx& tx, const std::string& page_id, const std::string& id) {
    tx.execute("components.ungroup_children",
               "update components set group_id = null where page_id = $1 and group_id = $2", page_id, id);
    tx.execute("components.erase", "delete from components where page_id = $1 and id = $2", page_id, id);
}

std::optional<Component> find(db::Tx& tx, const std::string& page_id, const std::string& id) {
    const auto row = tx.one("components.find", "select " COMPONENT_COLUMNS R"( from components c
        where c.page_id = $1 and c.id = $2)",
                            page_id, id);
    return row ? std::optional(component_from(*row)) : std::nullopt;
}

Component require(db::Tx& tx, const std::string& page_id, const std::string& id) {
    auto component = find(tx, page_id, id);
    if (!component) throw Error::not_found("Component");
    return *std::move(component);
}

std::vector<Component> list_of_page(db::Tx& tx, const std::string& page_id) {
    constexpr std::int64_t all = 1'000'000;
    return list_of_page(tx, page_id, db::Slice{all, 0, std::nullopt});
}

std::vector<Component> list_of_page(db::Tx& tx, const std::string& page_id, const db::Slice& slice) {
    std::vector<db::Value> binds{page_id};
    const std::string end = slice_sql(slice, {"c.position", "c.created_at", "c.id"}, db::Order::Rising, binds);
    return components_from(tx.run("components.list_of_page",
                                  "select " COMPONENT_COLUMNS " from components c where c.page_id = $1" + end,
                                  std::move(binds))
                               .rows);
}

db::Cursor cursor_of(const Component& component) { return {component.position, component.created_at, component.id}; }

std::vector<Component> list_by_ids(db::Tx& tx, const std::string& page_id, const std::vector<std::string>& ids) {
    if (ids.empty()) return {};
    std::vector<db::Value> binds{page_id};
    const std::string places = db::places_for(ids, binds);
    return components_from(tx.run("components.list_by_ids", "select " COMPONENT_COLUMNS R"( from components c
        where c.page_id = $1 and c.id in ()" + places + ") order by c.position, c.created_at, c.id",
                                  std::move(binds))
                               .rows);
}

std::optional<std::string> find_id_by_name(db::Tx& tx, const std::string& page_id, const std::string& name) {
    const auto row = tx.one("components.find_id_by_name", R"(select id from components where page_id = $1 and name = $2
        order by position, created_at, id limit 1)",
                            page_id, name);
    return row ? std::optional(row->text(0)) : std::nullopt;
}

std::int64_t next_position(db::Tx& tx, const std::string& page_id) {
    const auto row = tx.one("components.next_position",
                            "select coalesce(max(position), 0) + 1 from components where page_id = $1", page_id);
    return std::min(row->integer(0), last_position);
}

void insert_interval(db::Tx& tx, const NewInterval& made) {
    const Interval& interval = made.interval;
    tx.execute("components.insert_interval",
               R"(insert into component_intervals (id, page_id, component_id, status, cause,
        from_at, to_at, planned) values ($1, $2, $3, $4, $5, $6, $7, $8))",
               made.id, made.page_id, interval.component_id, wire_name(interval.status), interval.cause, interval.from,
               interval.to, interval.planned);
}

std::vector<Interval> list_open_intervals(db::Tx& tx, const std::string& component_id) {
    return intervals_from(tx.query("components.list_open_intervals",
                                   R"(select component_id, status, cause, from_at, to_at, planned
        from component_intervals where component_id = $1 and to_at is null order by from_at, id)",
                                   component_id));
}

std::optional<Millis> next_word(db::Tx& tx, const std::string& component_id, const std::string& cause, Millis at) {
    const auto row = tx.one("components.next_word", R"(select min(case when from_at > $3 then from_at else to_at end)
        from component_intervals where component_id = $1 and cause = $2 and (from_at > $3 or to_at > $3))",
                            component_id, cause, at);
    return row ? row->maybe_integer(0) : std::nullopt;
}

void cut_cause(db::Tx& tx, const std::string& component_id, const std::string& cause, Millis at) {
    tx.execute("components.drop_same_start", R"(delete from component_intervals
        where component_id = $1 and cause = $2 and from_at = $3)",
               component_id, cause, at);
    tx.execute("components.cut_spanning", R"(update component_intervals set to_at = $3
        where component_id = $1 and cause = $2 and from_at < $3 and (to_at is null or to_at > $3))",
               component_id, cause, at);
}

void close_open(db::Tx& tx, const std::string& component_id, Millis at, Closes closes) {
    const bool most_planned = closes == Closes::PlannedToo;
    tx.execute("components.drop_empty", R"(delete from component_intervals
        where component_id = $1 and to_at is null and from_at >= $2 and planned <= $3)",
               component_id, at, most_planned);
    tx.execute("components.close_open", R"(update component_intervals set to_at = $2
        where component_id = $1 and to_at is null and planned <= $3)",
               component_id, at, most_planned);
}

std::vector<std::string> close_cause(db::Tx& tx, const std::string& page_id, const std::string& cause, Millis at) {
    std::vector<std::string> components;
    for (const db::Row& row : tx.query("components.list_open_of_cause", R"(select distinct component_id
        from component_intervals where page_id = $1 and cause = $2 and to_at is null)",
                                       page_id, cause)) {
        components.push_back(row.text(0));
    }
    for (const std::string& component : components) cut_cause(tx, component, cause, at);
    return components;
}

std::vector<Interval> erase_cause(db::Tx& tx, const std::string& page_id, const std::string& cause) {
    auto erased = intervals_from(tx.query("components.erase_cause", R"(delete from component_intervals
        where page_id = $1 and cause = $2 returning component_id, status, cause, from_at, to_at, planned)",
                                          page_id, cause));
    std::ranges::sort(erased, {}, &Interval::from);
    return erased;
}

void go_on_through(db::Tx& tx, const Interval& erased) {
    tx.execute("components.go_on_through",
               "update component_intervals set to_at = $3 where component_id = $1 and to_at = $2", erased.component_id,
               erased.from, erased.to);
}

void move_cause_start(db::Tx& tx, const std::string& cause, Millis from, Millis to) {
    tx.execute("components.move_cause_start", R"(update component_intervals set from_at = $3
        where cause = $1 and from_at = $2 and (to_at is null or to_at > $3))",
               cause, from, to);
}

std::vector<Interval> list_intervals(db::Tx& tx, const std::string& page_id, Millis since) {
    return intervals_from(tx.query("components.list_intervals",
                                   R"(select component_id, status, cause, from_at, to_at, planned
        from component_intervals where page_id = $1 and (to_at is null or to_at > $2) order by component_id, from_at, id)",
                                   page_id, since));
}

}  // namespace daymark::components
