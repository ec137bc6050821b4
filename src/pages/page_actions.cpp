// What can be done with pages.
#include "pages/page_actions.h"

#include "activity/activity.h"
#include "components/page_status.h"
#include "pages/page_address.h"
#include "pages/page_store.h"
#include "users/user.h"
#include "workspaces/workspace_actions.h"
#include "workspaces/workspace_store.h"

#include <algorithm>

namespace daymark::pages {
namespace {

constexpr std::size_t shortest_password = 8;
constexpr std::string_view base36 = "0123456789abcdefghijklmnopqrstuvwxyz";

std::string checked_subdomain(std::string subdomain) {
    std::ranges::transform(subdomain, subdomain.begin(),
                           [](char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c); });
    if (!is_subdomain(subdomain)) {
        throw Error::bad_field("subdomain", "must be 1 to 63 lower-case letters, digits and inner dashes");
    }
    return subdomain;
}

std::string secrets_place(const std::string& page_id) { return "pages.secrets/" + page_id; }

/// None when they were sealed with another server's key.
PageSecrets secrets_of(db::Tx& tx, const World& world, const std::string& page_id) {
    PageSecrets secrets;
    const auto envelope = find_secrets(tx, page_id);
    if (const auto opened = envelope ? world.key.open(*envelope, secrets_place(page_id)) : std::nullopt) {
        json::patch(secrets, json::parse(*opened).as_object());
    }
    return secrets;
}

/// Takes over the secrets that `body` names; null clears one.
void keep_secrets(db::Tx& tx, const Act& act, const std::string& page_id, const json::object& body) {
    const json::object known = json::write(PageSecrets{});
    if (std::ranges::none_of(known, [&](const auto& member) { return body.contains(member.key()); })) return;
    PageSecrets kept = secrets_of(tx, act.world, page_id);
    json::patch(kept, body);
    if (kept.password && kept.password->size() < shortest_password)
        throw Error::bad_field("password", "must have at least 8 characters");
    const std::string text = json::text(json::write(kept));
    if (find_secrets(tx, page_id) || text != json::text(known))
        set_secrets(tx, page_id, act.world.key.seal(text, secrets_place(page_id)));
}

/// A status set by hand is one of the 17 words; the public word follows from it.
void set_status_by_hand(Page& page, const std::string& word) {
    const auto status = components::page_status_from(word);
    if (!status) throw Error::bad_field("status", "must be a page status such as UP or SOMEPARTIALOUTAGE");
    page.main_status = word;
    page.status = components::wire_name(components::coarse_of(*status));
}

std::optional<std::string> checked_domain(const std::optional<std::string>& domain) {
    if (!domain || domain->empty()) return std::nullopt;
    const bool fits = domain->size() <= 253 && domain->find('.') != std::string::npos &&
                      domain->find("..") == std::string::npos && domain->front() != '.' && domain->back() != '.' &&
                      std::ranges::all_of(*domain, [](char c) {
                          return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
                      });
    if (!fits) throw Error::bad_field("customDomain", "must be a host name such as status.example.com, in lower case");
    return domain;
}

/// The act on each page of its workspace, always in the same order.
std::vector<Act> on_all_pages(db::Tx& tx, const Act& act) {
    std::vector<Act> on_pages;
    for (const std::string& page_id : workspaces::list_page_ids(tx, act.workspace_id)) {
        on_pages.push_back(act);
        on_pages.back().page_id = page_id;
    }
    return on_pages;
}

/// Of a page that is locked.
void take_down(db::Tx& tx, const Act& act) {
    activity::record(tx, act, {"pages.remove", act.page_id, {}});
    mark_deleted(tx, act.page_id, act.now);
}

}  // namespace

Page create(db::Tx& tx, const Act& act, const PageDraft& draft) {
    if (!users::is_email(draft.email)) throw Error::bad_field("email", "must be an e-mail address");
    check(draft.settings);
    Page page;
    page.id = act.new_id();
    page.workspace_id = act.workspace_id;
    page.subdomain = checked_subdomain(draft.subdomain);
    page.name = draft.name;
    page.email = draft.email;
    page.status = page.main_status = "UP";
    page.settings = draft.settings;
    page.unique_email = make_unique_email(act, page.subdomain, act.world.random.text(9, base36));
    page.revision = page.created_at = page.updated_at = act.now;
    if (!insert(tx, page)) throw Error(ErrorCode::Conflict, "The subdomain " + page.subdomain + " is already in use");
    keep_secrets(tx, act, page.id, json::write(draft.secrets));
    Act inside = act;
    inside.page_id = page.id;
    touch(tx, inside);
    activity::record(tx, inside, {"pages.create", page.id, {{"name", page.name}, {"subdomain", page.subdomain}}});
    return page;
}

