// Connections to X, and every SQL statement on them.
#include "pages/x_connection.h"

#include "activity/activity.h"
#include "pages/page_actions.h"

namespace daymark::pages {
namespace {

constexpr Millis fresh_for = 30 * one_second;  // until a request arrives, whatever the clocks say
constexpr Millis look_again = 5 * one_second;

#define X_CONNECTION_COLUMNS "page_id, state, tokens, version, connected_at, expires_at"

std::string place_of(const std::string& page_id) { return "x_connections.tokens/" + page_id; }

std::string sealed(const World& world, const std::string& page_id, const XTokens& tokens) {
    return world.key.seal(json::text(json::object{{"access", tokens.access}, {"refresh", tokens.refresh}}),
                          place_of(page_id));
}

std::optional<XTokens> opened(const World& world, const std::string& page_id, const std::string& envelope) {
    const auto text = world.key.open(envelope, place_of(page_id));
    if (!text) return std::nullopt;
    const json::value tokens = json::parse(*text);
    return XTokens{std::string(tokens.at("access").as_string()), std::string(tokens.at("refresh").as_string())};
}

XConnection connection_from(const db::Row& row, const World& world) {
    return {row.text(0),
            row.text(1) == "CONNECTED" ? XState::Connected : XState::Broken,
            opened(world, row.text(0), row.text(2)),
            row.integer(3),
            row.integer(4),
            row.integer(5)};
}

}  // namespace

std::optional<XConnection> find_x_connection(db::Tx& tx, const World& world, const std::string& page_id) {
    const auto row =
        tx.one("x_connections.find", "select " X_CONNECTION_COLUMNS " from x_connections where page_id = $1", page_id);
    return row ? std::optional(connection_from(*row, world)) : std::nullopt;
}

void connect_x(db::Tx& tx, const Act& act, const XTokens& tokens, Millis expires_at) {
    touch(tx, act);
    tx.execute("x_connections.put", R"(insert into x_connections
        (page_id, state, tokens, version, connected_at, expires_at) values ($1, 'CONNECTED', $2, 1, $3, $4)
        on conflict (page_id) do update set state = 'CONNECTED', tokens = $2, version = x_connections.version + 1,
            connected_at = $3, expires_at = $4, held_until = 0)",
               act.page_id, sealed(act.world, act.page_id, tokens), act.now, expires_at);
    activity::record(tx, act, {"pages.connect_x", act.page_id, {}});
}

void disconnect_x(db::Tx& tx, const Act& act) {
    touch(tx, act);
    const auto gone = tx.execute("x_connections.erase", "delete from x_connections where page_id = $1", act.page_id);
    if (gone > 0) activity::record(tx, act, {"pages.disconnect_x", act.page_id, {}});
}

std::map<std::string, std::string, std::less<>> accounts_for_sending(db::Tx& tx, const World& world,
                                                                     const std::string& page_id) {
    auto accounts = accounts_of(tx, world, page_id);
    const auto connection = find_x_connection(tx, world, page_id);
    if (connection && connection->state == XState::Connected && connection->tokens)
        accounts["xBearer"] = connection->tokens->access;
    return accounts;
}

Millis wait_for_x(db::Tx& tx, const std::string& page_id, Millis now) {
    const auto row =
        tx.one("x_connections.stale",
               "select 1 from x_connections where page_id = $1 and state = 'CONNECTED' and expires_at <= $2", page_id,
               now + fresh_for);
    return row ? look_again : 0;
}

std::optional<XConnection> take_x_to_renew(db::Tx& tx, const World& world, Millis now, Millis before, Millis until) {
    const auto row = tx.one("x_connections.take",
                            R"(update x_connections set held_until = $3 where page_id = (
        select page_id from x_connections where state = 'CONNECTED' and expires_at < $2 and held_until <= $1
        order by expires_at limit 1)" +
                                std::string(tx.skip_locked()) + ") returning " X_CONNECTION_COLUMNS,
                            now, before, until);
    return row ? std::optional(connection_from(*row, world)) : std::nullopt;
}

void keep_x_tokens(db::Tx& tx, const World& world, const XConnection& taken, Millis until, const XTokens& tokens,
                   Millis expires_at) {
    tx.execute("x_connections.keep", R"(update x_connections set tokens = $4, version = version + 1, expires_at = $5
        where page_id = $1 and version = $2 and held_until = $3)",
               taken.page_id, taken.version, until, sealed(world, taken.page_id, tokens), expires_at);
}

void break_x(db::Tx& tx, const Act& act, const XConnection& taken, Millis until) {
    touch(tx, act);
    const auto broken = tx.execute("x_connections.break", R"(update x_connections set state = 'BROKEN'
        where page_id = $1 and version = $2 and held_until = $3)",
                                   taken.page_id, taken.version, until);
    if (broken > 0) activity::record(tx, act, {"pages.lose_x", act.page_id, {}});
}

}  // namespace daymark::pages
