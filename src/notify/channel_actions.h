// The owner's set-up of channels: their accounts, and tests of them.
#pragma once

#include "activity/act.h"
#include "notify/channel.h"
#include "pages/page.h"
#include "platform/db/db.h"

#include <optional>
#include <string>
#include <vector>

namespace daymark::notify {

/// E-mail first, which needs nothing of a page's owner, then `channels()`.
[[nodiscard]] std::vector<const Channel*> set_up_channels();
/// Error NotFound.
[[nodiscard]] const Channel& require_channel(std::string_view name);
/// "EMAIL", "SMS" …; "X" of the page's own posts: as in deliveries.
[[nodiscard]] std::string_view word_of(const Channel& channel);
/// Whether it is one of the providers among which a page chooses.
[[nodiscard]] bool is_sms_provider(const Channel& channel);
[[nodiscard]] bool is_chosen(const Channel& channel, const pages::Page& page);

/// Takes over the fields of the channel's account that `body` names, null and "" take one away; "chosen": whether the
/// page sends SMS by it. Error BadRequest names the field. The page as it is then.
pages::Page set_up(db::Tx& tx, const Act& act, const Channel& channel, const json::object& body);

/// Tries a channel on an address. The event whose delivery tells what came of it. Error BadRequest names "to"; Conflict
/// when the account is not filled in; TooManyRequests.
std::string try_channel(db::Tx& tx, const Act& act, const pages::Page& page, const Channel& channel,
                        const std::string& to);
/// The same with a subscriber, whether confirmed and paused or not. Error NotFound.
std::string try_subscriber(db::Tx& tx, const Act& act, const std::string& id);

// Guess: enough for somebody who sets up a channel; no stranger is flooded with it.
inline constexpr std::int64_t most_tests = 10;  // of a page, an hour

}  // namespace daymark::notify
