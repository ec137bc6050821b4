// People who ask, by their e-mail address, to be let in to a private page.
#pragma once

#include "activity/act.h"
#include "platform/db/db.h"

#include <string>

namespace daymark::pages {

/// How long the link of such a message opens the page.
inline constexpr Millis entry_link_lasts = one_hour;

/// Notes that somebody asks for the act's page; `email` in its canonical form, `welcome`: a message with a link is due.
/// Nothing is noted for an address or a network that asks too often; the caller tells nobody which it was.
void ask_entry(db::Tx& tx, const Act& act, const std::string& email, bool welcome);

/// Of one person. Their number.
std::int64_t erase_entry_requests(db::Tx& tx, const std::string& page_id, const std::string& email);

/// Those before then, at most so many at once. Their number.
std::int64_t forget_entry_requests(db::Tx& tx, Millis before, std::int64_t most = 500);

}  // namespace daymark::pages
