// Every SQL statement on incidents and their updates.
#include "incidents/incident_store.h"

#include <unordered_map>

namespace daymark::incidents {
namespace {

// The order of incident_from.
#define INCIDENT_COLUMNS                                                                                        \
    "id, page_id, name, status, impact, notify, published, started_at, resolved_at, created_by, translations, " \
    "created_at, updated_at, automated"

Incident incident_from(const db::Row& row) {
    Incident incident;
    incident.id = row.text(0);
    incident.page_id = row.text(1);
    incident.name = row.text(2);
    incident.status = json::from_word<Status>(row.text(3)).value_or(Status::Investigating);
    incident.impact = components::status_from(row.text(4)).value_or(components::Status::Operational);
    incident.notify = row.boolean(5);
    incident.published = row.boolean(6);
    incident.started_at = row.integer(7);
    incident.resolved_at = row.maybe_integer(8);
    incident.created_by = row.maybe_text(9);
    incident.translations = json::translations_of(row.maybe_text(10));
    incident.created_at = row.integer(11);
    incident.updated_at = row.integer(12);
    incident.automated = row.boolean(13);
    return incident;
}

Update update_from(const db::Row& row) {
    return {row.text(0),
            row.text(1),
            json::from_word<Status>(row.text(2)).value_or(Status::Investigating),
            row.text(3),
            row.boolean(4),
            row.integer(5),
            json::translations_of(row.maybe_text(6)),
            row.integer(7),
            row.integer(8)};
}

/// Adds updates and affected components to incidents, with one query each however many there are.
void complete(db::Tx& tx, std::vector<Incident>& incidents) {
    if (incidents.empty()) return;
    std::vector<std::string> ids;
    std::unordered_map<std::string, Incident*> by_id;
    for (Incident& incident : incidents) {
        ids.push_back(incident.id);
        by_id[incident.id] = &incident;
    }
    std::vector<db::Value> binds;
    const std::string places = db::places_for(ids, binds);
    for (const db::Row& row : tx.run("incidents.updates_of",
                                     R"(select id, incident_id, status, message, notify, started_at,
        translations, created_at, updated_at from incident_updates where incident_id in ()" +
                                         places + ") order by incident_id, started_at, id",
                                     binds)
                                  .rows) {
        by_id[row.text(1)]->updates.push_back(update_from(row));
    }
    for (const db::Row& row : tx
                                  .run("incidents.affected_of", R"(select incident_id, component_id, status
        from incident_components where incident_id in ()" + places + ") order by incident_id, position",
                                       binds)
                                  .rows) {
        by_id[row.text(0)]->affected.push_back(
            {row.text(1), components::status_from(row.text(2)).value_or(components::Status::Operational)});
    }
}

std::vector<Incident> whole(db::Tx& tx, const db::Rows& rows) {
    std::vector<Incident> incidents;
    incidents.reserve(rows.size());
    for (const db::Row& row : rows) incidents.push_back(incident_from(row));
    complete(tx, incidents);
    return incidents;
}

std::vector<std::string> words_of(const std::vector<Status>& statuses) {
    std::vector<std::string> words;
    for (const Status status : statuses) words.emplace_back(json::word_of(status));
    return words;
}

}  // namespace

void insert(db::Tx& tx, const Incident& incident) {
    tx.execute("incidents.insert", "insert into incidents (" INCIDENT_COLUMNS R"()
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14))",
               incident.id, incident.page_id, incident.name, json::word_of(incident.status), wire_name(incident.impact),
               incident.notify, incident.published, incident.started_at, incident.resolved_at, incident.created_by,
               json::column_of(incident.translations), incident.created_at, incident.updated_at, incident.automated);
}

void update(db::Tx& tx, const Incident& incident) {
    tx.execute("incidents.update",
               R"(update incidents set name = $2, status = $3, impact = $4, notify = $5, published = $6,
        started_at = $7, resolved_at = $8, translations = $9, updated_at = $10 where id = $1)",
               incident.id, incident.name, json::word_of(incident.status), wire_name(incident.impact), incident.notify,
               incident.published, incident.started_at, incident.resolved_at, json::column_of(incident.translations),
               incident.updated_at);
}

void erase(db::Tx& tx, const std::string& page_id, const std::string& id) {
    tx.execute("incidents.erase", "delete from incidents where page_id = $1 and id = $2", page_id, id);
}

