// What members can do about the letters they get.
#pragma once

#include "activity/act.h"
#include "platform/db/db.h"
#include "workspaces/member_letters.h"

#include <optional>
#include <string>

namespace daymark::workspaces {

/// What is left out stays as it is.
struct LettersDraft {
    std::optional<bool> long_incident, weekly_report, broken_domain;

    static constexpr std::string_view schema_name = "MyNotificationsDraft";
    static constexpr auto fields = std::tuple{
        json::field("longRunningIncidentNotifications", &LettersDraft::long_incident),
        json::field("weeklyReportsNotifications", &LettersDraft::weekly_report),
        json::field("invalidCustomDomainNotifications", &LettersDraft::broken_domain),
    };
};

/// Of the act's user in its workspace, of which they must be a member.
[[nodiscard]] WantedLetters letters_of(db::Tx& tx, const Act& act);
WantedLetters choose_letters(db::Tx& tx, const Act& act, const LettersDraft& draft);

/// Who ends such letters by the link in one; nothing when they are in the act's workspace no more.
[[nodiscard]] std::optional<LetterReader> reader_who_ends(db::Tx& tx, const Act& act, const Ended& ended);
/// They get no more of them; twice is as good as once.
void end_letters(db::Tx& tx, const Act& act, const LetterReader& reader, MemberLetter letter);

}  // namespace daymark::workspaces
