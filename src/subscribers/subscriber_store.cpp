// Every SQL statement on subscribers.
#include "subscribers/subscriber_store.h"

#include <unordered_map>

namespace daymark::subscribers {
namespace {

// The order of subscriber_from.
#define SUBSCRIBER_COLUMNS                                                                              \
    "id, page_id, address, email, phone, webhook, webhook_email, language, confirmed, all_components, " \
    "failed_attempts, created_at, updated_at"

Subscriber subscriber_from(const db::Row& row) {
    Subscriber subscriber;
    subscriber.id = row.text(0);
    subscriber.page_id = row.text(1);
    subscriber.address = row.text(2);
    subscriber.email = row.maybe_text(3);
    subscriber.phone = row.maybe_text(4);
    subscriber.webhook = row.maybe_text(5);
    subscriber.webhook_email = row.maybe_text(6);
    subscriber.language = row.text(7);
    subscriber.confirmed = row.boolean(8);
    subscriber.all = row.boolean(9);
    subscriber.failed_attempts = row.integer(10);
    subscriber.created_at = row.integer(11);
    subscriber.updated_at = row.integer(12);
    return subscriber;
}

/// With their components, in one query however many there are.
std::vector<Subscriber> whole(db::Tx& tx, const db::Rows& rows) {
    std::vector<Subscriber> subscribers;
    subscribers.reserve(rows.size());
    for (const db::Row& row : rows) subscribers.push_back(subscriber_from(row));
    std::vector<std::string> ids;
    std::unordered_map<std::string, Subscriber*> by_id;
    for (Subscriber& subscriber : subscribers) {
        if (subscriber.all) continue;
        ids.push_back(subscriber.id);
        by_id[subscriber.id] = &subscriber;
    }
    if (ids.empty()) return subscribers;
    std::vector<db::Value> binds;
    const std::string places = db::places_for(ids, binds);
    for (const db::Row& row : tx.run("subscribers.components_of",
                                     R"(select s.subscriber_id, c.id, c.name from subscriber_components s
        join components c on c.id = s.component_id where s.subscriber_id in ()" +
                                         places + ") order by s.subscriber_id, c.position, c.created_at, c.id",
                                     std::move(binds))
                                  .rows) {
        by_id[row.text(0)]->components.push_back({row.text(1), row.text(2)});
    }
    return subscribers;
}

std::optional<Subscriber> first_of(std::vector<Subscriber> found) {
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

/// A pattern for `like` that finds `text` anywhere.
std::string anywhere(const std::string& text) {
    std::string pattern = "%";
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    }
    return pattern + "%";
}

}  // namespace

void insert(db::Tx& tx, const Subscriber& subscriber) {
    tx.execute("subscribers.insert",
               "insert into subscribers (" SUBSCRIBER_COLUMNS
               ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
               subscriber.id, subscriber.page_id, subscriber.address, subscriber.email, subscriber.phone,
               subscriber.webhook, subscriber.webhook_email, subscriber.language, subscriber.confirmed, subscriber.all,
               subscriber.failed_attempts, subscriber.created_at, subscriber.updated_at);
}

void update(db::Tx& tx, const Subscriber& subscriber) {
    tx.execute("subscribers.update", R"(update subscribers set webhook_email = $2, language = $3, confirmed = $4,
        all_components = $5, updated_at = $6 where id = $1)",
               subscriber.id, subscriber.webhook_email, subscriber.language, subscriber.confirmed, subscriber.all,
               subscriber.updated_at);
}

void erase(db::Tx& tx, const std::string& page_id, const std::string& id) {
    tx.execute("subscribers.erase", "delete from subscribers where page_id = $1 and id = $2", page_id, id);
}

void set_components(db::Tx& tx, const Subscriber& subscriber) {
    tx.execute("subscribers.clear_components", "delete from subscriber_components where subscriber_id = $1",
               subscriber.id);
    for (const Chosen& component : subscriber.components) {
        tx.execute("subscribers.insert_component",
                   "insert into subscriber_components (subscriber_id, component_id) values ($1, $2)", subscriber.id,
                   component.id);
    }
}

std::optional<Subscriber> find(db::Tx& tx, const std::string& page_id, const std::string& id) {
    return first_of(whole(
        tx, tx.query("subscribers.find",
                     "select " SUBSCRIBER_COLUMNS " from subscribers where page_id = $1 and id = $2", page_id, id)));
}

std::optional<Subscriber> find_by_address(db::Tx& tx, const std::string& page_id, const std::string& address) {
    return first_of(
        whole(tx, tx.query("subscribers.find_by_address",
                           "select " SUBSCRIBER_COLUMNS " from subscribers where page_id = $1 and address = $2",
                           page_id, address)));
}

std::vector<Subscriber> list_of_page(db::Tx& tx, const std::string& page_id, const std::string& search,
                                     const db::Slice& slice) {
    std::vector<db::Value> binds{page_id};
    std::string where = "page_id = $1";
    if (!search.empty()) {
        binds.emplace_back(anywhere(search));
        where += R"( and (email like $2 escape '\' or phone like $2 escape '\'))";
    }
    const std::string end = slice_sql(slice, {"created_at", "id"}, db::Order::Rising, binds);
    return whole(tx, tx.run("subscribers.list_of_page",
                            "select " SUBSCRIBER_COLUMNS " from subscribers where " + where + end, std::move(binds))
                         .rows);
}

db::Cursor cursor_of(const Subscriber& subscriber) { return {subscriber.created_at, subscriber.id}; }

}  // namespace daymark::subscribers
