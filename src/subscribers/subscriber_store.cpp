// Every SQL statement on subscribers.
#include "subscribers/subscriber_store.h"

#include "platform/db/rows.h"
#include "platform/text/given.h"

#include <map>
#include <span>
#include <unordered_map>

namespace daymark::subscribers {
namespace {

// The order of subscriber_from.
#define SUBSCRIBER_COLUMNS                                                                                       \
    "id, page_id, address, email, phone, webhook, webhook_email, language, confirmed, all_components, "          \
    "failed_attempts, created_at, updated_at, place, channel, time_zone, secret, confirmed_at, confirmed_from, " \
    "paused_at, paused_reason, name, company, consent, team, request"

constexpr std::int64_t block_size = 5'000;  // as migration 0015 has it

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
    subscriber.place = row.integer(13);
    subscriber.channel = json::from_word<Channel>(row.text(14)).value_or(Channel::Email);
    subscriber.time_zone = row.maybe_text(15);
    subscriber.secret = row.maybe_text(16);
    subscriber.confirmed_at = row.maybe_integer(17);
    subscriber.confirmed_from = row.maybe_text(18);
    subscriber.paused_at = row.maybe_integer(19);
    subscriber.paused_reason = row.maybe_text(20);
    subscriber.name = row.maybe_text(21);
    subscriber.company = row.maybe_text(22);
    subscriber.consent = row.maybe_text(23);
    subscriber.team = row.maybe_text(24);
    subscriber.request = row.maybe_text(25);
    return subscriber;
}

/// With their components and notices, in a query each however many there are.
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
    for (const db::Row& row :
         tx.run("subscribers.notices_of",
                "select subscriber_id, notice_id from subscriber_notices where subscriber_id in (" + places +
                    ") order by subscriber_id, notice_id",
                binds)
             .rows) {
        by_id[row.text(0)]->notices.push_back(row.text(1));
    }
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

/// So many behind all that came before: the last of them. The row keeps two at a time from getting the same.
std::int64_t take_places(db::Tx& tx, const std::string& page_id, std::int64_t count) {
    return tx
        .one("subscribers.take_places", R"(insert into subscriber_places (page_id, last_place) values ($1, $2)
        on conflict (page_id) do update set last_place = subscriber_places.last_place + $2 returning last_place)",
             page_id, count)
        ->integer(0);
}

void count_in_block(db::Tx& tx, const std::string& page_id, std::int64_t place, std::int64_t more) {
    tx.execute("subscribers.count_in_block", R"(insert into subscriber_blocks (page_id, block, subscribers)
        values ($1, $2, $3) on conflict (page_id, block) do update set subscribers = subscriber_blocks.subscribers + $3)",
               page_id, place / block_size, more);
}

/// The same slice with few rows to pass over: it begins with the block that its first row is in.
db::Slice from_block(db::Tx& tx, const std::string& page_id, db::Slice slice) {
    if (slice.after || slice.offset < block_size) return slice;
    const auto begin = tx.one("subscribers.block_at", R"(select block, before from (select block,
        cast(sum(subscribers) over (order by block) - subscribers as bigint) as before
        from subscriber_blocks where page_id = $1) counted where before <= $2 order by block desc limit 1)",
                              page_id, slice.offset);
    if (!begin) return slice;
    slice.after = db::Cursor{db::bind(begin->integer(0) * block_size - 1)};
    slice.offset -= begin->integer(1);
    return slice;
}

/// In the order of SUBSCRIBER_COLUMNS.
std::vector<db::Value> row_of(const Subscriber& subscriber, std::int64_t place) {
    return {subscriber.id,
            subscriber.page_id,
            subscriber.address,
            db::bind(subscriber.email),
            db::bind(subscriber.phone),
            db::bind(subscriber.webhook),
            db::bind(subscriber.webhook_email),
            subscriber.language,
            db::bind(subscriber.confirmed),
            db::bind(subscriber.all),
            subscriber.failed_attempts,
            subscriber.created_at,
            subscriber.updated_at,
            place,
            db::bind(json::word_of(subscriber.channel)),
            db::bind(subscriber.time_zone),
            db::bind(subscriber.secret),
            db::bind(subscriber.confirmed_at),
            db::bind(subscriber.confirmed_from),
            db::bind(subscriber.paused_at),
            db::bind(subscriber.paused_reason),
            db::bind(subscriber.name),
            db::bind(subscriber.company),
            db::bind(subscriber.consent),
            db::bind(subscriber.team),
            db::bind(subscriber.request)};
}

