// Every SQL statement on postmortems.
#include "incidents/postmortem_store.h"

namespace daymark::incidents {
namespace {

// The order of postmortem_from.
#define POSTMORTEM_COLUMNS "incident_id, message, notify, published, started_at, translations, created_at, updated_at"

Postmortem postmortem_from(const db::Row& row) {
    return {row.text(0),    row.text(1),    row.boolean(2),
            row.boolean(3), row.integer(4), json::translations_of(row.maybe_text(5)),
            row.integer(6), row.integer(7)};
}

}  // namespace

void insert(db::Tx& tx, const Postmortem& postmortem) {
    tx.execute("postmortems.insert",
               "insert into postmortems (" POSTMORTEM_COLUMNS ") values ($1, $2, $3, $4, $5, $6, $7, $8)",
               postmortem.incident_id, postmortem.message, postmortem.notify, postmortem.published,
               postmortem.started_at, json::column_of(postmortem.translations), postmortem.created_at,
               postmortem.updated_at);
}

void update(db::Tx& tx, const Postmortem& postmortem) {
    tx.execute("postmortems.update", R"(update postmortems set message = $2, notify = $3, published = $4,
        started_at = $5, translations = $6, updated_at = $7 where incident_id = $1)",
               postmortem.incident_id, postmortem.message, postmortem.notify, postmortem.published,
               postmortem.started_at, json::column_of(postmortem.translations), postmortem.updated_at);
}

void erase_postmortem(db::Tx& tx, const std::string& incident_id) {
    tx.execute("postmortems.erase", "delete from postmortems where incident_id = $1", incident_id);
}

std::optional<Postmortem> find_postmortem(db::Tx& tx, const std::string& incident_id) {
    const auto row = tx.one("postmortems.find", "select " POSTMORTEM_COLUMNS " from postmortems where incident_id = $1",
                            incident_id);
    return row ? std::optional(postmortem_from(*row)) : std::nullopt;
}

Postmortem require_postmortem(db::Tx& tx, const std::string& incident_id) {
    auto postmortem = find_postmortem(tx, incident_id);
    if (!postmortem) throw Error::not_found("Postmortem");
    return *std::move(postmortem);
}

std::map<std::string, Postmortem> published_postmortems(db::Tx& tx, const std::vector<std::string>& incident_ids) {
    std::map<std::string, Postmortem> found;
    if (incident_ids.empty()) return found;
    std::vector<db::Value> binds;
    const std::string places = db::places_for(incident_ids, binds);
    for (const db::Row& row :
         tx.run(
               "postmortems.published",
               "select " POSTMORTEM_COLUMNS " from postmortems where published = 1 and incident_id in (" + places + ")",
               std::move(binds))
             .rows) {
        Postmortem one = postmortem_from(row);
        found.emplace(one.incident_id, std::move(one));
    }
    return found;
}

}  // namespace daymark::incidents