void set_affected(db::Tx& tx, const Incident& incident) {
    tx.execute("incidents.clear_affected", "delete from incident_components where incident_id = $1", incident.id);
    for (std::size_t i = 0; i < incident.affected.size(); ++i) {
        tx.execute("incidents.insert_affected",
                   R"(insert into incident_components (incident_id, component_id, status, position)
            values ($1, $2, $3, $4))",
                   incident.id, incident.affected[i].component_id, wire_name(incident.affected[i].status), i);
    }
}

void insert_update(db::Tx& tx, const Update& update) {
    tx.execute("incidents.insert_update",
               R"(insert into incident_updates (id, incident_id, status, message, notify, started_at,
        translations, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9))",
               update.id, update.notice_id, json::word_of(update.status), update.message, update.notify,
               update.started_at, json::column_of(update.translations), update.created_at, update.updated_at);
}

void change_update(db::Tx& tx, const Update& update) {
    tx.execute("incidents.change_update", R"(update incident_updates set status = $3, message = $4, notify = $5,
        started_at = $6, translations = $7, updated_at = $8 where incident_id = $1 and id = $2)",
               update.notice_id, update.id, json::word_of(update.status), update.message, update.notify,
               update.started_at, json::column_of(update.translations), update.updated_at);
}

void erase_update(db::Tx& tx, const std::string& incident_id, const std::string& id) {
    tx.execute("incidents.erase_update", "delete from incident_updates where incident_id = $1 and id = $2", incident_id,
               id);
}

std::optional<Incident> find(db::Tx& tx, const std::string& page_id, const std::string& id) {
    auto found =
        whole(tx, tx.query("incidents.find",
                           "select " INCIDENT_COLUMNS " from incidents where page_id = $1 and id = $2", page_id, id));
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

Incident require(db::Tx& tx, const std::string& page_id, const std::string& id) {
    auto incident = find(tx, page_id, id);
    if (!incident) throw Error::not_found("Incident");
    return *std::move(incident);
}

std::vector<Incident> list_of_page(db::Tx& tx, const std::string& page_id, const Filter& filter) {
    if (filter.matches_nothing) return {};
    std::vector<db::Value> binds{page_id};
    std::string where = "page_id = $1";
    if (!filter.only.empty()) where += " and status in (" + db::places_for(words_of(filter.only), binds) + ")";
    if (!filter.but_not.empty())
        where += " and status not in (" + db::places_for(words_of(filter.but_not), binds) + ")";
    const std::string end = slice_sql(filter.slice, {"started_at", "id"}, db::Order::Falling, binds);
    return whole(tx, tx.run("incidents.list_of_page", "select " INCIDENT_COLUMNS " from incidents where " + where + end,
                            std::move(binds))
                         .rows);
}

db::Cursor cursor_of(const Incident& incident) { return {incident.started_at, incident.id}; }

std::vector<Incident> list_for_readers(db::Tx& tx, const std::string& page_id, Millis since, const std::string& among,
                                       std::int64_t limit) {
    return whole(tx, tx.query("incidents.list_for_readers", "select " INCIDENT_COLUMNS R"( from incidents
        where page_id = $1 and published = 1 and (resolved_at is null or started_at >= $2)
            and ($3 = '' or exists (select 1 from incident_components
                where incident_id = incidents.id and $3 like '%' || component_id || '%'))
        order by started_at desc, id desc limit $4)",
                              page_id, since, among, limit));
}

std::vector<Incident> list_selected(db::Tx& tx, const std::string& page_id, const notices::Selection& selection) {
    return whole(tx, tx.query("incidents.list_selected", "select " INCIDENT_COLUMNS R"( from incidents
        where page_id = $1 and published = 1 and started_at >= $2 and started_at < $3
            and ($4 = '' or exists (select 1 from incident_components
                where incident_id = incidents.id and component_id = $4))
            and ($5 = '' or exists (select 1 from incident_components
                where incident_id = incidents.id and $5 like '%' || component_id || '%'))
        order by started_at desc, id desc limit $6 offset $7)",
                              page_id, selection.from, selection.to, selection.component, selection.among,
                              selection.limit, selection.offset));
}

std::vector<notices::Brief> list_briefs(db::Tx& tx, const std::string& page_id) {
    return notices::briefs_from(tx.query("incidents.list_briefs", R"(select i.id, i.started_at, i.updated_at,
        case when i.resolved_at is null then 0 else 1 end, c.component_id
        from incidents i left join incident_components c on c.incident_id = i.id
        where i.page_id = $1 and i.published = 1 order by i.started_at desc, i.id desc, c.position)",
                                         page_id),
                                notices::Kind::Incident);
}

}  // namespace daymark::incidents
