// Letters to the people who look after a page: to whom they go, and what they say.
#pragma once

#include "activity/act.h"
#include "notify/letters.h"
#include "site/page_view.h"
#include "workspaces/member_letters.h"

#include <optional>
#include <string>

namespace daymark::notify {

/// To everybody of the act's workspace who gets such letters. How many.
int tell_members(db::Tx& tx, const Act& act, workspaces::MemberLetter letter, const json::object& detail);

/// What a letter to one of them says; `begun` has what all letters have. Nothing when there is no reason for it any
/// more: they left or do not want it, the incident is over, the domain is another.
[[nodiscard]] std::optional<Letter> member_letter(db::Tx& tx, const Occasion& occasion, const site::PageFace& face,
                                                  Letter begun);

}  // namespace daymark::notify
