// Every SQL statement on general notices.
#include "general_notices/general_notice_store.h"

#include <unordered_map>

namespace daymark::general_notices {
namespace {

// The order of notice_from.
#define GENERAL_NOTICE_COLUMNS \
    "id, page_id, name, message, notify, published, started_at, ends_at, translations, created_at, updated_at"

// Of the page as a whole, or of one of the components that the bind names.
#define AMONG_OR_OF_ALL(bind)                                                                     \
    "(" bind " = '' or not exists (select 1 from general_notice_components "                      \
    "where general_notice_id = general_notices.id) or exists (select 1 from general_notice_components " \
    "where general_notice_id = general_notices.id and " bind " like '%' || component_id || '%'))"

GeneralNotice notice_from(const db::Row& row) {
    return {row.text(0),    row.text(1),          row.text(2),
            row.text(3),    row.boolean(4),       row.boolean(5),
            row.integer(6), row.maybe_integer(7), json::translations_of(row.maybe_text(8)),
            row.integer(9), row.integer(10),      {}};
}

/// Adds the components, with one query however many notices there are.
std::vector<GeneralNotice> whole(db::Tx& tx, const db::Rows& rows) {
    std::vector<GeneralNotice> notices;
    std::vector<std::string> ids;
    for (const db::Row& row : rows) ids.push_back(notices.emplace_back(notice_from(row)).id);
    if (ids.empty()) return notices;
    std::unordered_map<std::string, GeneralNotice*> by_id;
    for (GeneralNotice& notice : notices) by_id[notice.id] = &notice;
    std::vector<db::Value> binds;
    const std::string places = db::places_for(ids, binds);
    for (const db::Row& row : tx.run("general_notices.components_of",
                                     R"(select general_notice_id, component_id from general_notice_components
        where general_notice_id in ()" + places +
                                         ") order by general_notice_id, position",
                                     std::move(binds))
                                  .rows) {
        by_id[row.text(0)]->components.push_back(row.text(1));
    }
    return notices;
}

}  // namespace

void insert(db::Tx& tx, const GeneralNotice& notice) {
    tx.execute("general_notices.insert",
               "insert into general_notices (" GENERAL_NOTICE_COLUMNS
               ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
               notice.id, notice.page_id, notice.name, notice.message, notice.notify, notice.published,
               notice.started_at, notice.ends_at, json::column_of(notice.translations), notice.created_at,
               notice.updated_at);
}

void update(db::Tx& tx, const GeneralNotice& notice) {
    tx.execute("general_notices.update", R"(update general_notices set name = $2, message = $3, notify = $4,
        published = $5, started_at = $6, ends_at = $7, translations = $8, updated_at = $9 where id = $1)",
               notice.id, notice.name, notice.message, notice.notify, notice.published, notice.started_at,
               notice.ends_at, json::column_of(notice.translations), notice.updated_at);
}

void erase(db::Tx& tx, const std::string& page_id, const std::string& id) {
    tx.execute("general_notices.erase", "delete from general_notices where page_id = $1 and id = $2", page_id, id);
}

void set_components(db::Tx& tx, const GeneralNotice& notice) {
    tx.execute("general_notices.clear_components", "delete from general_notice_components where general_notice_id = $1",
               notice.id);
    for (std::size_t i = 0; i < notice.components.size(); ++i) {
        tx.execute("general_notices.insert_component",
                   R"(insert into general_notice_components (general_notice_id, component_id, position)
            values ($1, $2, $3))",
                   notice.id, notice.components[i], i);
    }
}

std::optional<GeneralNotice> find(db::Tx& tx, const std::string& page_id, const std::string& id) {
    auto found =
        whole(tx, tx.query("general_notices.find",
                           "select " GENERAL_NOTICE_COLUMNS " from general_notices where page_id = $1 and id = $2",
                           page_id, id));
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

GeneralNotice require(db::Tx& tx, const std::string& page_id, const std::string& id) {
    auto notice = find(tx, page_id, id);
    if (!notice) throw Error::not_found("General notice");
    return *std::move(notice);
}

std::vector<GeneralNotice> list_of_page(db::Tx& tx, const std::string& page_id, const db::Slice& slice) {
    std::vector<db::Value> binds{page_id};
    const std::string end = slice_sql(slice, {"started_at", "id"}, db::Order::Falling, binds);
    return whole(
        tx, tx.run("general_notices.list_of_page",
                   "select " GENERAL_NOTICE_COLUMNS " from general_notices where page_id = $1" + end, std::move(binds))
                .rows);
}

db::Cursor cursor_of(const GeneralNotice& notice) { return {notice.started_at, notice.id}; }

std::vector<GeneralNotice> list_for_readers(db::Tx& tx, const std::string& page_id, Millis since, Millis now,
                                            const std::string& among, std::int64_t limit) {
    return whole(tx, tx.query("general_notices.list_for_readers",
                              "select " GENERAL_NOTICE_COLUMNS
                              R"( from general_notices
        where page_id = $1 and published = 1 and (started_at >= $2 or ends_at is null or ends_at > $3)
            and )" AMONG_OR_OF_ALL("$4") R"(
        order by started_at desc, id desc limit $5)",
                              page_id, since, now, among, limit));
}

std::vector<GeneralNotice> list_selected(db::Tx& tx, const std::string& page_id, const notices::Selection& selection,
                                         Millis now) {
    return whole(tx, tx.query("general_notices.list_selected", "select " GENERAL_NOTICE_COLUMNS R"( from general_notices
        where page_id = $1 and published = 1 and started_at >= $2 and started_at < $3 and started_at <= $4
            and ($5 = '' or exists (select 1 from general_notice_components
                where general_notice_id = general_notices.id and component_id = $5))
            and )" AMONG_OR_OF_ALL("$6") R"(
        order by started_at desc, id desc limit $7 offset $8)",
                              page_id, selection.from, selection.to, now, selection.component, selection.among,
                              selection.limit, selection.offset));
}

std::vector<notices::Brief> list_briefs(db::Tx& tx, const std::string& page_id, Millis now) {
    return notices::briefs_from(tx.query("general_notices.list_briefs", R"(select n.id, n.started_at, n.updated_at,
        case when n.ends_at <= $2 then 1 else 0 end, c.component_id
        from general_notices n left join general_notice_components c on c.general_notice_id = n.id
        where n.page_id = $1 and n.published = 1 and n.started_at <= $2
        order by n.started_at desc, n.id desc, c.position)",
                                         page_id, now),
                                notices::Kind::General);
}

}  // namespace daymark::general_notices