void insert_all_rows(db::Tx& tx, std::span<const Subscriber> subscribers) {
    const std::string& page_id = subscribers.front().page_id;
    const auto count = static_cast<std::int64_t>(subscribers.size());
    std::int64_t place = take_places(tx, page_id, count) - count;
    std::map<std::int64_t, std::int64_t> in_blocks;
    std::vector<std::vector<db::Value>> rows;
    for (const Subscriber& subscriber : subscribers) {
        rows.push_back(row_of(subscriber, ++place));
        ++in_blocks[place / block_size];
    }
    for (const auto& [block, more] : in_blocks) count_in_block(tx, page_id, block * block_size, more);
    db::insert_rows(tx, "subscribers.insert", "insert into subscribers (" SUBSCRIBER_COLUMNS ")", std::move(rows));
}

}  // namespace

void insert(db::Tx& tx, const Subscriber& subscriber) { insert_all_rows(tx, std::span(&subscriber, 1)); }

void insert_all(db::Tx& tx, const std::vector<Subscriber>& subscribers) {
    if (subscribers.empty()) return;
    insert_all_rows(tx, subscribers);
    std::vector<std::vector<db::Value>> choices;
    for (const Subscriber& subscriber : subscribers) {
        for (const Chosen& component : subscriber.components) choices.push_back({subscriber.id, component.id});
    }
    db::insert_rows(tx, "subscribers.insert_choices", "insert into subscriber_components (subscriber_id, component_id)",
                    std::move(choices));
}

void update(db::Tx& tx, const Subscriber& subscriber) {
    tx.execute("subscribers.update", R"(update subscribers set webhook_email = $2, language = $3, confirmed = $4,
        all_components = $5, updated_at = $6, time_zone = $7, confirmed_at = $8, confirmed_from = $9, secret = $10,
        request = $11 where id = $1)",
               subscriber.id, subscriber.webhook_email, subscriber.language, subscriber.confirmed, subscriber.all,
               subscriber.updated_at, subscriber.time_zone, subscriber.confirmed_at, subscriber.confirmed_from,
               subscriber.secret, subscriber.request);
}

void erase(db::Tx& tx, const std::string& page_id, const std::string& id) {
    const auto gone = tx.one("subscribers.erase",
                             "delete from subscribers where page_id = $1 and id = $2 returning place", page_id, id);
    if (gone) count_in_block(tx, page_id, gone->integer(0), -1);
}

void lock_list(db::Tx& tx, const std::string& page_id) {
    tx.execute("subscribers.lock_list", R"(insert into subscriber_places (page_id, last_place) values ($1, 0)
        on conflict (page_id) do update set last_place = subscriber_places.last_place)",
               page_id);
}

void set_health(db::Tx& tx, const Subscriber& subscriber) {
    tx.execute("subscribers.set_health",
               "update subscribers set failed_attempts = $2, paused_at = $3, paused_reason = $4 where id = $1",
               subscriber.id, subscriber.failed_attempts, subscriber.paused_at, subscriber.paused_reason);
}

void clear_failures(db::Tx& tx, const std::vector<std::string>& ids) {
    if (ids.empty()) return;
    std::vector<db::Value> binds;
    const std::string places = db::places_for(ids, binds);
    tx.run("subscribers.clear_failures",
           "update subscribers set failed_attempts = 0 where failed_attempts > 0 and id in (" + places + ")",
           std::move(binds));
}

