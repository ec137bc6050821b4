// Every SQL statement on recurring maintenances.
#include "recurring_maintenances/recurring_maintenance_store.h"

#include "platform/json/fields.h"

namespace daymark::recurring_maintenances {
namespace {

// The order of recurring_from.
#define RECURRING_COLUMNS                                                                                       \
    "id, page_id, every, start_at, duration_minutes, until_at, draft, planned_at, maintenance_id, created_at, " \
    "updated_at"

RecurringMaintenance recurring_from(const db::Row& row) {
    RecurringMaintenance found;
    found.id = row.text(0);
    found.page_id = row.text(1);
    found.every = json::from_word<Every>(row.text(2)).value_or(Every::Weekly);
    found.start_at = row.integer(3);
    found.duration_minutes = row.integer(4);
    found.until_at = row.maybe_integer(5);
    json::patch(found.draft, json::parse(row.text(6), {.values = 1'000'000, .string_bytes = 1 << 20}).as_object());
    found.planned_at = row.maybe_integer(7);
    found.maintenance_id = row.maybe_text(8);
    found.created_at = row.integer(9);
    found.updated_at = row.integer(10);
    return found;
}

std::string draft_text(const RecurringMaintenance& of) { return json::text(json::write(of.draft)); }

}  // namespace

void insert(db::Tx& tx, const RecurringMaintenance& made) {
    tx.execute("recurring_maintenances.insert",
               "insert into recurring_maintenances (" RECURRING_COLUMNS
               ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
               made.id, made.page_id, json::word_of(made.every), made.start_at, made.duration_minutes, made.until_at,
               draft_text(made), made.planned_at, made.maintenance_id, made.created_at, made.updated_at);
}

void update(db::Tx& tx, const RecurringMaintenance& changed) {
    tx.execute("recurring_maintenances.update", R"(update recurring_maintenances set every = $2, start_at = $3,
        duration_minutes = $4, until_at = $5, draft = $6, planned_at = $7, maintenance_id = $8, updated_at = $9
        where id = $1)",
               changed.id, json::word_of(changed.every), changed.start_at, changed.duration_minutes, changed.until_at,
               draft_text(changed), changed.planned_at, changed.maintenance_id, changed.updated_at);
}

void erase(db::Tx& tx, const std::string& page_id, const std::string& id) {
    tx.execute("recurring_maintenances.erase", "delete from recurring_maintenances where page_id = $1 and id = $2",
               page_id, id);
}

RecurringMaintenance require(db::Tx& tx, const std::string& page_id, const std::string& id) {
    const auto row =
        tx.one("recurring_maintenances.find",
               "select " RECURRING_COLUMNS " from recurring_maintenances where page_id = $1 and id = $2", page_id, id);
    if (!row) throw Error::not_found("Recurring maintenance");
    return recurring_from(*row);
}

std::vector<RecurringMaintenance> list_of_page(db::Tx& tx, const std::string& page_id, const db::Slice& slice) {
    std::vector<db::Value> binds{page_id};
    const std::string end = slice_sql(slice, {"created_at", "id"}, db::Order::Rising, binds);
    std::vector<RecurringMaintenance> list;
    for (const db::Row& row :
         tx.run("recurring_maintenances.list_of_page",
                "select " RECURRING_COLUMNS " from recurring_maintenances where page_id = $1" + end, std::move(binds))
             .rows) {
        list.push_back(recurring_from(row));
    }
    return list;
}

db::Cursor cursor_of(const RecurringMaintenance& of) { return {of.created_at, of.id}; }

std::vector<Due> list_due(db::Tx& tx, Millis now, std::int64_t limit) {
    std::vector<Due> due;
    for (const db::Row& row : tx.query("recurring_maintenances.list_due", R"(select p.workspace_id, p.id, r.id,
        r.planned_at from recurring_maintenances r join pages p on p.id = r.page_id
        where r.planned_at <= $1 and p.deleted_at is null order by r.planned_at, r.id limit $2)",
                                       now, limit)) {
        due.push_back({row.text(0), row.text(1), row.text(2), row.integer(3)});
    }
    return due;
}

bool claim(db::Tx& tx, const Due& due) {
    return tx
        .one("recurring_maintenances.claim", R"(update recurring_maintenances set planned_at = null where id = $1
        and planned_at = $2 returning id)",
             due.id, due.planned_at)
        .has_value();
}

}  // namespace daymark::recurring_maintenances
