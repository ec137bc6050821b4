// Asking to be let in, and every SQL statement on it.
#include "pages/entry_requests.h"

#include "activity/activity.h"

namespace daymark::pages {
namespace {

// Against flooding of people, and by one network. Guess: as for subscriptions.
constexpr std::int64_t most_for_address = 5;  // an hour
constexpr std::int64_t most_of_asker = 10;    // an hour

bool asks_too_often(db::Tx& tx, const std::string& email, const std::string& asker_hash, Millis since) {
    const auto row = tx.one("entry_requests.count", R"(select
        (select count(*) from entry_requests where email = $1 and created_at > $3),
        (select count(*) from entry_requests where asker_hash = $2 and created_at > $3))",
                            email, asker_hash, since);
    return row->integer(0) >= most_for_address || row->integer(1) >= most_of_asker;
}

}  // namespace

void ask_entry(db::Tx& tx, const Act& act, const std::string& email, bool welcome) {
    const std::string asker_hash = act.world.key.hash("pages.asker/" + act.remote_address);
    if (asks_too_often(tx, email, asker_hash, act.now - one_hour)) return;
    const std::string id = act.new_id();
    tx.execute("entry_requests.insert", R"(insert into entry_requests
        (id, page_id, email, welcome, asker_hash, created_at) values ($1, $2, $3, $4, $5, $6))",
               id, act.page_id, email, welcome, asker_hash, act.now);
    if (!welcome) return;
    events::raise_letter(tx, act, {events::Kind::EntryLink, {}, {}, {}}, {"address", "EMAIL", email});
    activity::record(tx, act, {"pages.ask_entry", id, {}});
}

std::int64_t erase_entry_requests(db::Tx& tx, const std::string& page_id, const std::string& email) {
    return tx.execute("entry_requests.erase", "delete from entry_requests where page_id = $1 and email = $2", page_id,
                      email);
}

std::int64_t forget_entry_requests(db::Tx& tx, Millis before, std::int64_t most) {
    return tx.execute("entry_requests.forget", R"(delete from entry_requests where id in (
        select id from entry_requests where created_at < $1 order by created_at limit $2))",
                      before, most);
}

}  // namespace daymark::pages
