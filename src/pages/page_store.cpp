// Every SQL statement on pages.
#include "pages/page_store.h"

namespace daymark::pages {
namespace {

// The order of page_from.
#define PAGE_COLUMNS                                                                                             \
    "p.id, p.workspace_id, p.subdomain, p.custom_domain, p.name, p.email, p.status, p.main_status, p.settings, " \
    "p.unique_email, p.revision, p.created_at, p.updated_at, p.deleted_at, p.secure_link"
constexpr std::size_t column_count = 15;

Page page_from(const db::Row& row) {
    Page page;
    page.id = row.text(0);
    page.workspace_id = row.text(1);
    page.subdomain = row.text(2);
    page.custom_domain = row.maybe_text(3);
    page.name = row.text(4);
    page.email = row.text(5);
    page.status = row.text(6);
    page.main_status = row.text(7);
    json::patch(page.settings, json::parse(row.text(8), {.values = 1'000'000, .string_bytes = 1 << 20}).as_object());
    page.unique_email = row.text(9);
    page.revision = row.integer(10);
    page.created_at = row.integer(11);
    page.updated_at = row.integer(12);
    page.deleted_at = row.maybe_integer(13);
    page.secure_link = row.maybe_text(14);
    return page;
}

std::optional<Page> maybe_page(const std::optional<db::Row>& row) {
    return row ? std::optional(page_from(*row)) : std::nullopt;
}

std::string settings_text(const Page& page) { return json::text(json::write(page.settings)); }

}  // namespace

bool insert(db::Tx& tx, const Page& page) {
    return tx
        .one("pages.insert", R"(insert into pages (id, workspace_id, subdomain, custom_domain, name, email, status,
        main_status, settings, unique_email, revision, created_at, updated_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict do nothing returning id)",
             page.id, page.workspace_id, page.subdomain, page.custom_domain, page.name, page.email, page.status,
             page.main_status, settings_text(page), page.unique_email, page.revision, page.created_at, page.updated_at)
        .has_value();
}

std::optional<Page> find(db::Tx& tx, const std::string& id) {
    return maybe_page(
        tx.one("pages.find", "select " PAGE_COLUMNS " from pages p where p.id = $1 and p.deleted_at is null", id));
}

bool update(db::Tx& tx, const Page& page) {
    // The uniqueness is asked for first: on PostgreSQL a violated index would spoil the whole transaction.
    const auto taken = tx.one("pages.taken", R"(select id from pages where id <> $1 and deleted_at is null
        and (subdomain = $2 or custom_domain = $3))",
                              page.id, page.subdomain, page.custom_domain);
    if (taken) return false;
    tx.execute("pages.update",
               R"(update pages set subdomain = $2, custom_domain = $3, name = $4, settings = $5, status = $6,
        main_status = $7, updated_at = $8 where id = $1)",
               page.id, page.subdomain, page.custom_domain, page.name, settings_text(page), page.status,
               page.main_status, page.updated_at);
    return true;
}

std::optional<Held> find_held(db::Tx& tx, const std::string& id, const std::string& user_id) {
    const auto row = tx.one("pages.find_held", "select " PAGE_COLUMNS R"(, m.role from pages p
        join workspace_members m on m.workspace_id = p.workspace_id and m.user_id = $2
        where p.id = $1 and p.deleted_at is null)",
                            id, user_id);
    if (!row) return std::nullopt;
    const auto permission = team::permission_from(row->text(column_count));
    if (!permission) return std::nullopt;
    return Held{page_from(*row), *permission};
}