Page edit(db::Tx& tx, const Act& act, const json::object& body) {
    touch(tx, act);
    Page page = find(tx, act.page_id).value();
    const Page before = page;
    const auto edit = json::read<PageEdit>(body);
    if (edit.name) page.name = *edit.name;
    if (edit.subdomain) page.subdomain = checked_subdomain(*edit.subdomain);
    if (edit.custom_domain.given) page.custom_domain = checked_domain(edit.custom_domain.value);
    // A client that sends back what it read has not set the status by hand.
    if (edit.status && *edit.status != page.status) set_status_by_hand(page, *edit.status);
    json::patch(page.settings, body);
    check(page.settings);
    page.updated_at = act.now;
    if (!update(tx, page)) throw Error(ErrorCode::Conflict, "The subdomain or custom domain is already in use");
    keep_secrets(tx, act, page.id, body);
    activity::record(
        tx, act, {"pages.edit", page.id, {{"before", json::write(view(before))}, {"after", json::write(view(page))}}});
    return page;
}

Page renew_secure_link(db::Tx& tx, const Act& act) {
    constexpr std::size_t length = 32;  // 165 bits
    touch(tx, act);
    const std::string envelope =
        act.world.key.seal(act.world.random.text(length, base36), "pages.secure_link/" + act.page_id);
    set_secure_link(tx, act.page_id, envelope);
    activity::record(tx, act, {"pages.renew_secure_link", act.page_id, {}});
    return find(tx, act.page_id).value();
}

std::optional<std::string> secure_token_of(const World& world, const Page& page) {
    return page.secure_link ? world.key.open(*page.secure_link, "pages.secure_link/" + page.id) : std::nullopt;
}

std::optional<std::string> password_of(db::Tx& tx, const World& world, const std::string& page_id) {
    return secrets_of(tx, world, page_id).password;
}

std::map<std::string, std::string, std::less<>> accounts_of(db::Tx& tx, const World& world,
                                                            const std::string& page_id) {
    std::map<std::string, std::string, std::less<>> accounts;
    for (const auto& member : json::write(secrets_of(tx, world, page_id).accounts)) {
        if (member.value().is_string() && !member.value().get_string().empty())
            accounts[std::string(member.key())] = member.value().as_string();
    }
    return accounts;
}

void keep_accounts(db::Tx& tx, const Act& act, const json::object& accounts) {
    const json::object known = json::write(PageAccounts{});
    json::object kept;
    for (const auto& [name, value] : accounts) {
        if (known.contains(name)) kept[name] = value == json::value("") ? json::value(nullptr) : value;
    }
    keep_secrets(tx, act, act.page_id, kept);
}

std::optional<std::string> secure_link_of(const World& world, const Page& page) {
    const auto token = secure_token_of(world, page);
    if (!token) return std::nullopt;
    return Address::of(world.base_url, world.base_host).root_of(page.subdomain) + "/secure/" + *token;
}

void remove(db::Tx& tx, const Act& act) {
    touch(tx, act);
    take_down(tx, act);
}

void close_workspace(db::Tx& tx, const Act& act) {
    // All pages are locked before the first row of the log locks the workspace: others go in that order too.
    touch_all(tx, act);
    for (const Act& on_page : on_all_pages(tx, act)) take_down(tx, on_page);
    workspaces::close(tx, act);
}

void touch(db::Tx& tx, const Act& act) {
    if (!touch(tx, act.page_id, act.now)) throw Error::not_found("Page");
    tx.after_commit([changed = act.world.page_changed, id = act.page_id] { changed(id); });
}

void touch_all(db::Tx& tx, const Act& act) {
    for (const Act& on_page : on_all_pages(tx, act)) touch(tx, on_page);
}

std::int64_t erase_old(db::Tx& tx, Millis now) { return erase_deleted(tx, now - 30 * one_day); }

std::string make_unique_email(const Act& act, const std::string& subdomain, const std::string& middle) {
    return subdomain + "-" + middle + "-" + act.world.random.text(9, base36) + "@" + act.world.automation_host;
}

}  // namespace daymark::pages
