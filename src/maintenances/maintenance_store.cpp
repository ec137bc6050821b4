// Every SQL statement on maintenances, their updates and transitions.
#include "maintenances/maintenance_store.h"

#include <unordered_map>

namespace daymark::maintenances {
namespace {

// The order of maintenance_from.
#define MAINTENANCE_COLUMNS                                                                                          \
    "id, page_id, name, status, notify, notify_start, notify_end, notify_early, notify_minutes, notify_early_sent, " \
    "auto_start, auto_end, collapsed, start_at, end_at, expand_at, resolved_at, created_by, translations, "          \
    "created_at, updated_at"

Maintenance maintenance_from(const db::Row& row) {
    Maintenance maintenance;
    maintenance.id = row.text(0);
    maintenance.page_id = row.text(1);
    maintenance.name = row.text(2);
    maintenance.status = json::from_word<Status>(row.text(3)).value_or(Status::NotStartedYet);
    maintenance.notify = row.boolean(4);
    maintenance.notify_start = row.boolean(5);
    maintenance.notify_end = row.boolean(6);
    maintenance.notify_early = row.boolean(7);
    maintenance.notify_minutes = row.maybe_integer(8);
    maintenance.notify_early_sent = row.boolean(9);
    maintenance.auto_start = row.boolean(10);
    maintenance.auto_end = row.boolean(11);
    maintenance.collapsed = row.boolean(12);
    maintenance.start_at = row.integer(13);
    maintenance.end_at = row.maybe_integer(14);
    maintenance.expand_at = row.maybe_integer(15);
    maintenance.resolved_at = row.maybe_integer(16);
    maintenance.created_by = row.maybe_text(17);
    maintenance.translations = json::translations_of(row.maybe_text(18));
    maintenance.created_at = row.integer(19);
    maintenance.updated_at = row.integer(20);
    return maintenance;
}

Update update_from(const db::Row& row) {
    return {row.text(0),
            row.text(1),
            json::from_word<Status>(row.text(2)).value_or(Status::NotStartedYet),
            row.text(3),
            row.boolean(4),
            row.integer(5),
            json::translations_of(row.maybe_text(6)),
            row.integer(7),
            row.integer(8)};
}

/// Adds updates and affected components to maintenances, with one query each however many there are.
void complete(db::Tx& tx, std::vector<Maintenance>& maintenances) {
    if (maintenances.empty()) return;
    std::vector<std::string> ids;
    std::unordered_map<std::string, Maintenance*> by_id;
    for (Maintenance& maintenance : maintenances) {
        ids.push_back(maintenance.id);
        by_id[maintenance.id] = &maintenance;
    }
    std::vector<db::Value> binds;
    const std::string places = db::places_for(ids, binds);
    const auto updates = tx.run("maintenances.updates_of",
                                R"(select id, maintenance_id, status, message, notify,
        started_at, translations, created_at, updated_at from maintenance_updates where maintenance_id in ()" +
                                    places + ") order by maintenance_id, created_at, id",
                                binds);
    for (const db::Row& row : updates.rows) by_id[row.text(1)]->updates.push_back(update_from(row));
    const auto affected = tx.run("maintenances.affected_of",
                                 R"(select maintenance_id, component_id, status
        from maintenance_components where maintenance_id in ()" +
                                     places + ") order by maintenance_id, position",
                                 binds);
    for (const db::Row& row : affected.rows) {
        by_id[row.text(0)]->affected.push_back(
            {row.text(1), components::status_from(row.text(2)).value_or(components::Status::UnderMaintenance)});
    }
}

std::vector<Maintenance> whole(db::Tx& tx, const db::Rows& rows) {
    std::vector<Maintenance> maintenances;
    maintenances.reserve(rows.size());
    for (const db::Row& row : rows) maintenances.push_back(maintenance_from(row));
    complete(tx, maintenances);
    return maintenances;
}

}  // namespace

void insert(db::Tx& tx, const Maintenance& made) {
    tx.execute("maintenances.insert", "insert into maintenances (" MAINTENANCE_COLUMNS R"()
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21))",
               made.id, made.page_id, made.name, json::word_of(made.status), made.notify, made.notify_start,
               made.notify_end, made.notify_early, made.notify_minutes, made.notify_early_sent, made.auto_start,
               made.auto_end, made.collapsed, made.start_at, made.end_at, made.expand_at, made.resolved_at,
               made.created_by, json::column_of(made.translations), made.created_at, made.updated_at);
}

