// The account at X that a page was connected to by OAuth 2.0: its tokens, and how they are renewed once for all nodes.
#pragma once

#include "activity/act.h"
#include "platform/db/db.h"

#include <map>
#include <optional>
#include <string>

namespace daymark::pages {

struct XTokens {
    std::string access, refresh;
};

enum class XState {
    Connected,
    Broken,  // X does not renew the tokens any more: somebody must connect again
};

struct XConnection {
    std::string page_id;
    XState state = XState::Connected;
    std::optional<XTokens> tokens;            // nothing: sealed with another server's key
    std::int64_t version = 0;                 // rises with each pair of tokens
    Millis connected_at = 0, expires_at = 0;  // the latter: of the access token
};

[[nodiscard]] std::optional<XConnection> find_x_connection(db::Tx& tx, const World& world, const std::string& page_id);

/// For the act's page, in place of the account before.
void connect_x(db::Tx& tx, const Act& act, const XTokens& tokens, Millis expires_at);
/// Nothing happens when there is none.
void disconnect_x(db::Tx& tx, const Act& act);

/// What the owner filled in, with the access token in the place of one that was pasted.
[[nodiscard]] std::map<std::string, std::string, std::less<>> accounts_for_sending(db::Tx& tx, const World& world,
                                                                                   const std::string& page_id);
/// How long a message must wait until the access token is a fresh one; 0 when it is, and where there is none.
[[nodiscard]] Millis wait_for_x(db::Tx& tx, const std::string& page_id, Millis now);

/// A connection whose access token ends before `before` and that nobody renews; it is the caller's until `until`.
[[nodiscard]] std::optional<XConnection> take_x_to_renew(db::Tx& tx, const World& world, Millis now, Millis before,
                                                         Millis until);
/// What came of it; a new pair rests until then in any case. Nothing happens when the connection is another one by now,
/// or somebody else's turn.
void keep_x_tokens(db::Tx& tx, const World& world, const XConnection& taken, Millis until, const XTokens& tokens,
                   Millis expires_at);
void break_x(db::Tx& tx, const Act& act, const XConnection& taken, Millis until);

}  // namespace daymark::pages