void set_notices(db::Tx& tx, const Subscriber& subscriber) {
    tx.execute("subscribers.clear_notices", "delete from subscriber_notices where subscriber_id = $1", subscriber.id);
    for (const std::string& notice : subscriber.notices) {
        tx.execute("subscribers.insert_notice",
                   "insert into subscriber_notices (subscriber_id, notice_id) values ($1, $2)", subscriber.id, notice);
    }
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

std::vector<Subscriber> list_by_ids(db::Tx& tx, const std::vector<std::string>& ids) {
    if (ids.empty()) return {};
    std::vector<db::Value> binds;
    const std::string places = db::places_for(ids, binds);
    return whole(tx,
                 tx.run("subscribers.list_by_ids",
                        "select " SUBSCRIBER_COLUMNS " from subscribers where id in (" + places + ")", std::move(binds))
                     .rows);
}

std::optional<Subscriber> find_by_address(db::Tx& tx, const std::string& page_id, const std::string& address) {
    return first_of(
        whole(tx, tx.query("subscribers.find_by_address",
                           "select " SUBSCRIBER_COLUMNS " from subscribers where page_id = $1 and address = $2",
                           page_id, address)));
}

std::vector<std::string> list_known(db::Tx& tx, const std::string& page_id, const std::vector<std::string>& addresses) {
    if (addresses.empty()) return {};
    std::vector<db::Value> binds;
    const std::string pairs = db::pairs_for(page_id, addresses, binds);
    std::vector<std::string> known;
    for (const db::Row& row :
         tx.run("subscribers.list_known", "select address from subscribers where (page_id, address) in " + pairs,
                std::move(binds))
             .rows)
        known.push_back(row.text(0));
    return known;
}

std::vector<Subscriber> list_of_page(db::Tx& tx, const std::string& page_id, const std::string& search,
                                     const db::Slice& slice) {
    std::vector<db::Value> binds{page_id};
    std::string where = "page_id = $1";
    if (!search.empty()) {
        binds.emplace_back(anywhere(search));
        where += R"( and (email like $2 escape '\' or phone like $2 escape '\'))";
    }
    const std::string end =
        slice_sql(search.empty() ? from_block(tx, page_id, slice) : slice, {"place"}, db::Order::Rising, binds);
    return whole(tx, tx.run("subscribers.list_of_page",
                            "select " SUBSCRIBER_COLUMNS " from subscribers where " + where + end, std::move(binds))
                         .rows);
}

db::Cursor cursor_of(const Subscriber& subscriber) { return {db::bind(subscriber.place)}; }

void insert_request(db::Tx& tx, const Act& act, const Request& request) {
    tx.execute("subscription_requests.insert", R"(insert into subscription_requests
        (id, page_id, subscriber_id, notice_id, address_hash, asker_hash, created_at)
        values ($1, $2, $3, $4, $5, $6, $7))",
               act.new_id(), act.page_id, request.subscriber_id, text::given(request.notice_id), request.address_hash,
               request.asker_hash, act.now);
}

RequestCounts count_requests(db::Tx& tx, const Act& act, const Request& request, Millis address_since, Millis since) {
    const auto row = tx.one("subscription_requests.count", R"(select
        (select count(*) from subscription_requests where address_hash = $1 and created_at > $2),
        (select count(*) from subscription_requests where asker_hash = $3 and created_at > $4),
        (select count(*) from subscription_requests where page_id = $5 and created_at > $4))",
                            request.address_hash, address_since, request.asker_hash, since, act.page_id);
    return {row->integer(0), row->integer(1), row->integer(2)};
}

std::int64_t forget_requests(db::Tx& tx, Millis before, std::int64_t most) {
    for (const db::Row& row : tx.query("subscribers.list_silent", R"(select distinct s.page_id, s.id
        from subscription_requests r join subscribers s on s.id = r.subscriber_id
        where r.created_at < $1 and s.confirmed = 0 and not exists (
            select 1 from subscription_requests newer where newer.subscriber_id = s.id and newer.created_at >= $1)
        limit $2)",
                                       before, most)) {
        erase(tx, row.text(0), row.text(1));
    }
    return tx.execute("subscription_requests.forget", R"(delete from subscription_requests where id in (
        select id from subscription_requests where created_at < $1 order by created_at limit $2))",
                      before, most);
}

std::int64_t forget_webhook_email(db::Tx& tx, const std::string& page_id, const std::string& email) {
    return tx.execute("subscribers.forget_webhook_email",
                      "update subscribers set webhook_email = null where page_id = $1 and webhook_email = $2", page_id,
                      email);
}

}  // namespace daymark::subscribers