void update(db::Tx& tx, const Maintenance& changed) {
    tx.execute("maintenances.update", R"(update maintenances set name = $2, status = $3, notify = $4,
        notify_start = $5, notify_end = $6, notify_early = $7, notify_minutes = $8, notify_early_sent = $9,
        auto_start = $10, auto_end = $11, collapsed = $12, start_at = $13, end_at = $14, expand_at = $15,
        resolved_at = $16, translations = $17, updated_at = $18 where id = $1)",
               changed.id, changed.name, json::word_of(changed.status), changed.notify, changed.notify_start,
               changed.notify_end, changed.notify_early, changed.notify_minutes, changed.notify_early_sent,
               changed.auto_start, changed.auto_end, changed.collapsed, changed.start_at, changed.end_at,
               changed.expand_at, changed.resolved_at, json::column_of(changed.translations), changed.updated_at);
}

void erase(db::Tx& tx, const std::string& page_id, const std::string& id) {
    tx.execute("maintenances.erase", "delete from maintenances where page_id = $1 and id = $2", page_id, id);
}

void set_affected(db::Tx& tx, const Maintenance& maintenance) {
    tx.execute("maintenances.clear_affected", "delete from maintenance_components where maintenance_id = $1",
               maintenance.id);
    for (std::size_t i = 0; i < maintenance.affected.size(); ++i) {
        tx.execute("maintenances.insert_affected",
                   R"(insert into maintenance_components (maintenance_id, component_id, status, position)
            values ($1, $2, $3, $4))",
                   maintenance.id, maintenance.affected[i].component_id, wire_name(maintenance.affected[i].status), i);
    }
}

void insert_update(db::Tx& tx, const Update& update) {
    tx.execute("maintenances.insert_update",
               R"(insert into maintenance_updates (id, maintenance_id, status, message, notify, started_at,
        translations, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9))",
               update.id, update.notice_id, json::word_of(update.status), update.message, update.notify,
               update.started_at, json::column_of(update.translations), update.created_at, update.updated_at);
}

void change_update(db::Tx& tx, const Update& update) {
    tx.execute("maintenances.change_update", R"(update maintenance_updates set status = $3, message = $4, notify = $5,
        started_at = $6, translations = $7, updated_at = $8 where maintenance_id = $1 and id = $2)",
               update.notice_id, update.id, json::word_of(update.status), update.message, update.notify,
               update.started_at, json::column_of(update.translations), update.updated_at);
}

void erase_update(db::Tx& tx, const std::string& maintenance_id, const std::string& id) {
    tx.execute("maintenances.erase_update", "delete from maintenance_updates where maintenance_id = $1 and id = $2",
               maintenance_id, id);
}