std::vector<Page> list_of_user(db::Tx& tx, const std::string& user_id, const std::optional<std::string>& only,
                               const db::Slice& slice) {
    std::vector<db::Value> binds{user_id, only.value_or("")};
    const std::string end = slice_sql(slice, {"p.created_at", "p.id"}, db::Order::Rising, binds);
    std::vector<Page> pages;
    for (const db::Row& row : tx.run("pages.list_of_user",
                                     "select " PAGE_COLUMNS R"( from pages p
        join workspace_members m on m.workspace_id = p.workspace_id and m.user_id = $1
        where p.deleted_at is null and m.role <> 'MEMBER' and ($2 = '' or p.id = $2))" +
                                         end,
                                     std::move(binds))
                                  .rows) {
        pages.push_back(page_from(row));
    }
    return pages;
}

db::Cursor cursor_of(const Page& page) { return {page.created_at, page.id}; }

bool touch(db::Tx& tx, const std::string& id, Millis now) {
    return tx.execute("pages.touch",
                      R"(update pages set revision = case when revision >= $2 then revision + 1 else $2 end
        where id = $1 and deleted_at is null)",
                      id, now) == 1;
}

void set_status(db::Tx& tx, const std::string& id, const std::string& status, const std::string& main_status) {
    tx.execute("pages.set_status", "update pages set status = $2, main_status = $3 where id = $1", id, status,
               main_status);
}

components::OpenNotices open_notices(db::Tx& tx, const std::string& id) {
    components::OpenNotices open;
    for (const db::Row& row : tx.query("pages.open_notices", R"(select distinct 'incident' from incidents
        where page_id = $1 and resolved_at is null and published = 1
        union all select distinct 'maintenance' from maintenances
        where page_id = $1 and resolved_at is null and status = 'INPROGRESS')",
                                       id)) {
        (row.text(0) == "incident" ? open.incident : open.maintenance) = true;
    }
    return open;
}

void set_secure_link(db::Tx& tx, const std::string& id, const std::string& envelope) {
    tx.execute("pages.set_secure_link", "update pages set secure_link = $2 where id = $1", id, envelope);
}

void set_secrets(db::Tx& tx, const std::string& id, const std::string& envelope) {
    tx.execute("pages.set_secrets", "update pages set secrets = $2 where id = $1", id, envelope);
}

std::optional<std::string> find_secrets(db::Tx& tx, const std::string& id) {
    const auto row = tx.one("pages.find_secrets", "select secrets from pages where id = $1", id);
    return row ? row->maybe_text(0) : std::nullopt;
}

void mark_deleted(db::Tx& tx, const std::string& id, Millis now) {
    tx.execute("pages.mark_deleted", "update pages set deleted_at = $2, updated_at = $2 where id = $1", id, now);
}

std::int64_t erase_deleted(db::Tx& tx, Millis before) {
    // What people were told may be a million rows: it goes piece by piece, as if it were old, and the page after it.
    tx.execute("pages.age_events", R"(update events set created_at = 0
        where created_at > 0 and page_id in (select id from pages where deleted_at < $1))",
               before);
    return tx.execute("pages.erase_deleted", R"(delete from pages where deleted_at < $1
        and not exists (select 1 from events where events.page_id = pages.id))",
                      before);
}

std::vector<Revision> list_changed(db::Tx& tx, std::int64_t since_revision) {
    std::vector<Revision> changed;
    for (const db::Row& row :
         tx.query("pages.list_changed", "select id, revision from pages where revision >= $1 order by revision",
                  since_revision)) {
        changed.push_back({row.text(0), row.integer(1)});
    }
    return changed;
}

std::optional<Page> find_by_subdomain(db::Tx& tx, const std::string& subdomain) {
    return maybe_page(tx.one("pages.find_by_subdomain", "select " PAGE_COLUMNS R"( from pages p where p.subdomain = $1
        order by case when p.deleted_at is null then 0 else 1 end, p.deleted_at desc limit 1)",
                             subdomain));
}

std::optional<Page> find_with_deleted(db::Tx& tx, const std::string& id) {
    return maybe_page(tx.one("pages.find_with_deleted", "select " PAGE_COLUMNS " from pages p where p.id = $1", id));
}

}  // namespace daymark::pages
