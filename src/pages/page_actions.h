// What can be done with pages: create, edit, delete.
#pragma once

#include "activity/act.h"
#include "pages/page_json.h"
#include "platform/db/db.h"

#include <map>
#include <string>

namespace daymark::pages {

/// Makes a page in the act's workspace. Error Conflict when the subdomain is taken.
Page create(db::Tx& tx, const Act& act, const PageDraft& draft);

/// Changes what `body` names and nothing else. Error Conflict when the subdomain or domain is taken.
Page edit(db::Tx& tx, const Act& act, const json::object& body);

/// Makes a new secure link; the one before stops working.
Page renew_secure_link(db::Tx& tx, const Act& act);

/// What opens a private page; nothing when it has no such link, or no password.
[[nodiscard]] std::optional<std::string> secure_token_of(const World& world, const Page& page);
[[nodiscard]] std::optional<std::string> password_of(db::Tx& tx, const World& world, const std::string& page_id);
/// What the page's owner filled in for channels of messages, by the names of the fields ("twilioSid").
[[nodiscard]] std::map<std::string, std::string, std::less<>> accounts_of(db::Tx& tx, const World& world,
                                                                          const std::string& page_id);
/// Takes over accounts by the names of their fields; null and "" take one away, what is left out stays. The page must
/// have been touched.
void keep_accounts(db::Tx& tx, const Act& act, const json::object& accounts);
/// Where the secure link of a private page leads; nothing when it has none.
[[nodiscard]] std::optional<std::string> secure_link_of(const World& world, const Page& page);

/// Takes the page off the world at once. Its row stays for 30 days, its address is free.
void remove(db::Tx& tx, const Act& act);

/// Closes the act's workspace with all its pages.
void close_workspace(db::Tx& tx, const Act& act);

/// Begins a change on the act's page: locks it, raises its revision, and tells the site once all is durable.
/// Every verb on a page calls it first, so that changes on one page follow each other. Error NotFound when it is gone.
void touch(db::Tx& tx, const Act& act);

/// The same for all pages of the act's workspace, before its team changes: they show their members what is theirs.
void touch_all(db::Tx& tx, const Act& act);

/// Erases pages deleted 30 days ago or earlier; the number erased.
std::int64_t erase_old(db::Tx& tx, Millis now);

/// "<subdomain>-<slug>-<9 letters and digits>@<automation host>", by which mail reaches a component (contract §3).
[[nodiscard]] std::string make_unique_email(const Act& act, const std::string& subdomain, const std::string& middle);

}  // namespace daymark::pages