std::optional<Maintenance> find(db::Tx& tx, const std::string& page_id, const std::string& id) {
    auto found = whole(
        tx, tx.query("maintenances.find",
                     "select " MAINTENANCE_COLUMNS " from maintenances where page_id = $1 and id = $2", page_id, id));
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

Maintenance require(db::Tx& tx, const std::string& page_id, const std::string& id) {
    auto maintenance = find(tx, page_id, id);
    if (!maintenance) throw Error::not_found("Maintenance");
    return *std::move(maintenance);
}

std::vector<Maintenance> list_of_page(db::Tx& tx, const std::string& page_id, const db::Slice& slice) {
    std::vector<db::Value> binds{page_id};
    const std::string end = slice_sql(slice, {"start_at", "id"}, db::Order::Falling, binds);
    return whole(tx,
                 tx.run("maintenances.list_of_page",
                        "select " MAINTENANCE_COLUMNS " from maintenances where page_id = $1" + end, std::move(binds))
                     .rows);
}

db::Cursor cursor_of(const Maintenance& maintenance) { return {maintenance.start_at, maintenance.id}; }

std::vector<Maintenance> list_selected(db::Tx& tx, const std::string& page_id, const notices::Selection& selection) {
    return whole(
        tx, tx.query("maintenances.list_selected", "select " MAINTENANCE_COLUMNS R"( from maintenances
        where page_id = $1 and start_at >= $2 and start_at < $3
            and ($4 = '' or exists (select 1 from maintenance_components
                where maintenance_id = maintenances.id and component_id = $4))
            and ($5 = '' or exists (select 1 from maintenance_components
                where maintenance_id = maintenances.id and $5 like '%' || component_id || '%'))
        order by start_at desc, id desc limit $6 offset $7)",
                     page_id, selection.from, selection.to, selection.component, selection.among, selection.limit,
                     selection.offset));
}

std::vector<Maintenance> list_for_readers(db::Tx& tx, const std::string& page_id, Millis since,
                                          const std::string& among, std::int64_t limit) {
    return whole(tx, tx.query("maintenances.list_for_readers", "select " MAINTENANCE_COLUMNS R"( from maintenances
        where page_id = $1 and (resolved_at is null or start_at >= $2)
            and ($3 = '' or exists (select 1 from maintenance_components
                where maintenance_id = maintenances.id and $3 like '%' || component_id || '%'))
        order by start_at, id limit $4)",
                              page_id, since, among, limit));
}

void plan(db::Tx& tx, const Maintenance& maintenance) {
    for (const auto& [word, transition] : json::EnumWords<Transition>::table) {
        const std::optional<Millis> due = due_at(maintenance, transition);
        if (!due) {
            tx.execute("maintenances.unplan", R"(delete from maintenance_transitions
                where maintenance_id = $1 and transition = $2 and done_at is null)",
                       maintenance.id, word);
            continue;
        }
        tx.execute("maintenances.plan", R"(insert into maintenance_transitions (maintenance_id, transition, due_at)
            values ($1, $2, $3) on conflict (maintenance_id, transition) do update set due_at = excluded.due_at,
            done_at = case when maintenance_transitions.due_at = excluded.due_at
                then maintenance_transitions.done_at else null end)",
                   maintenance.id, word, *due);
    }
}

std::vector<DueTransition> list_due(db::Tx& tx, Millis now, std::int64_t limit) {
    std::vector<DueTransition> due;
    for (const db::Row& row : tx.query("maintenances.list_due", R"(select p.workspace_id, p.id, m.id, t.transition,
        t.due_at from maintenance_transitions t join maintenances m on m.id = t.maintenance_id
        join pages p on p.id = m.page_id where t.done_at is null and t.due_at <= $1 and p.deleted_at is null
        order by t.due_at, t.maintenance_id, t.transition desc limit $2)",
                                       now, limit)) {
        due.push_back({row.text(0), row.text(1), row.text(2),
                       json::from_word<Transition>(row.text(3)).value_or(Transition::Start), row.integer(4)});
    }
    return due;
}

bool claim(db::Tx& tx, const DueTransition& due, Millis now) {
    return tx
        .one("maintenances.claim", R"(update maintenance_transitions set done_at = $4 where maintenance_id = $1
        and transition = $2 and due_at = $3 and done_at is null returning due_at)",
             due.maintenance_id, json::word_of(due.transition), due.due_at, now)
        .has_value();
}

std::vector<notices::Brief> list_briefs(db::Tx& tx, const std::string& page_id) {
    return notices::briefs_from(tx.query("maintenances.list_briefs", R"(select m.id, m.start_at, m.updated_at,
        case when m.resolved_at is null then 0 else 1 end, c.component_id
        from maintenances m left join maintenance_components c on c.maintenance_id = m.id
        where m.page_id = $1 order by m.start_at desc, m.id desc, c.position)",
                                         page_id),
                                notices::Kind::Maintenance);
}

}  // namespace daymark::maintenances
