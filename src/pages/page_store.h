// Every SQL statement on pages.
#pragma once

#include "components/page_status.h"
#include "pages/page.h"
#include "platform/db/slice.h"
#include "team/permission.h"

#include <optional>
#include <string>
#include <vector>

namespace daymark::pages {

/// False when a living page has the subdomain or the custom domain.
[[nodiscard]] bool insert(db::Tx& tx, const Page& page);
/// Deleted pages are not found.
[[nodiscard]] std::optional<Page> find(db::Tx& tx, const std::string& id);
/// False when another living page has the subdomain or custom domain.
[[nodiscard]] bool update(db::Tx& tx, const Page& page);

/// A user's right to a page: the page with what the user holds on it.
struct Held {
    Page page;
    team::Permission permission;
};
/// Nothing for unknown, deleted and foreign pages alike.
[[nodiscard]] std::optional<Held> find_held(db::Tx& tx, const std::string& id, const std::string& user_id);
/// The pages a user may see, or the `only` one of them, oldest first: clients take the first as default.
[[nodiscard]] std::vector<Page> list_of_user(db::Tx& tx, const std::string& user_id,
                                             const std::optional<std::string>& only, const db::Slice& slice);
[[nodiscard]] db::Cursor cursor_of(const Page& page);

/// Locks the page for the rest of the transaction and raises its revision, which is at least `now` in milliseconds.
/// False when the page is gone.
[[nodiscard]] bool touch(db::Tx& tx, const std::string& id, Millis now);
void set_status(db::Tx& tx, const std::string& id, const std::string& status, const std::string& main_status);
/// Of what readers can see.
[[nodiscard]] components::OpenNotices open_notices(db::Tx& tx, const std::string& id);
void set_secure_link(db::Tx& tx, const std::string& id, const std::string& envelope);
void set_secrets(db::Tx& tx, const std::string& id, const std::string& envelope);
[[nodiscard]] std::optional<std::string> find_secrets(db::Tx& tx, const std::string& id);
void mark_deleted(db::Tx& tx, const std::string& id, Millis now);
/// Erases pages deleted before `before` with all they own; the number erased. One that told people something goes once
/// that is forgotten.
std::int64_t erase_deleted(db::Tx& tx, Millis before);

/// What the site must know to decide what to compile: changed since a revision.
struct Revision {
    std::string id;
    std::int64_t revision;
};
[[nodiscard]] std::vector<Revision> list_changed(db::Tx& tx, std::int64_t since_revision);
/// The living page of a subdomain, else the page deleted from it last.
[[nodiscard]] std::optional<Page> find_by_subdomain(db::Tx& tx, const std::string& subdomain);
/// Also finds deleted pages: the site answers 410 for them.
[[nodiscard]] std::optional<Page> find_with_deleted(db::Tx& tx, const std::string& id);

}  // namespace daymark::pages
